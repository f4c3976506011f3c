extension Matcher {
    /// The instruction that a counted loop goes on at: its body, or what follows it.
    mutating func nextRound(_ number: Int, _ place: Int) throws(PatternError) -> Int {
        let loop = program.loops[number]
        let count = registers[loop.counter]
        let body = loop.head + 1
        if count >= loop.max { return loop.exit }
        if count >= loop.min {
            let (next, other) = loop.isLazy ? (loop.exit, body) : (body, loop.exit)
            try push(Frame(instruction: other, place: place, rest: -1))
            if loop.isLazy { return next }
        }
        return body
    }

    /// Counts a round; false when it was a needless one that took no character.
    mutating func endRound(_ number: Int, _ place: Int) throws(PatternError) -> Bool {
        let loop = program.loops[number]
        let count = registers[loop.counter]
        if let mark = loop.mark, registers[mark] == place, count >= loop.min { return false }
        try set(loop.counter, to: count + 1)
        return true
    }
}

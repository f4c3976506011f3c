extension Matcher {
    /// Matches a set as often as its run asks for and keeps the way to fewer or more.
    mutating func take(run number: Int, _ pc: Int, _ place: inout Int) throws(PatternError) -> Bool {
        let run = program.runs[number]
        let start = place
        let least = take(run.set, upTo: run.min, isBehind: run.isBehind, &place)
        try spend(abs(place - start))
        guard least == run.min else { return false }
        let floor = place
        if run.isLazy {
            if run.max > run.min { try push(Frame(instruction: pc, place: floor, rest: run.max - run.min)) }
            return true
        }
        _ = take(run.set, upTo: run.max - run.min, isBehind: run.isBehind, &place)
        try spend(abs(place - floor))
        if place != floor { try push(Frame(instruction: pc, place: place, rest: floor)) }
        return true
    }

    /// The next place of a run that is gone back to, which stays on the stack while it has more; nil when it has none.
    mutating func resume(_ frame: Frame) throws(PatternError) -> Int? {
        guard case .run(let number) = program.instructions[frame.instruction] else { return nil }
        let run = program.runs[Int(number)]
        try spend(1)
        var frame = frame
        if run.isLazy {
            guard take(run.set, upTo: 1, isBehind: run.isBehind, &frame.place) == 1 else { return nil }
            frame.rest -= 1
            if frame.rest > 0 { try push(frame) }
            return frame.place
        }
        repeat {
            frame.place = run.isBehind ? text.scalarEnd(from: frame.place) : text.scalarStart(before: frame.place)
            guard let follower = run.follower, frame.place < text.count, text[frame.place] != follower else { break }
            try spend(1)
            if frame.place == frame.rest { return nil }
        } while true
        if frame.place != frame.rest { try push(frame) }
        return frame.place
    }

    /// Matches a set up to `limit` times and says how often.
    private func take(_ set: ScalarSet, upTo limit: Int, isBehind: Bool, _ place: inout Int) -> Int {
        var count = 0
        if isBehind {
            while count < limit, text.takeBehind(set, at: &place) { count += 1 }
        } else {
            while count < limit, text.take(set, at: &place) { count += 1 }
        }
        return count
    }
}

/// Runs a program over a text, with the ways back on a stack of its own.
struct Matcher {
    /// A way back, or a register's value to restore on the way.
    struct Frame {
        /// The instruction to go on at; of a value to restore, the register's number with all bits turned.
        let instruction: Int
        /// The place to go on from, or the value.
        var place: Int
        /// Of a run the last place it may give back to, or how many more it may take; else negative.
        var rest: Int
    }

    let program: Program
    let text: UnsafeBufferPointer<UInt8>
    var steps: Int
    var registers: [Int]
    var frames: [Frame] = []

    init(program: Program, text: UnsafeBufferPointer<UInt8>, steps: Int) {
        self.program = program
        self.text = text
        self.steps = steps
        registers = Array(repeating: -1, count: program.registerCount)
    }

    /// Tries each place from `start` on until one matches.
    mutating func search(from start: Int) throws(PatternError) -> PatternMatch? {
        var place = max(start, 0)
        while place < text.count, text[place] & 0xC0 == 0x80 { place += 1 }
        guard place <= text.count, place == 0 || !program.isAnchored else { return nil }
        while true {
            if let filter = program.firstBytes {
                place = nextCandidate(from: place, filter)
                if place == text.count { return nil }
            }
            if let end = try match(at: place) { return found(place..<end) }
            guard !program.isAnchored, place < text.count else { return nil }
            place = text.scalarEnd(from: place)
        }
    }

    private func nextCandidate(from start: Int, _ filter: FirstBytes) -> Int {
        filter.table.withUnsafeBufferPointer { table in
            var place = start
            while place < text.count, !table[Int(text[place])] { place += 1 }
            return place
        }
    }

    private func found(_ range: Range<Int>) -> PatternMatch {
        let groups = (0..<program.groupCount).map { captured(group: $0 + 1) }
        return PatternMatch(range: range, groups: groups)
    }

    /// What the group holds; nil while it is open or took no part.
    func captured(group: Int) -> Range<Int>? {
        let (start, end) = (registers[2 * group - 2], registers[2 * group - 1])
        return start >= 0 && end >= start ? start..<end : nil
    }

    /// Where the match that begins at `start` ends.
    ///
    /// After a failure all registers are as before, since each change was taken back.
    private mutating func match(at start: Int) throws(PatternError) -> Int? {
        var pc = 0
        var place = start
        while true {
            try spend(1)
            let holds: Bool
            switch program.instructions[pc] {
            case .match:
                return place
            case .byte(let byte):
                holds = place < text.count && text[place] == byte
                if holds { place += 1 }
            case .literal(let start, let count):
                holds = takeLiteral(Int(start), Int(count), &place)
            case .literalBehind(let start, let count):
                holds = takeLiteralBehind(Int(start), Int(count), &place)
            case .set(let number):
                holds = text.take(program.sets[Int(number)], at: &place)
            case .setBehind(let number):
                holds = text.takeBehind(program.sets[Int(number)], at: &place)
            case .run(let number):
                holds = try take(run: Int(number), pc, &place)
            case .backReference(let group, let isBehind):
                holds = try takeAgain(group: Int(group), isBehind: isBehind, &place)
            case .jump(let target):
                pc = Int(target)
                continue
            case .split(let first, let second):
                try push(Frame(instruction: Int(second), place: place, rest: -1))
                pc = Int(first)
                continue
            case .enterLoop(let number):
                try set(program.loops[Int(number)].counter, to: 0)
                holds = true
            case .loop(let number):
                pc = try nextRound(Int(number), place)
                continue
            case .endRound(let number):
                holds = try endRound(Int(number), place)
                if holds { pc = program.loops[Int(number)].head - 1 }
            case .save(let register):
                try set(Int(register), to: place)
                holds = true
            case .clear(let first, let end):
                for register in Int(first)..<Int(end) where registers[register] >= 0 { try set(register, to: -1) }
                holds = true
            case .requireProgress(let register):
                holds = registers[Int(register)] != place
            case .textStart:
                holds = place == 0
            case .textEnd:
                holds = place == text.count
            case .lineStart:
                holds = place == 0 || text.hasLineBreak(before: place)
            case .lineEnd:
                holds = place == text.count || text.hasLineBreak(after: place)
            case .wordBoundary(let isNegated):
                holds = isWordBoundary(place) != isNegated
            case .lookStart(let register):
                (registers[Int(register)], registers[Int(register) + 1]) = (frames.count, place)
                holds = true
            case .lookEnd(let register):
                place = registers[Int(register) + 1]
                forgetWaysBack(above: registers[Int(register)])
                holds = true
            case .rejectStart(let register, let next):
                registers[Int(register)] = frames.count
                try push(Frame(instruction: Int(next), place: place, rest: -1))
                holds = true
            case .rejectEnd(let register):
                undo(to: registers[Int(register)])
                holds = false
            case .fail:
                holds = false
            }
            if holds {
                pc += 1
            } else if try !goBack(&pc, &place) {
                return nil
            }
        }
    }

    mutating func spend(_ count: Int) throws(PatternError) {
        guard steps >= count else {
            steps = 0
            throw .stepsExhausted
        }
        steps -= count
    }
}

/// Turns the nodes of an expression into instructions.
struct ProgramCompiler {
    private var program: Program
    private let flags: Pattern.Flags
    /// Whether what is compiled reads backward, as all within a lookbehind does.
    private var isBehind = false

    static func compile(_ node: PatternNode, groupCount: Int, flags: Pattern.Flags) -> Program {
        var compiler = ProgramCompiler(groupCount: groupCount, flags: flags)
        compiler.emit(node)
        compiler.emit(.match)
        compiler.findFollowers()
        compiler.program.isAnchored = !flags.contains(.multiline) && node.beginsWithStart
        compiler.program.firstBytes = FirstBytes(node)
        return compiler.program
    }

    private init(groupCount: Int, flags: Pattern.Flags) {
        let ignoresCase = flags.contains(.ignoreCase)
        self.flags = flags
        program = Program(
            registerCount: 2 * groupCount,
            groupCount: groupCount,
            word: ScalarSet(ignoresCase ? .wordIgnoringCase : .word),
            ignoresCase: ignoresCase
        )
    }

    private mutating func emit(_ node: PatternNode) {
        switch node {
        case .empty: break
        case .scalar(let value): emit(literal: [value])
        case .set(let set): emit(set)
        case .sequence(let nodes): emit(sequence: nodes)
        case .alternation(let nodes): emit(alternation: nodes)
        case .capture(let node, let number): emit(capture: node, number)
        case .repetition(let node, let repetition): emit(node, repetition)
        case .assertion(let assertion): emit(assertion)
        case .look(let node, let look): emit(node, look)
        case .backReference(let group): emit(.backReference(group: Int32(group), isBehind: isBehind))
        }
    }

    private mutating func emit(_ set: ScalarSet) {
        let number = Int32(program.sets.count)
        program.sets.append(set)
        emit(isBehind ? .setBehind(number) : .set(number))
    }

    private mutating func emit(literal values: [UInt32]) {
        let start = program.bytes.count
        for value in values {
            // Half of a surrogate pair is never found in a text.
            guard let scalar = Unicode.Scalar(value), let encoded = UTF8.encode(scalar) else { return emit(.fail) }
            program.bytes += encoded
        }
        let count = program.bytes.count - start
        if count == 1, !isBehind { return emit(.byte(program.bytes[start])) }
        let (first, length) = (Int32(start), Int32(count))
        emit(isBehind ? .literalBehind(start: first, count: length) : .literal(start: first, count: length))
    }

    /// Emits the nodes in the order they are matched, and scalars in a row as one literal.
    private mutating func emit(sequence nodes: [PatternNode]) {
        var pieces: [(literal: [UInt32], node: PatternNode)] = []
        for node in nodes {
            guard case .scalar(let value) = node else {
                pieces.append(([], node))
                continue
            }
            if let last = pieces.last, !last.literal.isEmpty {
                pieces[pieces.count - 1].literal.append(value)
            } else {
                pieces.append(([value], .empty))
            }
        }
        if isBehind { pieces.reverse() }
        for piece in pieces {
            if piece.literal.isEmpty { emit(piece.node) } else { emit(literal: piece.literal) }
        }
    }

    private mutating func emit(alternation nodes: [PatternNode]) {
        var jumps: [Int] = []
        for node in nodes.dropLast() {
            let split = reserve()
            emit(node)
            jumps.append(reserve())
            program.instructions[split] = .split(Int32(split + 1), here)
        }
        if let last = nodes.last { emit(last) }
        for jump in jumps { program.instructions[jump] = .jump(here) }
    }

    private mutating func emit(capture node: PatternNode, _ number: Int) {
        let first = Int32(2 * (number - 1))
        emit(.save(isBehind ? first + 1 : first))
        emit(node)
        emit(.save(isBehind ? first : first + 1))
    }

    private mutating func emit(_ assertion: PatternNode.Assertion) {
        let isMultiline = flags.contains(.multiline)
        switch assertion {
        case .start: emit(isMultiline ? .lineStart : .textStart)
        case .end: emit(isMultiline ? .lineEnd : .textEnd)
        case .wordBoundary(let isNegated): emit(Instruction.wordBoundary(isNegated: isNegated))
        }
    }

    private mutating func emit(_ node: PatternNode, _ look: PatternNode.Look) {
        let outer = isBehind
        isBehind = look.isBehind
        defer { isBehind = outer }
        let register = newRegisters(2)
        if look.isNegated {
            let start = reserve()
            emit(node)
            emit(.rejectEnd(register))
            program.instructions[start] = .rejectStart(register, here)
        } else {
            emit(.lookStart(register))
            emit(node)
            emit(.lookEnd(register))
        }
    }

    // MARK: Repetitions

    private mutating func emit(_ node: PatternNode, _ repetition: PatternNode.Repetition) {
        let max = repetition.max ?? Int.max
        if max == 0 { return }
        if let set = node.asSet {
            let run = Program.Run(
                set: set,
                min: repetition.min,
                max: max,
                isLazy: repetition.isLazy,
                isBehind: isBehind
            )
            program.runs.append(run)
            return emit(.run(Int32(program.runs.count - 1)))
        }
        switch (repetition.min, max) {
        case (1, 1): emit(node)
        case (0, 1), (0, Int.max): emit(optional: node, repetition)
        case (1, Int.max) where !node.canBeEmpty:
            let body = here
            emit(body: node, repetition)
            emit(split(into: body, orTo: here + 1, repetition))
        default: emit(counted: node, repetition)
        }
    }

    /// Emits `?` or `*`.
    private mutating func emit(optional node: PatternNode, _ repetition: PatternNode.Repetition) {
        let head = reserve()
        if node.canBeEmpty {
            let mark = newRegisters(1)
            emit(.save(mark))
            emit(body: node, repetition)
            emit(.requireProgress(mark))
        } else {
            emit(body: node, repetition)
        }
        if repetition.max == nil { emit(.jump(Int32(head))) }
        program.instructions[head] = split(into: Int32(head + 1), orTo: here, repetition)
    }

    private mutating func emit(counted node: PatternNode, _ repetition: PatternNode.Repetition) {
        let number = program.loops.count
        emit(.enterLoop(Int32(number)))
        program.loops.append(
            Program.Loop(
                min: repetition.min,
                max: repetition.max ?? Int.max,
                isLazy: repetition.isLazy,
                counter: Int(newRegisters(1)),
                mark: node.canBeEmpty ? Int(newRegisters(1)) : nil,
                head: program.instructions.count,
                exit: 0
            )
        )
        emit(.loop(Int32(number)))
        if let mark = program.loops[number].mark { emit(.save(Int32(mark))) }
        emit(body: node, repetition)
        emit(.endRound(Int32(number)))
        program.loops[number].exit = program.instructions.count
    }

    private mutating func emit(body node: PatternNode, _ repetition: PatternNode.Repetition) {
        let captures = repetition.captures
        if !captures.isEmpty { emit(.clear(Int32(2 * captures.lowerBound), Int32(2 * captures.upperBound))) }
        emit(node)
    }

    private func split(into body: Int32, orTo exit: Int32, _ repetition: PatternNode.Repetition) -> Instruction {
        repetition.isLazy ? .split(exit, body) : .split(body, exit)
    }

    // MARK: Places

    private var here: Int32 { Int32(program.instructions.count) }

    private mutating func emit(_ instruction: Instruction) { program.instructions.append(instruction) }

    /// Leaves room for an instruction that is known later.
    private mutating func reserve() -> Int {
        emit(.fail)
        return program.instructions.count - 1
    }

    private mutating func newRegisters(_ count: Int) -> Int32 {
        defer { program.registerCount += count }
        return Int32(program.registerCount)
    }

    /// Tells each run the byte that must follow it, so that it gives back whole stretches at once.
    private mutating func findFollowers() {
        for (index, instruction) in program.instructions.enumerated() {
            guard case .run(let number) = instruction, !program.runs[Int(number)].isBehind else { continue }
            switch program.instructions[index + 1] {
            case .byte(let byte): program.runs[Int(number)].follower = byte
            case .literal(let start, _): program.runs[Int(number)].follower = program.bytes[Int(start)]
            default: break
            }
        }
    }
}

extension PatternNode {
    /// The set of the one character that this matches, or nil when it matches something else.
    fileprivate var asSet: ScalarSet? {
        switch self {
        case .set(let set): set
        case .scalar(let value): ScalarSet(ScalarRanges([value...value]))
        default: nil
        }
    }

    /// Whether each match begins where `^` holds.
    fileprivate var beginsWithStart: Bool {
        switch self {
        case .assertion(.start): true
        case .sequence(let nodes): nodes.first?.beginsWithStart ?? false
        case .alternation(let nodes): nodes.allSatisfy(\.beginsWithStart)
        case .capture(let node, _): node.beginsWithStart
        default: false
        }
    }
}

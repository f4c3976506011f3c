/// The bytes that what an expression matches may begin with.
struct FirstBytes: Sendable {
    /// One element for each byte.
    private(set) var table: [Bool]

    /// Finds the bytes of `node`, or nil when it can match without taking a character.
    init?(_ node: PatternNode) {
        table = Array(repeating: false, count: 256)
        if add(node) { return nil }
    }

    /// Adds the first bytes of `node` and says whether what follows it can come first as well.
    private mutating func add(_ node: PatternNode) -> Bool {
        switch node {
        case .empty, .assertion, .look:
            return true
        case .backReference:
            table = Array(repeating: true, count: 256)
            return true
        case .scalar(let value):
            guard let scalar = Unicode.Scalar(value), let byte = UTF8.encode(scalar)?.first else { return false }
            table[Int(byte)] = true
            return false
        case .set(let set):
            for value in 0..<128 where set.contains(UInt32(value)) { table[value] = true }
            for lead in 0xC2...0xF4 { table[lead] = true }
            return false
        case .sequence(let nodes):
            return nodes.allSatisfy { add($0) }
        case .alternation(let nodes):
            return nodes.map { add($0) }.contains(true)
        case .capture(let node, _):
            return add(node)
        case .repetition(let node, let repetition):
            guard repetition.max != 0 else { return true }
            return add(node) || repetition.min == 0
        }
    }
}

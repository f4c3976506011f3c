/// An expression as it was read.
indirect enum PatternNode: Sendable {
    case empty
    case scalar(UInt32)
    case set(ScalarSet)
    case sequence([PatternNode])
    case alternation([PatternNode])
    case capture(PatternNode, number: Int)
    case repetition(PatternNode, Repetition)
    case assertion(Assertion)
    case look(PatternNode, Look)
    case backReference(Int)

    /// How often something stands in a row.
    struct Repetition: Sendable {
        let min: Int
        /// Nil for any number.
        let max: Int?
        let isLazy: Bool
        /// The capture groups within, which each round clears.
        let captures: Range<Int>
    }

    /// A condition on a place between two characters.
    enum Assertion: Sendable {
        case start, end
        case wordBoundary(isNegated: Bool)
    }

    /// A condition on what follows or precedes.
    struct Look: Sendable {
        let isBehind: Bool
        let isNegated: Bool
    }

    /// Whether this can match without taking a character; true when in doubt.
    var canBeEmpty: Bool {
        switch self {
        case .scalar, .set: false
        case .empty, .assertion, .look, .backReference: true
        case .sequence(let nodes): nodes.allSatisfy(\.canBeEmpty)
        case .alternation(let nodes): nodes.contains(where: \.canBeEmpty)
        case .capture(let node, _): node.canBeEmpty
        case .repetition(let node, let repetition): repetition.min == 0 || node.canBeEmpty
        }
    }
}

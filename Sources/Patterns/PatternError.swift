/// Why an expression could not be compiled, or a search not be finished.
public struct PatternError: Error, Sendable, Hashable {
    /// What went wrong, for a caller that decides by it.
    public enum Kind: Sendable, Hashable {
        /// The expression cannot be read at this UTF-8 offset.
        case syntax(offset: Int)
        /// The expression is beyond what is compiled.
        case tooLarge
        /// The search took all its steps.
        case stepsExhausted
        /// The search had more ways to go back to than it may remember.
        case memoryExhausted
    }

    /// What went wrong.
    public let kind: Kind
    /// One sentence without a full stop; quotes at most a few characters of the expression, none of the text.
    public let message: String

    /// Makes an error.
    public init(_ kind: Kind, message: String) {
        self.kind = kind
        self.message = message
    }

    static let stepsExhausted = PatternError(.stepsExhausted, message: "the search takes too many steps")
    static let memoryExhausted = PatternError(.memoryExhausted, message: "the search has too many ways to go back to")
}

extension PatternError: CustomStringConvertible {
    /// The message, with the place when there is one.
    public var description: String {
        if case .syntax(let offset) = kind { return "\(message) (at byte \(offset))" }
        return message
    }
}

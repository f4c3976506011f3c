/// Why an expression could not be compiled or evaluated.
public struct JSONataError: Error, Sendable, Equatable {
    /// The code that the language's reference gives this fault, such as `T2001`.
    ///
    /// `U1001` is a limit of this implementation: steps, time, nesting or size.
    public let code: String
    /// One sentence that names what was found.
    public let message: String
    /// Where in the expression's text it is, in UTF-16 code units from its start, or nil where no place is known.
    public internal(set) var position: Int?
    /// The word or operator of the expression that it is about, or nil where there is none.
    public internal(set) var token: String?

    init(_ code: String, _ message: String, at position: Int? = nil, token: String? = nil) {
        self.code = code
        self.message = message
        self.position = position
        self.token = token
    }

    /// The same fault, placed at `position` and `token` unless it has a place already.
    func placed(at position: Int, token: String?) -> JSONataError {
        var placed = self
        placed.position = placed.position ?? position
        placed.token = placed.token ?? token
        return placed
    }

    /// A limit was reached.
    static func limit(_ message: String) -> JSONataError { JSONataError("U1001", message) }
}

extension JSONataError: CustomStringConvertible {
    /// Code, message and place in one line.
    public var description: String {
        guard let position else { return "\(code): \(message)" }
        return "\(code) at \(position): \(message)"
    }
}

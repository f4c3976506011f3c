/// Why a text is no YAML that this server takes, and where.
public struct YAMLError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong, for a person.
    public let message: String
    /// From 1; 0 when no place is known.
    public let line: Int
    /// From 1; 0 when no place is known.
    public let column: Int

    public init(_ message: String, line: Int, column: Int) {
        self.message = message
        self.line = line
        self.column = column
    }

    public var description: String { line == 0 ? message : "line \(line), column \(column): \(message)" }
}

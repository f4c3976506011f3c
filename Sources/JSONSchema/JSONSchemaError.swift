/// Why a schema was refused: everything that is wrong with it, in the order of its text.
public struct JSONSchemaError: Error, Sendable, Hashable {
    /// At least one; the instance paths are empty, the schema paths say where.
    public let failures: [JSONSchemaFailure]

    /// Makes an error.
    public init(failures: [JSONSchemaFailure]) { self.failures = failures }
}

extension JSONSchemaError: CustomStringConvertible {
    /// The failures' places and messages, with semicolons between them.
    public var description: String { failures.map(\.description).joined(separator: "; ") }
}

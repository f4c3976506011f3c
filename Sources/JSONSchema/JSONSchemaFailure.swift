public import JSON

/// One thing that a value, or a schema, does not fulfil.
public struct JSONSchemaFailure: Sendable, Hashable {
    /// Where in the value; the place where it should be for a missing one, the root when the schema itself is at fault.
    public let instancePath: JSONPath
    /// The keyword in the schema, such as `properties.ids.minItems`; behind a reference, where that leads to.
    public let schemaPath: JSONPath
    /// The URI of the document that `schemaPath` is in; empty for the schema that was compiled.
    public let document: String
    /// What was expected and what was found, as a part of a sentence in plain words; quotes at most 40 characters of a value.
    public let message: String

    /// Makes a failure.
    public init(instancePath: JSONPath, schemaPath: JSONPath, document: String = "", message: String) {
        self.instancePath = instancePath
        self.schemaPath = schemaPath
        self.document = document
        self.message = message
    }
}

extension JSONSchemaFailure: CustomStringConvertible {
    /// The place and the message, such as `ids: expected an array, found the string "7"`.
    public var description: String {
        let place = instancePath.segments.isEmpty ? schemaPath : instancePath
        return place.segments.isEmpty ? message : "\(place): \(message)"
    }
}

import JSON

/// Tells a schema of arguments from the bare map of names to property schemas.
enum ArgumentsForm {
    /// Whether `schema` is read as a bare map.
    static func isBareMap(_ schema: JSONValue) -> Bool {
        guard let members = schema.objectValue, !members.isEmpty else { return false }
        guard members.allSatisfy({ $0.value.objectValue != nil && !$0.key.hasPrefix("$") }) else { return false }
        guard let properties = members["properties"]?.objectValue else { return true }
        return !properties.allSatisfy { $0.value.objectValue != nil || $0.value.boolValue != nil }
    }

    /// A failure of the schema around a bare map, with its place as it is in the map.
    static func withoutWrapper(_ failure: JSONSchemaFailure) -> JSONSchemaFailure {
        guard failure.document.isEmpty, failure.schemaPath.segments.first == "properties" else { return failure }
        return JSONSchemaFailure(
            instancePath: failure.instancePath,
            schemaPath: JSONPath(segments: Array(failure.schemaPath.segments.dropFirst())),
            message: failure.message
        )
    }
}

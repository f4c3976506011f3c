import JSON

/// Tells a schema from the bare map of names to property schemas.
enum SchemaForm {
    /// Whether `schema` is a bare map and can be nothing else.
    static func isBareMap(_ schema: JSONValue) -> Bool {
        guard canBeBareMap(schema), let members = schema.objectValue else { return false }
        return members.contains { !SchemaKeyword.holdingObjects.contains($0.key) }
    }

    /// Whether `schema` can be read as a bare map: it has members, all of them objects, and no `properties` of schemas.
    static func canBeBareMap(_ schema: JSONValue) -> Bool {
        guard let members = schema.objectValue, !members.isEmpty else { return false }
        guard members.allSatisfy({ $0.value.objectValue != nil }) else { return false }
        guard let properties = members["properties"]?.objectValue else { return true }
        return !properties.allSatisfy { $0.value.objectValue != nil || $0.value.boolValue != nil }
    }
}

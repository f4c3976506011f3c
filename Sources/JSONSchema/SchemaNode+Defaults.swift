import JSON

extension SchemaNode {
    /// The value with the default of every absent property filled in, at any depth of what is there.
    ///
    /// An absent object without a default of its own stays absent, whatever its properties' defaults.
    func completed(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let members):
            return .object(completed(members))
        case .array(let elements):
            guard case .matching(let node) = items else { return value }
            return .array(elements.map(node.completed))
        case .null, .bool, .number, .string:
            return value
        }
    }

    private func completed(_ members: JSONObject) -> JSONObject {
        var result = members
        for property in properties {
            guard let value = members[property.name] ?? property.node.defaultValue else { continue }
            result[property.name] = property.node.completed(value)
        }
        if case .matching(let node) = additional {
            let declared = Set(properties.map { Array($0.name.utf8) })
            for (key, value) in members where !declared.contains(Array(key.utf8)) {
                result[key] = node.completed(value)
            }
        }
        return result
    }
}

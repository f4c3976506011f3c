import JSON

/// Fills in the defaults of absent properties, at any depth of what is there.
///
/// An absent object without a default of its own stays absent, whatever its properties' defaults. What `$ref` and `allOf`
/// lead to counts; what holds only under a condition, such as `anyOf`, doesn't.
struct DefaultFiller {
    let schema: CompiledSchema
    /// Set when the defaults have no end.
    private(set) var failure: JSONSchemaFailure?
    private var filled = 0
    /// How many defaults the value that is looked at is within.
    private var nesting = 0
    private var depth = 0

    private static let maxFilled = 10_000
    private static let maxNesting = 16

    init(schema: CompiledSchema) { self.schema = schema }

    /// The value with what the schema of that number fills in.
    mutating func completed(_ value: JSONValue, at number: Int) -> JSONValue {
        guard failure == nil, depth < SchemaEvaluator.maxDepth else { return value }
        depth += 1
        defer { depth -= 1 }
        switch value {
        case .object(var members):
            for layer in schema.layers(of: number) { complete(&members, by: schema.nodes[layer]) }
            return .object(members)
        case .array(var elements):
            for layer in schema.layers(of: number) { complete(&elements, by: schema.nodes[layer]) }
            return .array(elements)
        case .null, .bool, .number, .string:
            return value
        }
    }

    private mutating func complete(_ elements: inout [JSONValue], by node: SchemaNode) {
        for case .items(let prefix, let rest) in node.rules {
            for index in elements.indices {
                guard let number = index < prefix.count ? prefix[index] : rest else { continue }
                elements[index] = completed(elements[index], at: number)
            }
        }
    }

    private mutating func complete(_ members: inout JSONObject, by node: SchemaNode) {
        for case .properties(let rule) in node.rules {
            for property in rule.declared {
                if let value = members[property.name] {
                    members[property.name] = completed(value, at: property.node)
                } else if let value = defaultValue(of: property.node) {
                    members[property.name] = filling(value, at: property.node)
                }
            }
            guard let additional = rule.additional, rule.patterns.isEmpty else { continue }
            for (key, value) in members where !rule.names.contains(ExactKey(key)) {
                members[key] = completed(value, at: additional)
            }
        }
    }

    private func defaultValue(of number: Int) -> JSONValue? {
        schema.layers(of: number).lazy.compactMap { schema.nodes[$0].defaultValue }.first
    }

    private mutating func filling(_ value: JSONValue, at number: Int) -> JSONValue {
        filled += 1
        guard filled <= Self.maxFilled, nesting < Self.maxNesting else {
            let node = schema.nodes[number]
            failure = JSONSchemaFailure(
                instancePath: JSONPath(segments: []),
                schemaPath: JSONPath(segments: node.path + ["default"]),
                document: node.document,
                message: "the defaults fill in each other without an end"
            )
            return value
        }
        nesting += 1
        defer { nesting -= 1 }
        return completed(value, at: number)
    }
}

extension CompiledSchema {
    /// The node and those that apply wherever it does: what its `$ref` and `allOf` lead to.
    func layers(of number: Int) -> [Int] {
        var layers = [number]
        var next = 0
        while next < layers.count {
            for rule in nodes[layers[next]].rules {
                switch rule {
                case .reference(let target), .dynamicReference(_, let target): layers.append(target)
                case .allOf(let targets): layers += targets
                default: break
                }
            }
            next += 1
            if layers.count > 1_000 { break }
        }
        return layers
    }
}

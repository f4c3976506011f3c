import JSON

/// Fills in the defaults of absent properties, at any depth of what is there.
///
/// An absent object without a default of its own stays absent, whatever its properties' defaults. What `$ref` and `allOf`
/// lead to counts; what holds only under a condition, such as `anyOf`, doesn't.
struct DefaultFiller {
    let schema: CompiledSchema
    /// Set when the defaults have no end.
    private(set) var failure: JSONSchemaFailure?
    private var steps: Int
    private var filled = 0
    /// How many defaults the value that is looked at is within.
    private var nesting = 0
    private var depth = 0

    private static let maxFilled = 10_000
    private static let maxNesting = 16

    init(schema: CompiledSchema) {
        self.schema = schema
        steps = schema.maxSteps
    }

    /// The value with what the schemas of these numbers fill in together.
    mutating func completed(_ value: JSONValue, at numbers: [Int]) -> JSONValue {
        guard failure == nil, depth < SchemaEvaluator.maxDepth else { return value }
        depth += 1
        defer { depth -= 1 }
        switch value {
        case .object(let members):
            return .object(completed(members, by: schema.layers(of: numbers)))
        case .array(let elements):
            return .array(completed(elements, by: schema.layers(of: numbers)))
        case .null, .bool, .number, .string:
            return value
        }
    }

    private mutating func completed(_ elements: [JSONValue], by layers: [Int]) -> [JSONValue] {
        elements.enumerated().map { index, element in
            let numbers = layers.flatMap { schema.nodes[$0].rules }.compactMap { rule -> Int? in
                guard case .items(let prefix, let rest) = rule else { return nil }
                return index < prefix.count ? prefix[index] : rest
            }
            return spend(layers, numbers) ? completed(element, at: numbers) : element
        }
    }

    private mutating func completed(_ members: JSONObject, by layers: [Int]) -> JSONObject {
        var result = members
        var declared: [ExactKey: [Int]] = [:]
        var names: [String] = []
        for case .properties(let rule) in layers.flatMap({ schema.nodes[$0].rules }) {
            for property in rule.declared {
                let key = ExactKey(property.name)
                if declared[key] == nil { names.append(property.name) }
                declared[key, default: []].append(property.node)
            }
            guard let additional = rule.additional, rule.patterns.isEmpty else { continue }
            for (key, _) in members where !rule.names.contains(ExactKey(key)) {
                if declared[ExactKey(key)] == nil { names.append(key) }
                declared[ExactKey(key), default: []].append(additional)
            }
        }
        for name in names {
            guard let numbers = declared[ExactKey(name)], spend(layers, numbers) else { continue }
            if let value = members[name] {
                result[name] = completed(value, at: numbers)
            } else if let value = schema.defaultValue(of: numbers) {
                result[name] = filling(value, at: numbers)
            }
        }
        return result
    }

    private mutating func filling(_ value: JSONValue, at numbers: [Int]) -> JSONValue {
        filled += 1
        guard filled <= Self.maxFilled, nesting < Self.maxNesting else {
            stop("the defaults fill in each other without an end", numbers)
            return value
        }
        nesting += 1
        defer { nesting -= 1 }
        return completed(value, at: numbers)
    }

    private mutating func spend(_ layers: [Int], _ numbers: [Int]) -> Bool {
        steps -= layers.count + numbers.count
        if steps < 0 { stop("filling in defaults takes more than \(schema.maxSteps) steps", numbers) }
        return failure == nil
    }

    private mutating func stop(_ message: String, _ numbers: [Int]) {
        let node = schema.nodes[numbers.first ?? schema.root]
        failure = JSONSchemaFailure(
            instancePath: JSONPath(segments: []),
            schemaPath: JSONPath(segments: node.path + ["default"]),
            document: node.document,
            message: message
        )
    }
}

extension CompiledSchema {
    /// The default of the first of these schemas that has one, by itself or by what it leads to.
    fileprivate func defaultValue(of numbers: [Int]) -> JSONValue? {
        layers(of: numbers).lazy.compactMap { nodes[$0].defaultValue }.first
    }

    /// The nodes and those that apply wherever they do, each once: what their `$ref` and `allOf` lead to.
    func layers(of numbers: [Int]) -> [Int] {
        var layers: [Int] = []
        var pending = Array(numbers.reversed())
        var seen: Set<Int> = []
        while let number = pending.popLast() {
            guard seen.insert(number).inserted else { continue }
            layers.append(number)
            var inner: [Int] = []
            for rule in nodes[number].rules {
                switch rule {
                case .reference(let target), .dynamicReference(_, let target): inner.append(target)
                case .allOf(let targets): inner += targets
                default: break
                }
            }
            pending += inner.reversed()
        }
        return layers
    }
}

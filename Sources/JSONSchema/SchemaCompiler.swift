import JSON

/// Turns a schema into its compiled form and gathers what is wrong with it.
struct SchemaCompiler {
    private(set) var failures: [JSONSchemaFailure] = []
    private var location: [String] = []

    /// How many keys may lead to a subschema, so that neither compiling nor checking runs out of stack.
    static let maxDepth = 128

    /// Compiles a map of names to property schemas, the form without `type` and `properties` around it.
    mutating func compile(bareMap properties: JSONObject) -> SchemaNode {
        var node = SchemaNode(path: location)
        node.types = [.object]
        node.properties = compile(properties: properties)
        return node
    }

    mutating func compile(_ schema: JSONValue) -> SchemaNode {
        var node = SchemaNode(path: location)
        guard location.count <= Self.maxDepth else {
            fail("nested deeper than \(Self.maxDepth) levels")
            return node
        }
        switch schema {
        case .bool(let allowsAll):
            node.refusesEverything = !allowsAll
        case .object(let members):
            let known = failures.count
            for (keyword, value) in members { within(keyword) { $0.apply(keyword, value, to: &node) } }
            dropRepeatedNames(in: &node)
            if failures.count == known { checkDefault(of: node) }
        case .null, .number, .string, .array:
            expect("a schema, which is an object", found: schema)
        }
        return node
    }

    private mutating func apply(_ name: String, _ value: JSONValue, to node: inout SchemaNode) {
        guard let keyword = SchemaKeyword(rawValue: name) else {
            guard !SchemaKeyword.annotations.contains(name) else { return }
            let reason = SchemaKeyword.unsupported.contains(name) ? "is" : "is unknown or"
            return fail("the keyword \"\(SchemaChecker.short(name))\" \(reason) not supported yet")
        }
        switch keyword {
        case .type: node.types = types(value)
        case .properties: node.properties = properties(value)
        case .required: node.required = requiredNames(value)
        case .default: node.defaultValue = value
        case .format: node.format = format(value)
        case .choices: apply(choices: value.arrayValue, found: value, keyword, to: &node)
        case .constant: apply(choices: [value], found: value, keyword, to: &node)
        case .items: node.items = items(value)
        case .additionalProperties: node.additional = value == false ? .nothing : .matching(compile(value))
        case .uniqueItems:
            guard let flag = value.boolValue else { return expect("true or false", found: value) }
            node.hasUniqueItems = flag
        case .minItems, .maxItems, .minLength, .maxLength, .minProperties, .maxProperties:
            guard let limit = value.intValue, limit >= 0 else { return expect("a whole number from 0", found: value) }
            node.countLimits.append(SchemaNode.CountLimit(keyword: keyword, limit: limit))
        case .minimum, .maximum, .exclusiveMinimum, .exclusiveMaximum, .multipleOf:
            apply(limit: value, keyword, to: &node)
        }
    }

    private mutating func types(_ value: JSONValue) -> [SchemaType] {
        let names = value.arrayValue ?? [value]
        let types = names.compactMap { $0.stringValue.flatMap(SchemaType.init(rawValue:)) }
        if types.count != names.count || types.isEmpty {
            let known = SchemaChecker.list(SchemaType.allCases.map(\.rawValue))
            expect("\(known), or a list of these", found: value)
        }
        return types
    }

    private mutating func properties(_ value: JSONValue) -> [SchemaNode.Property] {
        guard let members = value.objectValue else {
            expect("an object of schemas", found: value)
            return []
        }
        return compile(properties: members)
    }

    private mutating func compile(properties: JSONObject) -> [SchemaNode.Property] {
        var result: [SchemaNode.Property] = []
        for (name, schema) in properties {
            let node = within(name) { $0.compile(schema) }
            let isRequired = schema["required"]?.boolValue ?? false
            result.append(SchemaNode.Property(name: name, node: node, isRequired: isRequired))
        }
        return result
    }

    /// The names of a list; none for a truth value, which is about the property that holds it.
    private mutating func requiredNames(_ value: JSONValue) -> [String] {
        if value.boolValue != nil { return [] }
        let names = value.arrayValue?.compactMap(\.stringValue)
        guard let names, names.count == value.arrayValue?.count else {
            expect("true, false or a list of names", found: value)
            return []
        }
        return names
    }

    /// Leaves one mention of each required name, so that a missing value makes one failure.
    private func dropRepeatedNames(in node: inout SchemaNode) {
        var seen = Set(node.properties.filter(\.isRequired).map { Array($0.name.utf8) })
        node.required.removeAll { !seen.insert(Array($0.utf8)).inserted }
    }

    private mutating func format(_ value: JSONValue) -> SchemaFormat? {
        guard let name = value.stringValue else {
            expect("the name of a format", found: value)
            return nil
        }
        guard let format = SchemaFormat(rawValue: name) else {
            let known = SchemaChecker.list(SchemaFormat.allCases.map(\.rawValue))
            fail("the format \"\(SchemaChecker.short(name))\" is not supported yet; known are \(known)")
            return nil
        }
        return format
    }

    private mutating func items(_ value: JSONValue) -> SchemaNode.Rest {
        guard value.arrayValue == nil else {
            fail("a list of schemas, one a position, is not supported yet; give one schema for all elements")
            return .anything
        }
        return .matching(compile(value))
    }

    private mutating func apply(
        choices: [JSONValue]?,
        found value: JSONValue,
        _ keyword: SchemaKeyword,
        to node: inout SchemaNode
    ) {
        guard let choices, !choices.isEmpty else { return expect("a list of at least one value", found: value) }
        let forms = Set(choices.map(CanonicalForm.init))
        node.choices.append(SchemaNode.Choices(keyword: keyword, values: choices, forms: forms))
    }

    private mutating func apply(limit value: JSONValue, _ keyword: SchemaKeyword, to node: inout SchemaNode) {
        guard let number = value.numberValue else { return expect("a number", found: value) }
        let limit = ExactNumber(number)
        guard keyword != .multipleOf || limit.isDivisor else {
            return expect("a number above 0 of at most 18 digits", found: value)
        }
        let text = SchemaChecker.short(number.text)
        node.numberLimits.append(SchemaNode.NumberLimit(keyword: keyword, limit: limit, text: text))
    }

    /// Refuses a default that its own schema would refuse, since it is filled in before the check.
    private mutating func checkDefault(of node: SchemaNode) {
        guard let value = node.defaultValue else { return }
        var checker = SchemaChecker()
        checker.check(node.completed(value), against: node)
        guard let failure = checker.failures.first else { return }
        let place = failure.instancePath.segments.isEmpty ? "" : "at \(failure.instancePath) "
        within(SchemaKeyword.default.rawValue) {
            $0.fail("the default does not fit its schema: \(place)\(failure.message)")
        }
    }

    private mutating func within<Result>(_ key: String, _ body: (inout SchemaCompiler) -> Result) -> Result {
        location.append(key)
        defer { location.removeLast() }
        return body(&self)
    }

    private mutating func expect(_ expectation: String, found value: JSONValue) {
        fail("expected \(expectation), found \(SchemaChecker.description(of: value))")
    }

    private mutating func fail(_ message: String) {
        let path = JSONPath(segments: location)
        failures.append(JSONSchemaFailure(instancePath: JSONPath(segments: []), schemaPath: path, message: message))
    }
}

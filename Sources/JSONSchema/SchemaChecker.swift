import JSON

/// Walks a value beside its schema and gathers what does not fit.
struct SchemaChecker {
    private(set) var failures: [JSONSchemaFailure] = []
    private var location: [String] = []

    mutating func check(_ value: JSONValue, against node: SchemaNode) {
        guard !node.refusesEverything else {
            return fail("expected no value, found \(Self.description(of: value))", node.path)
        }
        guard node.types.isEmpty || node.types.contains(where: { $0.matches(value) }) else {
            let expected = Self.list(node.types.map(\.phrase))
            return fail("expected \(expected), found \(Self.description(of: value))", node.path, .type)
        }
        for choices in node.choices where !choices.forms.contains(CanonicalForm(value)) {
            let expected = Self.list(choices.values.prefix(10).map { Self.short($0.text) })
            let more = choices.values.count > 10 ? " …" : ""
            fail("expected \(expected)\(more), found \(Self.description(of: value))", node.path, choices.keyword)
        }
        checkFormat(value, node)
        switch value {
        case .number(let number): check(number, node)
        case .string(let text):
            let limits = node.countLimits.filter { $0.keyword == .minLength || $0.keyword == .maxLength }
            if !limits.isEmpty { check(count: text.unicodeScalars.count, limits, "character", node) }
        case .array(let elements): check(elements, node)
        case .object(let members): check(members, node)
        case .null, .bool: break
        }
    }

    private mutating func checkFormat(_ value: JSONValue, _ node: SchemaNode) {
        guard let format = node.format else { return }
        let isValid = value.stringValue.map(format.matches) ?? !(format.isIdentifier && node.types.isEmpty)
        if !isValid {
            fail("expected \(format.expectation), found \(Self.description(of: value))", node.path, .format)
        }
    }

    private mutating func check(_ number: JSONNumber, _ node: SchemaNode) {
        guard !node.numberLimits.isEmpty else { return }
        let exact = ExactNumber(number)
        for limit in node.numberLimits {
            let (isValid, phrase) =
                switch limit.keyword {
                case .minimum: (exact >= limit.limit, "at least")
                case .maximum: (exact <= limit.limit, "at most")
                case .exclusiveMinimum: (exact > limit.limit, "more than")
                case .exclusiveMaximum: (exact < limit.limit, "less than")
                default: (exact.isMultiple(of: limit.limit), "a multiple of")
                }
            guard !isValid else { continue }
            fail("expected \(phrase) \(limit.text), found \(Self.short(number.text))", node.path, limit.keyword)
        }
    }

    private mutating func check(_ elements: [JSONValue], _ node: SchemaNode) {
        let limits = node.countLimits.filter { $0.keyword == .minItems || $0.keyword == .maxItems }
        check(count: elements.count, limits, "element", node)
        if node.hasUniqueItems { checkUnique(elements, node) }
        guard case .matching(let item) = node.items else { return }
        for (index, element) in elements.enumerated() { check(element, against: item, at: String(index)) }
    }

    private mutating func checkUnique(_ elements: [JSONValue], _ node: SchemaNode) {
        var seen: [CanonicalForm: Int] = [:]
        for (index, element) in elements.enumerated() {
            if let first = seen.updateValue(index, forKey: CanonicalForm(element)) {
                return fail("expected no element twice, found \(first) and \(index) equal", node.path, .uniqueItems)
            }
        }
    }

    private mutating func check(_ members: JSONObject, _ node: SchemaNode) {
        let limits = node.countLimits.filter { $0.keyword == .minProperties || $0.keyword == .maxProperties }
        check(count: members.count, limits, "key", node)
        for property in node.properties {
            if let value = members[property.name] {
                check(value, against: property.node, at: property.name)
            } else if property.isRequired {
                failMissing(property.name, property.node.path)
            }
        }
        for name in node.required where members[name] == nil { failMissing(name, node.path) }
        checkUndeclared(members, node)
    }

    private mutating func checkUndeclared(_ members: JSONObject, _ node: SchemaNode) {
        if case .anything = node.additional { return }
        let declared = Set(node.properties.map { Array($0.name.utf8) })
        for (key, value) in members where !declared.contains(Array(key.utf8)) {
            switch node.additional {
            case .anything:
                break
            case .nothing:
                location.append(key)
                fail("expected no such key", node.path, .additionalProperties)
                location.removeLast()
            case .matching(let schema):
                check(value, against: schema, at: key)
            }
        }
    }

    private mutating func check(
        count: Int,
        _ limits: [SchemaNode.CountLimit],
        _ noun: String,
        _ node: SchemaNode
    ) {
        for limit in limits {
            let isMinimum = limit.keyword.rawValue.hasPrefix("min")
            guard isMinimum ? count < limit.limit : count > limit.limit else { continue }
            let plural = limit.limit == 1 ? noun : "\(noun)s"
            let phrase = isMinimum ? "at least" : "at most"
            fail("expected \(phrase) \(limit.limit) \(plural), found \(count)", node.path, limit.keyword)
        }
    }

    private mutating func check(_ value: JSONValue, against node: SchemaNode, at key: String) {
        location.append(key)
        check(value, against: node)
        location.removeLast()
    }

    private mutating func failMissing(_ name: String, _ path: [String]) {
        location.append(name)
        fail("expected a value, found none", path, .required)
        location.removeLast()
    }

    private mutating func fail(_ message: String, _ path: [String], _ keyword: SchemaKeyword? = nil) {
        failures.append(
            JSONSchemaFailure(
                instancePath: JSONPath(segments: location),
                schemaPath: JSONPath(segments: path + (keyword.map { [$0.rawValue] } ?? [])),
                message: message
            )
        )
    }
}

extension SchemaChecker {
    /// What was found, in a few words: scalars are quoted up to 40 characters.
    static func description(of value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool(let truth): truth ? "true" : "false"
        case .number(let number): "the number \(short(number.text))"
        case .string(let text): "the string \(JSONValue.string(short(text)).text)"
        case .array(let elements): elements.isEmpty ? "an empty array" : "an array"
        case .object(let members): members.isEmpty ? "an empty object" : "an object"
        }
    }

    /// The first 40 characters, with a mark when there are more.
    static func short(_ text: String) -> String {
        let scalars = text.unicodeScalars
        let cut = scalars.index(scalars.startIndex, offsetBy: 40, limitedBy: scalars.endIndex)
        guard let cut, cut < scalars.endIndex else { return text }
        return "\(text[..<cut])…"
    }

    /// `a`, `a or b`, `a, b or c`.
    static func list(_ phrases: [String]) -> String {
        guard let last = phrases.last, phrases.count > 1 else { return phrases.first ?? "" }
        return "\(phrases.dropLast().joined(separator: ", ")) or \(last)"
    }
}

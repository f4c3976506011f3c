import JSON
import Patterns

extension SchemaCompiler {
    /// Adds what one keyword asks for.
    mutating func apply(_ name: String, _ value: JSONValue, to draft: inout SchemaDraft) {
        guard let keyword = SchemaKeyword(rawValue: name) else { return checkUnknown(name, draft.node) }
        let vocabularies = registry.resources[draft.location.resource].vocabularies
        if let vocabulary = keyword.vocabulary, !vocabularies.contains(vocabulary) { return }
        let node = draft.node
        switch keyword {
        case .ref, .dynamicRef: applyReference(keyword, value, to: &draft)
        case .default: draft.defaultValue = value
        case .type: draft.rules.append(.types(types(value, node)))
        case .choices: applyChoices(value.arrayValue, found: value, keyword, to: &draft)
        case .constant: applyChoices([value], found: value, keyword, to: &draft)
        case .format: applyFormat(value, isAsserted: vocabularies.contains(.formatAssertion), to: &draft)
        case .multipleOf, .minimum, .maximum, .exclusiveMinimum, .exclusiveMaximum:
            applyLimit(value, keyword, to: &draft)
        case .minLength, .maxLength, .minItems, .maxItems, .minProperties, .maxProperties:
            guard let limit = count(value, keyword, node) else { return }
            draft.rules.append(.count(SchemaRule.CountLimit(keyword: keyword, limit: limit)))
        case .minContains: draft.minContains = count(value, keyword, node) ?? 1
        case .maxContains: draft.maxContains = count(value, keyword, node)
        case .pattern:
            guard let source = value.stringValue else {
                return expect("a regular expression", found: value, at: node, name)
            }
            if let pattern = pattern(source, node, name) { draft.rules.append(.pattern(pattern)) }
        case .uniqueItems:
            guard let flag = value.boolValue else { return expect("true or false", found: value, at: node, name) }
            if flag { draft.rules.append(.uniqueItems) }
        case .required: draft.required = requiredNames(value, node)
        case .dependentRequired: applyDependentRequired(value, to: &draft)
        case .allOf, .anyOf, .oneOf, .not, .condition, .then, .otherwise, .dependentSchemas, .prefixItems, .items,
            .contains, .properties, .patternProperties, .additionalProperties, .propertyNames, .dependencies,
            .unevaluatedItems, .unevaluatedProperties:
            applyApplicator(keyword, value, to: &draft)
        }
    }

    private mutating func types(_ value: JSONValue, _ node: SchemaNode) -> [SchemaType] {
        let names = value.arrayValue ?? [value]
        let types = names.compactMap { $0.stringValue.flatMap(SchemaType.init(rawValue:)) }
        if types.count != names.count || types.isEmpty {
            let known = Wording.list(SchemaType.allCases.map(\.rawValue))
            expect("\(known), or a list of these", found: value, at: node, "type")
        }
        return types
    }

    private mutating func applyChoices(
        _ choices: [JSONValue]?,
        found value: JSONValue,
        _ keyword: SchemaKeyword,
        to draft: inout SchemaDraft
    ) {
        guard let choices else {
            return expect("a list of values", found: value, at: draft.node, keyword.rawValue)
        }
        let forms = Set(choices.map(CanonicalForm.init))
        draft.rules.append(.choices(SchemaRule.Choices(keyword: keyword, values: choices, forms: forms)))
    }

    private mutating func applyFormat(_ value: JSONValue, isAsserted: Bool, to draft: inout SchemaDraft) {
        guard let name = value.stringValue else {
            return expect("the name of a format", found: value, at: draft.node, "format")
        }
        guard isAsserted || options.formats == .assert else { return }
        if let format = SchemaFormat(rawValue: name) {
            draft.rules.append(.format(format))
        } else if options.refusesNearMisses, let meant = NearMiss.of(name, in: SchemaFormat.allCases.map(\.rawValue)) {
            let short = Wording.short(name)
            fail("the format \"\(short)\" is unknown; is \"\(meant)\" meant?", at: draft.node, "format")
        }
    }

    private mutating func applyLimit(_ value: JSONValue, _ keyword: SchemaKeyword, to draft: inout SchemaDraft) {
        guard let number = value.numberValue else {
            return expect("a number", found: value, at: draft.node, keyword.rawValue)
        }
        let limit = ExactNumber(number)
        guard keyword != .multipleOf || limit.isDivisor else {
            return expect("a number above 0 of at most 100 digits", found: value, at: draft.node, keyword.rawValue)
        }
        let text = Wording.short(number.text)
        draft.rules.append(.number(SchemaRule.NumberLimit(keyword: keyword, limit: limit, text: text)))
    }

    private mutating func count(_ value: JSONValue, _ keyword: SchemaKeyword, _ node: SchemaNode) -> Int? {
        guard let limit = value.intValue, limit >= 0 else {
            expect("a whole number from 0", found: value, at: node, keyword.rawValue)
            return nil
        }
        return limit
    }

    mutating func pattern(_ source: String, _ node: SchemaNode, _ keys: String...) -> Pattern? {
        do {
            return try Pattern(source)
        } catch {
            let message = "expected a regular expression, but in it \(error)"
            fail(message, at: SchemaNode(document: node.document, path: node.path + keys, resource: node.resource))
            return nil
        }
    }

    /// The names of a list; none for a truth value, which is about the property that holds it.
    private mutating func requiredNames(_ value: JSONValue, _ node: SchemaNode) -> [String] {
        if value.boolValue != nil { return [] }
        return names(value, node, "required", or: "true, false or ")
    }

    private mutating func applyDependentRequired(_ value: JSONValue, to draft: inout SchemaDraft) {
        guard let members = value.objectValue else {
            return expect("an object of lists of names", found: value, at: draft.node, "dependentRequired")
        }
        var needs: [(String, [String])] = []
        for (key, list) in members { needs.append((key, names(list, draft.node, "dependentRequired", key))) }
        draft.rules.append(.dependentRequired(needs))
    }

    mutating func names(_ value: JSONValue, _ node: SchemaNode, _ keys: String..., or other: String = "") -> [String] {
        let names = value.arrayValue?.compactMap(\.stringValue)
        guard let names, names.count == value.arrayValue?.count else {
            let place = SchemaNode(document: node.document, path: node.path + keys, resource: node.resource)
            fail("expected \(other)a list of names, found \(Wording.description(of: value))", at: place)
            return []
        }
        return names
    }

    /// Refuses a keyword that looks like a mistyped one or belongs to another draft, where that is asked for.
    private mutating func checkUnknown(_ name: String, _ node: SchemaNode) {
        guard options.refusesNearMisses, !NearMiss.annotations.contains(name) else { return }
        let short = Wording.short(name)
        if let successor = NearMiss.successors[name] {
            fail("the keyword \"\(short)\" is of an earlier draft; use \"\(successor)\"", at: node, name)
        } else if let meant = NearMiss.of(name, in: NearMiss.keywords) {
            fail("the keyword \"\(short)\" is unknown; is \"\(meant)\" meant?", at: node, name)
        }
    }
}

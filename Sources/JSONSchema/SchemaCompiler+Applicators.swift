import JSON

extension SchemaCompiler {
    /// Adds a keyword that holds schemas.
    mutating func applyApplicator(_ keyword: SchemaKeyword, _ value: JSONValue, to draft: inout SchemaDraft) {
        let place = draft.location.appending(keyword.rawValue)
        switch keyword {
        case .allOf: if let nodes = schemas(value, place, draft) { draft.rules.append(.allOf(nodes)) }
        case .anyOf: if let nodes = schemas(value, place, draft) { draft.rules.append(.anyOf(nodes)) }
        case .oneOf: if let nodes = schemas(value, place, draft) { draft.rules.append(.oneOf(nodes)) }
        case .not: draft.rules.append(.not(compile(subschema: place)))
        case .condition: draft.condition = compile(subschema: place)
        case .then: draft.then = compile(subschema: place)
        case .otherwise: draft.otherwise = compile(subschema: place)
        case .prefixItems: draft.prefixItems = schemas(value, place, draft) ?? []
        case .items:
            guard value.arrayValue == nil else {
                return fail(
                    "expected one schema for all elements; use \"prefixItems\" for a list",
                    at: draft.node,
                    "items"
                )
            }
            draft.items = compile(subschema: place)
        case .contains: draft.contains = compile(subschema: place)
        case .propertyNames: draft.rules.append(.propertyNames(compile(subschema: place)))
        case .properties, .patternProperties: applyProperties(keyword, value, place, to: &draft)
        case .additionalProperties:
            let additional = compile(subschema: place)
            draft.properties = draft.properties ?? SchemaRule.Properties()
            draft.properties?.additional = additional
        case .dependentSchemas, .dependencies: applyDependencies(keyword, value, place, to: &draft)
        case .unevaluatedItems:
            schema.tracksEvaluated = true
            draft.rules.append(.unevaluatedItems(compile(subschema: place)))
        case .unevaluatedProperties:
            schema.tracksEvaluated = true
            draft.rules.append(.unevaluatedProperties(compile(subschema: place)))
        default: break
        }
    }

    private mutating func schemas(_ value: JSONValue, _ place: SchemaLocation, _ draft: SchemaDraft) -> [Int]? {
        guard let elements = value.arrayValue, !elements.isEmpty else {
            expect("a list of at least one schema", found: value, at: draft.node, place.pointer.last?.text ?? "")
            return nil
        }
        return elements.indices.map { compile(subschema: place.appending(String($0))) }
    }

    private mutating func applyProperties(
        _ keyword: SchemaKeyword,
        _ value: JSONValue,
        _ place: SchemaLocation,
        to draft: inout SchemaDraft
    ) {
        guard let members = value.objectValue else {
            return expect("an object of schemas", found: value, at: draft.node, keyword.rawValue)
        }
        var rule = draft.properties ?? SchemaRule.Properties()
        for (name, schema) in members {
            let node = compile(subschema: place.appending(name))
            if keyword == .properties {
                let isRequired = schema["required"]?.boolValue ?? false
                rule.declared.append(SchemaRule.Declared(name: name, node: node, isRequired: isRequired))
                rule.names.insert(ExactKey(name))
            } else if let pattern = pattern(name, draft.node, keyword.rawValue, name) {
                rule.patterns.append((pattern, node))
            }
        }
        draft.properties = rule
    }

    /// Reads schemas by the key that calls for them; in `dependencies` there may be lists of names as well.
    private mutating func applyDependencies(
        _ keyword: SchemaKeyword,
        _ value: JSONValue,
        _ place: SchemaLocation,
        to draft: inout SchemaDraft
    ) {
        guard let members = value.objectValue else {
            return expect("an object of schemas", found: value, at: draft.node, keyword.rawValue)
        }
        var schemas: [(String, Int, SchemaKeyword)] = []
        var needs: [(String, [String])] = []
        for (key, dependency) in members {
            if keyword == .dependencies, dependency.arrayValue != nil {
                needs.append((key, names(dependency, draft.node, keyword.rawValue, key)))
            } else {
                schemas.append((key, compile(subschema: place.appending(key)), keyword))
            }
        }
        if !needs.isEmpty { draft.rules.append(.dependentRequired(needs)) }
        if !schemas.isEmpty { draft.rules.append(.dependentSchemas(schemas)) }
    }
}

import JSON

extension SchemaEvaluator {
    /// Whether the object fulfils a rule about objects.
    mutating func apply(
        _ rule: SchemaRule,
        _ members: JSONObject,
        _ value: JSONValue,
        _ node: SchemaNode,
        _ seen: inout Evaluated
    ) -> Bool {
        switch rule {
        case .properties(let properties):
            return check(properties, members, node, &seen)
        case .required(let names):
            return checkRequired(names, members, node, ["required"])
        case .dependentRequired(let needs):
            var fits = true
            for (key, needed) in needs where members[key] != nil {
                guard !checkRequired(needed, members, node, ["dependentRequired", key]) else { continue }
                fits = false
            }
            return fits
        case .propertyNames(let number):
            var fits = true
            for (key, _) in members where !evaluate(number, name: key) {
                fits = false
                if mode != .all || isStopped { break }
            }
            return fits
        case .dependentSchemas(let dependencies):
            var fits = true
            for dependency in dependencies where members[dependency.key] != nil {
                if !evaluate(dependency.node, value, &seen) { fits = false }
            }
            return fits
        case .unevaluatedProperties(let number):
            var fits = true
            for (key, member) in members where !seen.contains(key: key) {
                if !checkRest(number, member, key, node, "unevaluatedProperties") { fits = false }
            }
            seen.insertAllKeys()
            return fits
        default:
            return true
        }
    }

    private mutating func check(
        _ rule: SchemaRule.Properties,
        _ members: JSONObject,
        _ node: SchemaNode,
        _ seen: inout Evaluated
    ) -> Bool {
        guard spend(rule.declared.count, node) else { return false }
        var fits = true
        for property in rule.declared {
            if let value = members[property.name] {
                if schema.tracksEvaluated { seen.insert(key: property.name) }
                if !evaluate(property.node, value, at: property.name) { fits = false }
            } else if property.isRequired {
                let owner = schema.nodes[property.node]
                fail("expected a value, found none", owner, keys: ["required"], at: property.name)
                fits = false
            }
            if !fits, mode != .all || isStopped { return false }
        }
        guard !rule.patterns.isEmpty || rule.additional != nil else { return fits }
        for (key, value) in members {
            if !checkByName(key, value, rule, node, &seen) { fits = false }
            if !fits, mode != .all || isStopped { return false }
        }
        return fits
    }

    /// Checks a member against the patterns that its name matches, or as an additional one.
    private mutating func checkByName(
        _ key: String,
        _ value: JSONValue,
        _ rule: SchemaRule.Properties,
        _ node: SchemaNode,
        _ seen: inout Evaluated
    ) -> Bool {
        guard spend(1 + rule.patterns.count, node) else { return false }
        var fits = true
        var isKnown = rule.names.contains(ExactKey(key))
        for (pattern, number) in rule.patterns {
            guard let matches = matches(pattern, key, node) else { return false }
            guard matches else { continue }
            isKnown = true
            if schema.tracksEvaluated { seen.insert(key: key) }
            if !evaluate(number, value, at: key) { fits = false }
        }
        guard !isKnown, let additional = rule.additional else { return fits }
        if schema.tracksEvaluated { seen.insert(key: key) }
        return checkRest(additional, value, key, node, "additionalProperties") && fits
    }

    /// Checks a member that nothing else is about.
    private mutating func checkRest(
        _ number: Int,
        _ value: JSONValue,
        _ key: String,
        _ node: SchemaNode,
        _ keyword: String
    ) -> Bool {
        guard schema.nodes[number].refusesEverything else { return evaluate(number, value, at: key) }
        fail("expected no such key", node, keys: [keyword], at: key)
        return false
    }

    private mutating func checkRequired(
        _ names: [String],
        _ members: JSONObject,
        _ node: SchemaNode,
        _ keys: [String]
    ) -> Bool {
        guard spend(names.count, node) else { return false }
        var fits = true
        for name in names where members[name] == nil {
            fail("expected a value, found none", node, keys: keys, at: name)
            fits = false
            if mode != .all { break }
        }
        return fits
    }
}

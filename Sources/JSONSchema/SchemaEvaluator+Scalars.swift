import JSON
import Patterns

extension SchemaEvaluator {
    mutating func check(_ types: [SchemaType], _ value: JSONValue, _ node: SchemaNode) -> Bool {
        if types.contains(where: { $0.matches(value) }) { return true }
        let expected = Wording.list(types.map(\.phrase))
        fail("expected \(expected), found \(Wording.description(of: value))", node, "type")
        return false
    }

    mutating func check(_ choices: SchemaRule.Choices, _ value: JSONValue, _ node: SchemaNode) -> Bool {
        let form = CanonicalForm(value)
        guard spend(form.cost, node) else { return false }
        if choices.forms.contains(form) { return true }
        let listed = Wording.list(choices.values.prefix(10).map { Wording.short($0.text) })
        let expected = choices.values.isEmpty ? "no value" : listed
        let more = choices.values.count > 10 ? " …" : ""
        let found = Wording.description(of: value)
        fail("expected \(expected)\(more), found \(found)", node, choices.keyword.rawValue)
        return false
    }

    /// A format asks for text; but where it names one of our own things and no type says otherwise, for nothing else.
    mutating func check(_ format: SchemaFormat, _ value: JSONValue, _ node: SchemaNode) -> Bool {
        let fits: Bool
        if case .string(let text) = value {
            guard spend(text.utf8.count / 8, node) else { return false }
            fits = format.matches(text)
        } else {
            fits = !(format.isIdentifier && !node.hasTypes)
        }
        if !fits { fail("expected \(format.expectation), found \(Wording.description(of: value))", node, "format") }
        return fits
    }

    mutating func check(_ limit: SchemaRule.NumberLimit, _ number: JSONNumber, _ node: SchemaNode) -> Bool {
        // A long divisor is divided by digit by digit.
        let width = limit.keyword == .multipleOf ? limit.limit.digitCount : 1
        guard spend(number.text.utf8.count * width / 8, node) else { return false }
        let exact = ExactNumber(number)
        let (fits, phrase) =
            switch limit.keyword {
            case .minimum: (exact >= limit.limit, "at least")
            case .maximum: (exact <= limit.limit, "at most")
            case .exclusiveMinimum: (exact > limit.limit, "more than")
            case .exclusiveMaximum: (exact < limit.limit, "less than")
            default: (exact.isMultiple(of: limit.limit), "a multiple of")
            }
        if !fits {
            fail("expected \(phrase) \(limit.text), found \(Wording.short(number.text))", node, limit.keyword.rawValue)
        }
        return fits
    }

    mutating func check(_ limit: SchemaRule.CountLimit, _ value: JSONValue, _ node: SchemaNode) -> Bool {
        let (count, noun): (Int, String)
        switch (limit.keyword, value) {
        case (.minLength, .string(let text)), (.maxLength, .string(let text)):
            guard spend(text.utf8.count / 8, node) else { return false }
            (count, noun) = (text.unicodeScalars.count, "character")
        case (.minItems, .array(let elements)), (.maxItems, .array(let elements)):
            (count, noun) = (elements.count, "element")
        case (.minProperties, .object(let members)), (.maxProperties, .object(let members)):
            (count, noun) = (members.count, "key")
        default:
            return true
        }
        let isMinimum = [.minLength, .minItems, .minProperties].contains(limit.keyword)
        if isMinimum ? count >= limit.limit : count <= limit.limit { return true }
        let plural = limit.limit == 1 ? noun : "\(noun)s"
        let phrase = isMinimum ? "at least" : "at most"
        fail("expected \(phrase) \(limit.limit) \(plural), found \(count)", node, limit.keyword.rawValue)
        return false
    }

    /// Whether the pattern is found in the text; nil, with the evaluation stopped, when the search takes too long.
    mutating func matches(_ pattern: Pattern, _ text: String, _ node: SchemaNode) -> Bool? {
        let result = withSteps { steps in
            Result { () throws(PatternError) in try pattern.firstMatch(in: text, steps: &steps) != nil }
        }
        switch result {
        case .success(let isFound):
            return isFound
        case .failure(let error):
            stop("a pattern could not be searched for: \(error)", node)
            return nil
        }
    }
}

extension SchemaNode {
    fileprivate var hasTypes: Bool {
        rules.contains { rule in
            if case .types = rule { return true }
            return false
        }
    }
}

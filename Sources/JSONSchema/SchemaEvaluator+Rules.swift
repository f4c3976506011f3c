import JSON
import Patterns

extension SchemaEvaluator {
    /// Whether the value fulfils one rule; a rule about another kind of value is fulfilled.
    mutating func apply(_ rule: SchemaRule, _ value: JSONValue, _ node: SchemaNode, _ seen: inout Evaluated) -> Bool {
        switch rule {
        case .nothing:
            fail("expected no value, found \(Wording.description(of: value))", node)
            return false
        case .types(let types): return check(types, value, node)
        case .choices(let choices): return check(choices, value, node)
        case .format(let format): return check(format, value, node)
        case .number(let limit):
            guard case .number(let number) = value else { return true }
            return check(limit, number, node)
        case .count(let limit): return check(limit, value, node)
        case .pattern(let pattern):
            guard case .string(let text) = value else { return true }
            guard let matches = matches(pattern, text, node) else { return false }
            let expected = Wording.short(pattern.source)
            if !matches {
                fail("expected text that matches \(expected), found \(Wording.description(of: value))", node, "pattern")
            }
            return matches
        case .reference(let number): return evaluate(number, value, &seen)
        case .dynamicReference(let anchor, let number):
            return evaluate(dynamicTarget(anchor, number), value, &seen)
        case .allOf(let numbers): return checkAll(numbers, value, &seen)
        case .anyOf(let numbers): return checkAny(numbers, value, node, &seen)
        case .oneOf(let numbers): return checkOne(numbers, value, node, &seen)
        case .not(let number):
            var ignored = Evaluated()
            guard evaluateSilently(number, value, &ignored) else { return !isStopped }
            fail("expected a value that does not fit, found \(Wording.description(of: value))", node, "not")
            return false
        case .condition(let condition): return check(condition, value, &seen)
        case .uniqueItems, .items, .contains, .unevaluatedItems:
            guard case .array(let elements) = value else { return true }
            return apply(rule, elements, node, &seen)
        case .properties, .required, .dependentRequired, .propertyNames, .dependentSchemas, .unevaluatedProperties:
            guard case .object(let members) = value else { return true }
            return apply(rule, members, value, node, &seen)
        }
    }

    private mutating func checkAll(_ numbers: [Int], _ value: JSONValue, _ seen: inout Evaluated) -> Bool {
        var fits = true
        for number in numbers where !evaluate(number, value, &seen) {
            fits = false
            if mode != .all || isStopped { break }
        }
        return fits
    }

    private mutating func checkAny(
        _ numbers: [Int],
        _ value: JSONValue,
        _ node: SchemaNode,
        _ seen: inout Evaluated
    ) -> Bool {
        var fits = false
        for number in numbers where evaluateSilently(number, value, &seen) {
            fits = true
            if !schema.tracksEvaluated { break }
        }
        if fits || isStopped { return fits && !isStopped }
        let (count, reasons) = (numbers.count, reasons(numbers, value))
        fail("expected at least one of \(count) schemas to fit, found none\(reasons)", node, "anyOf")
        return false
    }

    private mutating func checkOne(
        _ numbers: [Int],
        _ value: JSONValue,
        _ node: SchemaNode,
        _ seen: inout Evaluated
    ) -> Bool {
        var fitting: [Int] = []
        for (index, number) in numbers.enumerated() where evaluateSilently(number, value, &seen) {
            fitting.append(index + 1)
            if fitting.count == 2 { break }
        }
        if isStopped { return false }
        let count = numbers.count
        switch fitting.count {
        case 1: return true
        case 0:
            let reasons = reasons(numbers, value)
            fail("expected one of \(count) schemas to fit, found none\(reasons)", node, "oneOf")
        default:
            fail("expected only one of \(count) schemas to fit, found \(fitting[0]) and \(fitting[1])", node, "oneOf")
        }
        return false
    }

    private mutating func check(
        _ condition: SchemaRule.Condition,
        _ value: JSONValue,
        _ seen: inout Evaluated
    ) -> Bool {
        let next = evaluateSilently(condition.test, value, &seen) ? condition.then : condition.otherwise
        guard !isStopped else { return false }
        return next.map { evaluate($0, value, &seen) } ?? true
    }
}

import JSON

extension SchemaEvaluator {
    /// Whether the array fulfils a rule about arrays.
    mutating func apply(
        _ rule: SchemaRule,
        _ elements: [JSONValue],
        _ node: SchemaNode,
        _ seen: inout Evaluated
    ) -> Bool {
        switch rule {
        case .uniqueItems:
            return checkUnique(elements, node)
        case .items(let prefix, let rest):
            seen.insert(first: rest == nil ? prefix.count : elements.count)
            return checkEach(elements.indices, of: elements) { index in
                index < prefix.count ? prefix[index] : rest
            }
        case .contains(let contains):
            return check(contains, elements, node, &seen)
        case .unevaluatedItems(let number):
            let known = seen
            seen.insert(first: elements.count)
            return checkEach(elements.indices, of: elements) { known.contains(index: $0) ? nil : number }
        default:
            return true
        }
    }

    private mutating func checkEach(
        _ indices: Range<Int>,
        of elements: [JSONValue],
        against schema: (Int) -> Int?
    ) -> Bool {
        var fits = true
        for index in indices {
            guard let number = schema(index), !evaluate(number, elements[index], at: String(index)) else { continue }
            fits = false
            if mode != .all || isStopped { break }
        }
        return fits
    }

    private mutating func checkUnique(_ elements: [JSONValue], _ node: SchemaNode) -> Bool {
        var places: [CanonicalForm: Int] = [:]
        for (index, element) in elements.enumerated() {
            let form = CanonicalForm(element)
            guard spend(form.cost, node) else { return false }
            if let first = places.updateValue(index, forKey: form) {
                fail("expected no element twice, found \(first) and \(index) equal", node, "uniqueItems")
                return false
            }
        }
        return true
    }

    private mutating func check(
        _ contains: SchemaRule.Contains,
        _ elements: [JSONValue],
        _ node: SchemaNode,
        _ seen: inout Evaluated
    ) -> Bool {
        var count = 0
        for (index, element) in elements.enumerated() {
            var ignored = Evaluated()
            guard evaluateSilently(contains.node, element, &ignored) else { continue }
            count += 1
            seen.insert(index: index)
        }
        if isStopped { return false }
        if count < contains.min {
            let noun = contains.min == 1 ? "element" : "elements"
            let keyword = contains.min == 1 ? "contains" : "minContains"
            fail("expected at least \(contains.min) \(noun) that fit, found \(count)", node, keyword)
            return false
        }
        if let max = contains.max, count > max {
            let noun = max == 1 ? "element" : "elements"
            fail("expected at most \(max) \(noun) that fit, found \(count)", node, "maxContains")
            return false
        }
        return true
    }
}

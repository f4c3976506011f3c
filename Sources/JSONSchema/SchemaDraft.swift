import JSON

/// A schema while it is compiled: the rules so far, and keywords that make one rule together.
struct SchemaDraft {
    let members: JSONObject
    let location: SchemaLocation
    let node: SchemaNode
    var rules: [SchemaRule] = []
    var defaultValue: JSONValue?
    var properties: SchemaRule.Properties?
    var required: [String] = []
    var prefixItems: [Int] = []
    var items: Int?
    var contains: Int?
    var minContains = 1
    var maxContains: Int?
    var condition: Int?
    var then: Int?
    var otherwise: Int?

    /// Makes the rules of what belongs together and puts all in order.
    mutating func finish() {
        if let properties { rules.append(.properties(properties)) }
        dropRepeatedNames()
        if !required.isEmpty { rules.append(.required(required)) }
        if !prefixItems.isEmpty || items != nil { rules.append(.items(prefix: prefixItems, rest: items)) }
        if let contains {
            rules.append(.contains(SchemaRule.Contains(node: contains, min: minContains, max: maxContains)))
        }
        if let condition {
            rules.append(.condition(SchemaRule.Condition(test: condition, then: then, otherwise: otherwise)))
        }
        // A stable sort, so that rules of the same rank keep the order of the text.
        rules = rules.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }.map(\.element)
    }

    /// Leaves one mention of each required name, so that a missing value makes one failure.
    private mutating func dropRepeatedNames() {
        var seen = Set((properties?.declared ?? []).filter(\.isRequired).map { ExactKey($0.name) })
        required.removeAll { !seen.insert(ExactKey($0)).inserted }
    }
}

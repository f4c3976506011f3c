/// Finds schemas that lead back to themselves without going into the value, so that their evaluation has no end.
enum LoopFinder {
    /// A node of each loop.
    static func loops(in schema: CompiledSchema) -> [Int] {
        enum State { case new, open, done }
        var states = Array(repeating: State.new, count: schema.nodes.count)
        var found: [Int] = []
        for start in schema.nodes.indices where states[start] == .new {
            // Each node is met twice: on the way down and, as a negative number, on the way back.
            var path = [start]
            while let entry = path.popLast() {
                if entry < 0 {
                    states[~entry] = .done
                    continue
                }
                guard states[entry] == .new else { continue }
                states[entry] = .open
                path.append(~entry)
                for next in schema.nodes[entry].rules.flatMap(\.inPlace) {
                    switch states[next] {
                    case .new: path.append(next)
                    case .open: found.append(next)
                    case .done: break
                    }
                }
            }
        }
        return found
    }
}

extension SchemaRule {
    /// The schemas that apply to the same value.
    var inPlace: [Int] {
        switch self {
        case .reference(let node), .dynamicReference(_, let node), .not(let node): [node]
        case .allOf(let nodes), .anyOf(let nodes), .oneOf(let nodes): nodes
        case .condition(let condition): [condition.test, condition.then, condition.otherwise].compactMap(\.self)
        case .dependentSchemas(let dependencies): dependencies.map(\.node)
        case .nothing, .types, .choices, .format, .number, .count, .pattern, .uniqueItems, .properties, .required,
            .dependentRequired, .propertyNames, .items, .contains, .unevaluatedItems, .unevaluatedProperties:
            []
        }
    }
}

/// Finds the step whose input each `%` means, by going back one step for each.
enum AncestorResolver {
    /// Hands the `%` in `value` that found no ancestor there up to `result`.
    static func pushAncestry(from value: Syntax, to result: Syntax) {
        result.seekingParent += open(in: value).filter { $0.level > 0 }
    }

    /// The `%` that `node` is or holds.
    private static func open(in node: Syntax) -> [Ancestor] {
        guard case .parent(let ancestor) = node.kind else { return node.seekingParent }
        return node.seekingParent + [ancestor]
    }

    /// Looks along `steps` for the ancestors that the last of them seeks; those not found go up to `path`.
    static func resolve(_ path: Syntax, steps: [Syntax]) throws(JSONataError) {
        for ancestor in open(in: steps[steps.count - 1]) {
            var index = steps.count - 2
            while ancestor.level > 0 {
                guard index >= 0 else {
                    path.seekingParent.append(ancestor)
                    break
                }
                var step = steps[index]
                index -= 1
                while index >= 0, step.focus != nil, steps[index].focus != nil {  // these share one input
                    step = steps[index]
                    index -= 1
                }
                try seek(ancestor, from: step)
            }
        }
    }

    /// Settles the `%` of a filter on `step`: one level up is the step's own input.
    static func resolvePredicate(_ predicate: Syntax, of step: Syntax) throws(JSONataError) {
        for ancestor in open(in: predicate) {
            if ancestor.level == 1 { try seek(ancestor, from: step) } else { ancestor.level -= 1 }
        }
        pushAncestry(from: predicate, to: step)
    }

    private static func seek(_ ancestor: Ancestor, from node: Syntax) throws(JSONataError) {
        switch node.kind {
        case .name, .wildcard:
            ancestor.level -= 1
            guard ancestor.level == 0 else { return }
            if let label = node.ancestor?.label { ancestor.label = label }
            node.ancestor = ancestor
            node.isTuple = true
        case .parent:
            ancestor.level += 1
        case .block(let expressions):
            guard let last = expressions.last else { return }
            node.isTuple = true
            try seek(ancestor, from: last)
        case .path(let steps):
            node.isTuple = true
            var index = steps.count - 1
            try seek(ancestor, from: steps[index])
            index -= 1
            while ancestor.level > 0, index >= 0 {
                try seek(ancestor, from: steps[index])
                index -= 1
            }
        default:
            throw JSONataError(
                "S0217",
                "% can't tell the parent of a \(node.name)",
                at: node.position,
                token: node.name
            )
        }
    }
}

/// One step of a path.
final class Step: Sendable {
    enum Kind: Sendable {
        case node(any Node)
        case sort(SortOrder)
    }

    let kind: Kind
    let stages: [Stage]
    let focus: String?
    let index: String?
    let ancestor: String?
    let isTuple: Bool
    let keepsConstructedArray: Bool

    /// `syntax` has the bindings.
    init(_ kind: Kind, _ stages: [Stage], _ syntax: Syntax) {
        self.kind = kind
        self.stages = stages
        focus = syntax.focus
        index = syntax.index
        ancestor = syntax.ancestor?.label
        isTuple = syntax.isTuple
        keepsConstructedArray = syntax.keepsConstructedArray
    }

    /// Whether the path starts at a variable instead of each element of the context.
    var isAbsolute: Bool {
        guard case .node(let node) = kind else { return false }
        return node is VariableNode || (node as? SuffixNode)?.base is VariableNode
    }

    /// Its results for one input.
    func value(_ input: Value, _ frame: Frame, _ run: Run, isLast: Bool) throws(JSONataError) -> Value {
        guard case .node(let node) = kind else {
            return try values(.sequence([input]), frame, run, isLast: isLast)
        }
        try run.step()
        let result = try Stage.apply(stages, to: try node.evaluate(input, frame, run), frame, run)
        guard !result.isUndefined else { return result }
        return .flattened([result], isLast: isLast)
    }

    /// Its results for each element of `items` together.
    func values(_ items: Value, _ frame: Frame, _ run: Run, isLast: Bool) throws(JSONataError) -> Value {
        switch kind {
        case .sort(let order):
            let sorted = Value.array(ValueArray(try order.sorted(items, frame, run), .sequence))
            return try Stage.apply(stages, to: sorted, frame, run)
        case .node(let node):
            try run.step(items.count)
            var results: [Value] = []
            results.reserveCapacity(items.count)
            for position in 0..<items.count {
                let value = try node.evaluate(items.element(position), frame, run)
                let result = try Stage.apply(stages, to: value, frame, run)
                if !result.isUndefined { results.append(result) }
            }
            let flat = Value.flattened(results, isLast: isLast)
            try run.charge(flat.count)
            return flat
        }
    }

    /// Its results for each tuple, with that tuple's bindings and those that the step adds.
    func tuples(_ tuples: [Tuple], _ frame: Frame, _ run: Run) throws(JSONataError) -> [Tuple] {
        var results: [Tuple] = []
        switch kind {
        case .sort(let order):
            results = try order.sorted(tuples, frame, run)
        case .node(let node):
            for tuple in tuples {
                try run.step()
                let inner = tuple.frame(in: frame, run)
                if node.givesTuples {
                    for found in try node.tuples(tuple.context, inner, run) {
                        var result = tuple
                        result.context = found.context
                        for binding in found.bindings { result.bind(binding.name, binding.value) }
                        results.append(result)
                    }
                } else {
                    let value = try node.evaluate(tuple.context, inner, run)
                    for place in 0..<value.count {
                        var result = tuple
                        if let focus {
                            result.bind(focus, value.element(place))
                        } else {
                            result.context = value.element(place)
                        }
                        if let index { result.bind(index, .number(Double(place))) }
                        if let ancestor { result.bind(ancestor, tuple.context) }
                        results.append(result)
                    }
                }
            }
        }
        try run.charge(results.count)
        return try Stage.apply(stages, to: results, frame, run)
    }
}

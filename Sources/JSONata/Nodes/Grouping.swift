import JSON

/// The pairs of `{…}`: inputs of equal key come together, and each key's value is made of its inputs.
struct Grouping: Sendable {
    let pairs: [(key: any Node, value: any Node)]
    let position: Int

    /// The keys when all are written as strings and differ.
    var literalKeys: [String]? {
        var keys: [String] = []
        for pair in pairs {
            guard case .string(let key)? = (pair.key as? LiteralNode)?.literal,
                !keys.contains(where: { $0.isExactly(key) })
            else { return nil }
            keys.append(key)
        }
        return keys
    }

    private struct Group {
        let key: String
        let pair: Int
        var inputs: [Value]
    }

    func group(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        var groups: [Group] = []
        var positions: [ExactText: Int] = [:]
        let count = input.isArray ? max(input.count, 1) : 1
        for index in 0..<count {
            let item = input.isArray && input.count == 0 ? .undefined : input.element(index)
            for (pair, expressions) in pairs.enumerated() {
                let key = try expressions.key.evaluate(item, frame, run)
                try place(item, at: key, pair, in: &groups, &positions, run)
            }
        }
        var members: [ValueObject.Member] = []
        for group in groups {
            let context: Value = group.inputs.count == 1 ? group.inputs[0] : Self.joined(group.inputs)
            let value = try pairs[group.pair].value.evaluate(context, frame, run)
            if !value.isUndefined { members.append(ValueObject.Member(group.key, value)) }
        }
        return try run.checkNesting(.object(ValueObject(distinct: members)))
    }

    /// Groups values that carry bindings; those of a group are joined name by name.
    func group(_ tuples: [Tuple], _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        var groups: [Group] = []
        var positions: [ExactText: Int] = [:]
        for (index, tuple) in tuples.enumerated() {
            let inner = tuple.frame(in: frame, run)
            for (pair, expressions) in pairs.enumerated() {
                let key = try expressions.key.evaluate(tuple.context, inner, run)
                try place(.number(Double(index)), at: key, pair, in: &groups, &positions, run)
            }
        }
        var members: [ValueObject.Member] = []
        for group in groups {
            let its = group.inputs.compactMap { $0.double.map { tuples[Int($0)] } }
            let tuple = Self.joined(its)
            let value = try pairs[group.pair].value.evaluate(tuple.context, tuple.frame(in: frame, run), run)
            if !value.isUndefined { members.append(ValueObject.Member(group.key, value)) }
        }
        return try run.checkNesting(.object(ValueObject(distinct: members)))
    }

    private func place(
        _ item: Value,
        at key: Value,
        _ pair: Int,
        in groups: inout [Group],
        _ positions: inout [ExactText: Int],
        _ run: Run
    ) throws(JSONataError) {
        try run.step()
        try run.charge(1)
        guard !key.isUndefined else { return }
        guard let name = key.text else {
            throw JSONataError("T1003", "the key of an object must be a string, found \(key.excerpt)", at: position)
        }
        guard let index = positions[ExactText(text: name)] else {
            positions[ExactText(text: name)] = groups.count
            groups.append(Group(key: name, pair: pair, inputs: [item]))
            return
        }
        guard groups[index].pair == pair else {
            throw JSONataError("D1009", "two key expressions give the same key \"\(name)\"", at: position)
        }
        groups[index].inputs.append(item)
    }

    /// All inputs of a group as one array, arrays among them in line.
    private static func joined(_ inputs: [Value]) -> Value {
        var joined = ValueArray([])
        for input in inputs { joined.append(elementsOf: input) }
        return .array(joined)
    }

    private static func joined(_ tuples: [Tuple]) -> Tuple {
        guard var first = tuples.first, tuples.count > 1 else { return tuples.first ?? Tuple(context: .undefined) }
        first.context = joined(tuples.map(\.context))
        for (index, binding) in first.bindings.enumerated() {
            first.bind(binding.name, joined(tuples.map { $0.bindings[index].value }))
        }
        return first
    }
}

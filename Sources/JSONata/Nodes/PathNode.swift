/// A path of any steps: each is evaluated for every result of the one before.
final class PathNode: Node {
    private let steps: [Step]
    private let keepsSingleton: Bool
    private let keepsArray: Bool
    private let grouping: Grouping?
    /// Whether the values' bindings are wanted outside.
    let givesTuples: Bool
    private let firstTuple: Int?

    init(_ steps: [Step], keepsSingleton: Bool, keepsArray: Bool, grouping: Grouping?, givesTuples: Bool) {
        self.steps = steps
        self.keepsSingleton = keepsSingleton
        self.keepsArray = keepsArray
        self.grouping = grouping
        self.givesTuples = givesTuples
        firstTuple = steps.firstIndex(where: \.isTuple)
    }

    func evaluate(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        try raw(input, frame, run).normalized
    }

    func raw(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        var result: Value
        switch try results(input, frame, run) {
        case .tuples(let tuples):
            if let grouping { return try grouping.group(tuples, frame, run) }
            result = .sequence(tuples.map(\.context))
        case .values(let values):
            result = values
        }
        if keepsSingleton { result = result.keepingSingleton }
        if let grouping { return try grouping.group(result, frame, run) }
        guard keepsArray, case .array(var array) = result, array.flags.contains(.sequence) else { return result }
        array.flags.insert(.keepsSingleton)
        return .array(array)
    }

    func tuples(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> [Tuple] {
        switch try results(input, frame, run) {
        case .tuples(let tuples): tuples
        case .values(let values): values.elements.map { Tuple(context: $0) }
        }
    }

    private enum Results {
        case values(Value)
        case tuples([Tuple])
    }

    /// Evaluates all steps; values carry bindings from the first step on that binds something.
    private func results(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Results {
        guard let first = firstTuple else { return .values(try values(input, frame, run, steps[...])) }
        var (items, isSingle) = start(input)
        if first > 0 {
            items = try values(input, frame, run, steps[..<first])
            isSingle = false
            if items.count == 0 { return .values(items) }
        }
        var tuples: [Tuple] = []
        if case .sort(let order) = steps[first].kind {
            for (place, value) in try order.sorted(items, frame, run).enumerated() {
                var tuple = Tuple(context: value)
                if let name = steps[first].index { tuple.bind(name, .number(Double(place))) }
                tuples.append(tuple)
            }
            tuples = try Stage.apply(steps[first].stages, to: tuples, frame, run)
        } else {
            tuples = isSingle ? [Tuple(context: items)] : items.elements.map { Tuple(context: $0) }
            tuples = try steps[first].tuples(tuples, frame, run)
        }
        for step in steps[(first + 1)...] {
            guard !tuples.isEmpty else { break }
            tuples = try step.tuples(tuples, frame, run)
        }
        return .tuples(tuples)
    }

    /// What the first step is evaluated for: each element of an array, or one value.
    private func start(_ input: Value) -> (items: Value, isSingle: Bool) {
        (input, !input.isArray || steps[0].isAbsolute)
    }

    /// Evaluates steps that carry no bindings.
    private func values(
        _ input: Value,
        _ frame: Frame,
        _ run: Run,
        _ steps: ArraySlice<Step>
    ) throws(JSONataError) -> Value {
        var (items, isSingle) = start(input)
        for (index, step) in steps.enumerated() {
            let isLast = index == self.steps.count - 1
            if index == 0, step.keepsConstructedArray, case .node(let node) = step.kind {
                items = try node.evaluate(items, frame, run)
                items = try Stage.apply(step.stages, to: items, frame, run)
            } else if isSingle {
                items = try step.value(items, frame, run, isLast: isLast)
            } else {
                items = try step.values(items, frame, run, isLast: isLast)
            }
            isSingle = false
            if items.count == 0 { return items }
        }
        return items
    }
}

/// What is done to a step's results: choosing some, or binding their places.
enum Stage: Sendable {
    case filter(Filter)
    case index(String)

    /// Applies filters alone; a step without bindings has no other stages.
    static func apply(
        _ stages: [Stage],
        to value: Value,
        _ frame: Frame,
        _ run: Run
    ) throws(JSONataError) -> Value {
        var value = value
        for stage in stages {
            guard case .filter(let filter) = stage else { continue }
            value = try filter.apply(to: value, frame, run)
        }
        return value
    }

    static func apply(
        _ stages: [Stage],
        to tuples: [Tuple],
        _ frame: Frame,
        _ run: Run
    ) throws(JSONataError) -> [Tuple] {
        var tuples = tuples
        for stage in stages {
            switch stage {
            case .filter(let filter):
                tuples = try filter.apply(to: tuples, frame, run)
            case .index(let name):
                for place in tuples.indices { tuples[place].bind(name, .number(Double(place))) }
            }
        }
        return tuples
    }
}

/// `[…]` behind an expression: a place, places, or a condition.
struct Filter: Sendable {
    private enum Predicate: Sendable {
        /// Counted from 0, from the end when negative.
        case place(Double)
        case expression(any Node)
    }

    private let predicate: Predicate

    init(_ node: any Node) {
        if case .number(let place)? = (node as? LiteralNode)?.literal {
            predicate = .place(place.rounded(.down))
        } else {
            predicate = .expression(node)
        }
    }

    func apply(to value: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        guard !value.isUndefined else { return value }
        switch predicate {
        case .place(let place):
            let index = place < 0 ? Double(value.count) + place : place
            guard index >= 0, index < Double(value.count) else { return .sequence([]) }
            let item = value.element(Int(index))
            return item.isArray ? item : .sequence([item])
        case .expression(let node):
            try run.step(value.count)
            var kept = ValueArray([], .sequence)
            for place in 0..<value.count {
                let item = value.element(place)
                let result = try node.evaluate(item, frame, run)
                for _ in 0..<(try Self.matches(result, place: place, of: value.count)) { kept.append(item) }
            }
            return .array(kept)
        }
    }

    func apply(to tuples: [Tuple], _ frame: Frame, _ run: Run) throws(JSONataError) -> [Tuple] {
        switch predicate {
        case .place(let place):
            let index = place < 0 ? Double(tuples.count) + place : place
            guard index >= 0, index < Double(tuples.count) else { return [] }
            return [tuples[Int(index)]]
        case .expression(let node):
            try run.step(tuples.count)
            var kept: [Tuple] = []
            for (place, tuple) in tuples.enumerated() {
                let result = try node.evaluate(tuple.context, tuple.frame(in: frame, run), run)
                for _ in 0..<(try Self.matches(result, place: place, of: tuples.count)) { kept.append(tuple) }
            }
            return kept
        }
    }

    /// How often `result` chooses what is at `place`: as often as it names it, or once if it is true.
    private static func matches(_ result: Value, place: Int, of count: Int) throws(JSONataError) -> Int {
        var matches = 0
        for index in 0..<result.count {
            guard let number = result.element(index).double else { return result.isTruthy ? 1 : 0 }
            guard number.isFinite else { throw JSONataError("D1001", "a number is out of range") }
            let wanted = number.rounded(.down)
            if (wanted < 0 ? Double(count) + wanted : wanted) == Double(place) { matches += 1 }
        }
        return matches
    }
}

/// Filters, a grouping or `[]` behind an expression that is no path.
final class SuffixNode: Node {
    let base: any Node
    private let filters: [Filter]
    private let grouping: Grouping?
    private let keepsArray: Bool

    init(_ base: any Node, filters: [Filter], grouping: Grouping?, keepsArray: Bool) {
        self.base = base
        self.filters = filters
        self.grouping = grouping
        self.keepsArray = keepsArray
    }

    func evaluate(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        try raw(input, frame, run).normalized
    }

    func raw(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        var value: Value
        if base.givesTuples {
            var tuples = try base.tuples(input, frame, run)
            for filter in filters { tuples = try filter.apply(to: tuples, frame, run) }
            if let grouping { return try grouping.group(tuples, frame, run) }
            value = .sequence(tuples.map(\.context))
        } else {
            value = try base.raw(input, frame, run)
            for filter in filters { value = try filter.apply(to: value, frame, run) }
            if let grouping { value = try grouping.group(value, frame, run) }
        }
        guard keepsArray, case .array(var array) = value, array.flags.contains(.sequence) else { return value }
        array.flags.insert(.keepsSingleton)
        return .array(array)
    }
}

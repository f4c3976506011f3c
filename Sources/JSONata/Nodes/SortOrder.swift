/// The terms of `^(…)`, the first deciding first.
struct SortOrder: Sendable {
    struct Term: Sendable {
        let isDescending: Bool
        let expression: any Node
    }

    let terms: [Term]
    let position: Int

    func sorted(_ items: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> [Value] {
        let elements = items.elements
        var keys = Keys(order: self, count: elements.count)
        let places = try MergeSort.sorted(elements.count, run) { (left, right) throws(JSONataError) in
            try keys.isAfter(left, right) { (place, term) throws(JSONataError) in
                try term.evaluate(elements[place], frame, run)
            }
        }
        return places.map { elements[$0] }
    }

    func sorted(_ tuples: [Tuple], _ frame: Frame, _ run: Run) throws(JSONataError) -> [Tuple] {
        var keys = Keys(order: self, count: tuples.count)
        let places = try MergeSort.sorted(tuples.count, run) { (left, right) throws(JSONataError) in
            try keys.isAfter(left, right) { (place, term) throws(JSONataError) in
                try term.evaluate(tuples[place].context, tuples[place].frame(in: frame, run), run)
            }
        }
        return places.map { tuples[$0] }
    }

    /// The terms' values for each element, worked out when they are first compared.
    private struct Keys {
        let order: SortOrder
        private var known: [[Value]]

        init(order: SortOrder, count: Int) {
            self.order = order
            known = Array(repeating: [], count: count)
        }

        mutating func isAfter(
            _ left: Int,
            _ right: Int,
            evaluate: (Int, any Node) throws(JSONataError) -> Value
        ) throws(JSONataError) -> Bool {
            for (index, term) in order.terms.enumerated() {
                for place in [left, right] where known[place].count <= index {
                    known[place].append(try evaluate(place, term.expression))
                }
                let comparison = try order.compare(known[left][index], known[right][index], term.isDescending)
                if comparison != 0 { return comparison > 0 }
            }
            return false
        }
    }

    /// Negative when `left` comes first, positive when `right` does; nothing comes last.
    private func compare(_ left: Value, _ right: Value, _ isDescending: Bool) throws(JSONataError) -> Int {
        if left.isUndefined { return right.isUndefined ? 0 : 1 }
        if right.isUndefined { return -1 }
        for value in [left, right] where value.double == nil && value.text == nil {
            throw JSONataError(
                "T2008",
                "only numbers and strings can be sorted by, found \(value.excerpt)",
                at: position
            )
        }
        let isBefore: Bool
        let isAfter: Bool
        if let left = left.double, let right = right.double {
            (isBefore, isAfter) = (left < right, left > right)
        } else if let left = left.text, let right = right.text {
            (isBefore, isAfter) = (left.precedes(right), right.precedes(left))
        } else {
            throw JSONataError(
                "T2007",
                "a number and a string can't be sorted together: \(left.excerpt) and \(right.excerpt)",
                at: position
            )
        }
        guard isBefore || isAfter else { return 0 }
        return isBefore != isDescending ? -1 : 1
    }
}

/// A stable sort by a comparison that can fail.
enum MergeSort {
    /// The places 0..<count in order, those that compare as equal in their old order.
    static func sorted(
        _ count: Int,
        _ run: Run,
        isAfter: (Int, Int) throws(JSONataError) -> Bool
    ) throws(JSONataError) -> [Int] {
        try run.charge(2 * count)
        var places = Array(0..<count)
        var merged = places
        var width = 1
        while width < count {
            for start in stride(from: 0, to: count, by: 2 * width) {
                var left = start
                let middle = min(start + width, count)
                var right = middle
                let end = min(start + 2 * width, count)
                for target in start..<end {
                    try run.step()
                    let takesLeft: Bool
                    if left >= middle {
                        takesLeft = false
                    } else if right >= end {
                        takesLeft = true
                    } else {
                        takesLeft = try !isAfter(places[left], places[right])
                    }
                    merged[target] = places[takesLeft ? left : right]
                    if takesLeft { left += 1 } else { right += 1 }
                }
            }
            swap(&places, &merged)
            width *= 2
        }
        return places
    }
}

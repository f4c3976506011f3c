import JSON

/// `[…]`: its elements' values, those of sequences and arrays in line.
final class ArrayNode: Node {
    /// An element that is written as an array stays one; the elements of any other array are put in line.
    struct Element: Sendable {
        let node: any Node
        let isArray: Bool
    }

    private let elements: [Element]
    private let isConstructed: Bool
    /// Its only element when that is a range.
    private let range: RangeNode?

    init(_ elements: [Element], isConstructed: Bool) {
        self.elements = elements
        self.isConstructed = isConstructed
        range = elements.count == 1 && !isConstructed ? elements[0].node as? RangeNode : nil
    }

    func evaluate(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        try run.step(elements.count + 1)
        if let range {
            let value = try range.evaluate(input, frame, run)
            return value.isUndefined ? .list([]) : value
        }
        var array = ValueArray([], isConstructed ? .constructed : [])
        for element in elements {
            let value = try element.node.evaluate(input, frame, run)
            guard !value.isUndefined else { continue }
            try run.charge(value.count)
            if element.isArray || !value.isArray { array.append(value) } else { array.append(elementsOf: value) }
        }
        return try run.checkNesting(.array(array))
    }

    var arranges: Bool { range == nil && !isConstructed && elements.allSatisfy(\.node.arranges) }

    func arranged(_ input: JSONObject) throws(NeedsRun) -> JSONValue? {
        var array: [JSONValue] = []
        array.reserveCapacity(elements.count)
        for element in elements {
            guard let value = try element.node.arranged(input) else { continue }
            if case .array = value, !element.isArray { throw NeedsRun() }
            array.append(value)
        }
        return .array(array)
    }
}

/// `a..b`: the integers from a to b.
final class RangeNode: Node {
    private let lower: any Node
    private let upper: any Node
    private let position: Int

    /// The most integers that the language allows a range to have.
    private static let maxCount = 10_000_000

    init(_ lower: any Node, _ upper: any Node, at position: Int) {
        self.lower = lower
        self.upper = upper
        self.position = position
    }

    func evaluate(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        let lowerValue = try lower.evaluate(input, frame, run)
        let upperValue = try upper.evaluate(input, frame, run)
        let first = try bound(lowerValue, code: "T2003", side: "left")
        let last = try bound(upperValue, code: "T2004", side: "right")
        guard let first, let last, first <= last else { return .undefined }
        guard last - first < Double(Self.maxCount), let start = Int(exactly: first) else {
            throw JSONataError("D2014", "a range has more than \(Self.maxCount) numbers", at: position, token: "..")
        }
        return .range(first: start, count: Int(last - first) + 1)
    }

    private func bound(_ value: Value, code: String, side: String) throws(JSONataError) -> Double? {
        if value.isUndefined { return nil }
        guard let bound = value.double, bound == bound.rounded(), bound.isFinite else {
            throw JSONataError(
                code,
                "the \(side) side of a range must be an integer, found \(value.excerpt)",
                at: position,
                token: ".."
            )
        }
        return bound
    }
}

/// `{…}`: an object; of an array, its elements grouped by their keys.
final class ObjectNode: Node {
    private let grouping: Grouping
    /// The members' names when all were written out and differ, which needs no grouping for a single input.
    private let names: [JSONKey]?
    private let values: [any Node]

    init(_ grouping: Grouping) {
        self.grouping = grouping
        names = grouping.literalKeys?.map(JSONKey.init)
        values = grouping.pairs.map(\.value)
    }

    func evaluate(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        guard let names, !input.isArray else { return try grouping.group(input, frame, run) }
        try run.step(names.count + 1)
        try run.charge(names.count)
        var members: [ValueObject.Member] = []
        members.reserveCapacity(names.count)
        for index in names.indices {
            let value = try values[index].evaluate(input, frame, run)
            if !value.isUndefined { members.append(ValueObject.Member(names[index].text, value)) }
        }
        return try run.checkNesting(.object(ValueObject(distinct: members)))
    }

    var arranges: Bool { names != nil && values.allSatisfy(\.arranges) }

    func arranged(_ input: JSONObject) throws(NeedsRun) -> JSONValue? {
        guard let names else { throw NeedsRun() }
        var object = JSONObject(capacity: names.count)
        for index in names.indices {
            if let value = try values[index].arranged(input) { object.set(names[index], value) }
        }
        return .object(object)
    }
}

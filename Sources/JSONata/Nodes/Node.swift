import JSON

/// A compiled part of an expression.
protocol Node: AnyObject, Sendable {
    /// The part's value for one input; a sequence of one element has become that element.
    func evaluate(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value

    /// The value while a sequence of one element is still a sequence, which a filter or grouping behind it sees.
    func raw(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value

    /// Whether the part may do with picking and arranging: names, texts, objects, arrays and conditions.
    ///
    /// That makes no more values than the part's text has parts, so that it needs no limits.
    var arranges: Bool { get }

    /// The value for an object of the input, by picking and arranging alone; throws where that doesn't do, which is left
    /// to `evaluate`.
    func arranged(_ input: JSONObject) throws(NeedsRun) -> JSONValue?

    /// Whether `tuples` has what `evaluate` hasn't: the bindings that each value carries.
    var givesTuples: Bool { get }

    /// The values with their bindings; only of a part that gives them.
    func tuples(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> [Tuple]
}

extension Node {
    func raw(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        try evaluate(input, frame, run)
    }

    var arranges: Bool { false }

    func arranged(_ input: JSONObject) throws(NeedsRun) -> JSONValue? { throw NeedsRun() }

    var givesTuples: Bool { false }

    func tuples(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> [Tuple] {
        try evaluate(input, frame, run).elements.map { Tuple(context: $0) }
    }
}

/// A part does more than to arrange, or meets an array: paths go through the elements of one, and it is put in line in
/// another.
struct NeedsRun: Error {}

/// A value on its way along a path, with the variables that the steps before bound for it.
struct Tuple {
    var context: Value
    private(set) var bindings: [(name: String, value: Value)] = []

    init(context: Value) { self.context = context }

    mutating func bind(_ name: String, _ value: Value) {
        if let index = bindings.firstIndex(where: { $0.name == name }) {
            bindings[index].value = value
        } else {
            bindings.append((name, value))
        }
    }

    /// A frame that has the tuple's variables.
    func frame(in outer: Frame, _ run: Run) -> Frame {
        let frame = Frame(in: outer, run: run)
        for binding in bindings { frame.bind(binding.name, binding.value) }
        return frame
    }
}

/// An array that an expression made.
struct ValueArray {
    struct Flags: OptionSet {
        let rawValue: UInt8

        /// Results gathered by a path or function: one element stands for itself, none for no value.
        static let sequence = Flags(rawValue: 1)
        /// `[]` follows: one element stays an array.
        static let keepsSingleton = Flags(rawValue: 2)
        /// Written as an array at an end of a path: it is not flattened into the path's result.
        static let constructed = Flags(rawValue: 4)
        /// Wraps an input that is an array, so that it counts as one value.
        static let wrapsInput = Flags(rawValue: 8)
    }

    private(set) var elements: [Value]
    var flags: Flags
    /// How deep arrays and objects that were made stand in one another here, this one included.
    private(set) var depth: UInt16 = 1
    /// Whether a function is somewhere in it.
    private(set) var holdsFunction = false

    init(_ elements: [Value], _ flags: Flags = []) {
        self.elements = elements
        self.flags = flags
        for element in elements { note(element) }
    }

    mutating func append(_ value: Value) {
        elements.append(value)
        note(value)
    }

    mutating func append(elementsOf value: Value) {
        switch value {
        case .json(let more):
            elements.reserveCapacity(elements.count + more.count)
            for element in more { elements.append(Value(element)) }
        case .array(let more):
            elements.append(contentsOf: more.elements)
            depth = max(depth, more.depth)
            holdsFunction = holdsFunction || more.holdsFunction
        case .range:
            elements.append(contentsOf: value.elements)
        default:
            append(value)
        }
    }

    private mutating func note(_ element: Value) {
        depth = max(depth, element.depth &+ 1)
        if element.holdsFunction { holdsFunction = true }
    }

    /// What a path or function that gathered these results gives: nothing, the only one, or all.
    var result: Value {
        guard flags.contains(.sequence) else { return .array(self) }
        switch elements.count {
        case 0: return .undefined
        case 1 where !flags.contains(.keepsSingleton): return elements[0]
        default: return .array(self)
        }
    }
}

extension Value {
    /// A sequence of one element stands for that element, an empty one for no value; anything else for itself.
    var normalized: Value {
        guard case .array(let array) = self else { return self }
        return array.result
    }

    /// These results as a sequence.
    static func sequence(_ elements: [Value]) -> Value { .array(ValueArray(elements, .sequence)) }

    /// How deep arrays and objects that were made stand in this value; 0 for a scalar or what came with the input.
    ///
    /// What a function holds does not count: functions let go of it without recursion.
    var depth: UInt16 {
        switch self {
        case .array(let array): array.depth
        case .object(let object): object.depth
        default: 0
        }
    }

    /// Whether a function is somewhere in this value.
    var holdsFunction: Bool {
        switch self {
        case .function: true
        case .array(let array): array.holdsFunction
        case .object(let object): object.holdsFunction
        default: false
        }
    }
}

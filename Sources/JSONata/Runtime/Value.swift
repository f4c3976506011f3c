import JSON

/// What an expression works on: JSON, and functions.
///
/// Arrays and objects of the input stay the JSON they were until something is made of them; numbers of the input keep
/// their text, so that an identifier of 20 digits passes through untouched.
enum Value {
    /// No value; what a path that leads nowhere gives.
    case undefined
    case null
    case bool(Bool)
    /// A number that was computed.
    case number(Double)
    /// A number of the input, as it was written.
    case exact(JSONNumber)
    case string(String)
    /// An array of the input.
    case json([JSONValue])
    /// An array that was made.
    case array(ValueArray)
    /// The integers from `first` on; made by `[a..b]` and never empty.
    case range(first: Int, count: Int)
    /// An object of the input.
    case jsonObject(JSONObject)
    /// An object that was made.
    case object(ValueObject)
    case function(Function)

    init(_ json: JSONValue) {
        self =
            switch json {
            case .null: .null
            case .bool(let value): .bool(value)
            case .number(let value): .exact(value)
            case .string(let value): .string(value)
            case .array(let elements): .json(elements)
            case .object(let members): .jsonObject(members)
            }
    }

    /// An array without flags.
    static func list(_ elements: [Value]) -> Value { .array(ValueArray(elements)) }

    var kind: Signature.Kinds {
        switch self {
        case .undefined: .missing
        case .null: .null
        case .bool: .bool
        case .number, .exact: .number
        case .string: .string
        case .json, .array, .range: .array
        case .jsonObject, .object: .object
        case .function: .function
        }
    }

    var isUndefined: Bool {
        if case .undefined = self { return true }
        return false
    }

    var isArray: Bool {
        switch self {
        case .json, .array, .range: true
        default: false
        }
    }

    /// The number as a double, or nil for any other kind.
    var double: Double? {
        switch self {
        case .number(let value): value
        case .exact(let number): number.doubleValue
        default: nil
        }
    }

    var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }
}

// Arrays of all three kinds, read alike.
extension Value {
    /// How many elements an array has; 1 for any other value, 0 for none.
    var count: Int {
        switch self {
        case .undefined: 0
        case .json(let elements): elements.count
        case .array(let array): array.elements.count
        case .range(_, let count): count
        default: 1
        }
    }

    /// The element at `index`, which must be in range; another value is its own only element.
    func element(_ index: Int) -> Value {
        switch self {
        case .json(let elements): Value(elements[index])
        case .array(let array): array.elements[index]
        case .range(let first, _): .number(Double(first + index))
        default: self
        }
    }

    /// The elements of an array, the value itself alone, or nothing.
    var elements: [Value] {
        switch self {
        case .undefined: []
        case .json(let elements): elements.map(Value.init)
        case .array(let array): array.elements
        case .range(let first, let count): (first..<first + count).map { .number(Double($0)) }
        default: [self]
        }
    }

    /// The flags of an array that was made; none for any other value.
    var flags: ValueArray.Flags {
        guard case .array(let array) = self else { return [] }
        return array.flags
    }
}

// Objects of both kinds, read alike.
extension Value {
    /// The member named `key`, or undefined when there is none or this is no object.
    func member(_ key: String) -> Value {
        switch self {
        case .jsonObject(let members): members[key].map(Value.init) ?? .undefined
        case .object(let object): object[key] ?? .undefined
        default: .undefined
        }
    }

    /// The members of an object in order, or nil for any other value.
    var members: [ValueObject.Member]? {
        switch self {
        case .jsonObject(let members): members.map { ValueObject.Member($0.key, Value($0.value)) }
        case .object(let object): object.members
        default: nil
        }
    }
}

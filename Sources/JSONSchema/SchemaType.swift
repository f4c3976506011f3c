import JSON

/// A name that `type` may hold.
enum SchemaType: String, Sendable, CaseIterable {
    case null, boolean, integer, number, string, array, object

    /// Whether `value` is of this type; `3.0` is an integer.
    func matches(_ value: JSONValue) -> Bool {
        guard case .number(let number) = value else { return value.kindName == rawValue }
        switch self {
        case .number: return true
        case .integer: return ExactNumber(number).isInteger
        case .null, .boolean, .string, .array, .object: return false
        }
    }

    /// The name with its article, to follow "expected".
    var phrase: String {
        switch self {
        case .null: "null"
        case .integer, .array, .object: "an \(rawValue)"
        case .boolean, .number, .string: "a \(rawValue)"
        }
    }
}

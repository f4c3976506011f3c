import JSON

/// A name that `type` may hold.
enum SchemaType: String, Sendable, CaseIterable {
    case null, boolean, integer, number, string, array, object

    /// Whether `value` is of this type; `3.0` is an integer.
    func matches(_ value: JSONValue) -> Bool {
        switch (self, value) {
        case (.null, .null), (.boolean, .bool), (.string, .string), (.array, .array), (.object, .object): true
        case (.number, .number): true
        case (.integer, .number(let number)): number.intValue != nil || ExactNumber(number).isInteger
        default: false
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

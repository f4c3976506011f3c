package import JSON

// The forms that the contract gives to moments, numbers and absent values.
extension JSONValue {
    /// ISO 8601 with milliseconds and `Z`; null for nil.
    package static func moment(_ moment: Timestamp?) -> JSONValue { moment.map { .string($0.description) } ?? .null }

    package static func integer(_ number: Int) -> JSONValue { .number(JSONNumber(number)) }

    /// Text; null for nil.
    package static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
}

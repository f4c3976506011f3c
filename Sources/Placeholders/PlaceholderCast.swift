import JSON

/// What a value is turned into before it takes a placeholder's place.
///
/// A value that cannot be cast stays as it was, and null stays null.
enum PlaceholderCast: String, Sendable {
    /// Text, as JavaScript's `String()` writes it.
    case string = "str"
    /// An integer of any size: numbers and numeric text lose their fraction.
    case integer = "int"
    /// A number: numeric text becomes one.
    case number = "num"
    /// A truth value: the texts `true` and `false` become one.
    case boolean = "bool"
    /// Whatever JSON text holds.
    case json
    /// Null: the text `null` becomes one.
    case null
    /// The value as it is.
    case any

    func apply(to value: JSONValue) -> JSONValue {
        guard !value.isNull else { return value }
        switch self {
        case .string: return .string(ScriptText.text(of: value))
        case .integer: return Self.decimal(value)?.truncated.flatMap(Self.number) ?? value
        case .number: return (value.stringValue.flatMap(DecimalText.init)?.text).flatMap(Self.number) ?? value
        case .boolean: return Self.boolean(value) ?? value
        case .json: return value.stringValue.flatMap { try? JSONValue(parsing: $0) } ?? value
        case .null: return value.stringValue == "null" ? .null : value
        case .any: return value
        }
    }

    private static func decimal(_ value: JSONValue) -> DecimalText? {
        (value.numberValue?.text ?? value.stringValue).flatMap(DecimalText.init)
    }

    private static func number(_ text: String) -> JSONValue? {
        JSONNumber(text: text).map(JSONValue.number)
    }

    private static func boolean(_ value: JSONValue) -> JSONValue? {
        switch value.stringValue {
        case "true": true
        case "false": false
        default: nil
        }
    }
}

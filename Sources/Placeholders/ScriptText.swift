import JSON

/// The text that JavaScript's `String()` makes of a JSON value, which is what the published library puts into strings.
enum ScriptText {
    /// Numbers keep their own text (`1.0` stays `1.0`); arrays are joined by commas, objects are `[object Object]`.
    ///
    /// Null is `null`, except as an element of an array, where it is empty. Nested arrays are joined in place.
    static func text(of value: JSONValue) -> String {
        var text = ""
        append(value, to: &text)
        return text
    }

    private static func append(_ value: JSONValue, to text: inout String) {
        switch value {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .number(let number): text += number.text
        case .string(let string): text += string
        case .array(let elements): append(elements, to: &text)
        case .object: text += "[object Object]"
        }
    }

    private static func append(_ elements: [JSONValue], to text: inout String) {
        var isFirst = true
        for element in elements {
            if !isFirst { text += "," }
            isFirst = false
            if !element.isNull { append(element, to: &text) }
        }
    }
}

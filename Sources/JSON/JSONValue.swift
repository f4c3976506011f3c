/// A JSON value; numbers keep their text, objects keep the order of their keys.
///
/// Two values are equal when they have the same shape, the same strings byte for byte (no Unicode normalisation), the
/// same number texts (`1` and `1.0` differ) and, in objects, the same members in any order.
public enum JSONValue: Sendable {
    /// The literal `null`.
    case null
    /// The literal `true` or `false`.
    case bool(Bool)
    /// A number of any size and precision.
    case number(JSONNumber)
    /// A string of Unicode text, unescaped.
    case string(String)
    /// An ordered list of values.
    case array([JSONValue])
    /// Members in the order they were written.
    case object(JSONObject)
}

extension JSONValue {
    /// Whether this is the literal `null`.
    public var isNull: Bool {
        guard case .null = self else { return false }
        return true
    }

    /// The truth value, or nil for any other kind.
    public var boolValue: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    /// The string's content, or nil for any other kind; numbers are not turned into text.
    public var stringValue: String? {
        guard case .string(let value) = self else { return nil }
        return value
    }

    /// The number, or nil for any other kind; numeric strings are not turned into numbers.
    public var numberValue: JSONNumber? {
        guard case .number(let value) = self else { return nil }
        return value
    }

    /// The number as an integer, or nil when this is no number, has a fraction or does not fit 64 bits.
    public var intValue: Int? { numberValue?.intValue }

    /// The nearest `Double`, or nil when this is no number; infinite beyond the range of `Double`.
    public var doubleValue: Double? { numberValue?.doubleValue }

    /// The elements, or nil for any other kind.
    public var arrayValue: [JSONValue]? {
        guard case .array(let value) = self else { return nil }
        return value
    }

    /// The members, or nil for any other kind.
    public var objectValue: JSONObject? {
        guard case .object(let value) = self else { return nil }
        return value
    }

    /// The member named `key`, or nil when there is none or this is no object.
    public subscript(key: String) -> JSONValue? { objectValue?[key] }

    /// The element at `index`, or nil when it is out of range or this is no array.
    public subscript(index: Int) -> JSONValue? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }

    /// The value that `path` leads to, or nil as soon as a segment leads nowhere.
    ///
    /// A segment names an object's member, or indexes an array when it is a decimal number without leading zeros.
    /// The root path yields the value itself.
    public func value(at path: JSONPath) -> JSONValue? {
        var current = self
        for segment in path.segments {
            let next =
                switch current {
                case .object(let members): members[segment]
                case .array: JSONPath.arrayIndex(segment).flatMap { current[$0] }
                case .null, .bool, .number, .string: JSONValue?.none
                }
            guard let next else { return nil }
            current = next
        }
        return current
    }

    /// What messages call this kind: `null`, `boolean`, `number`, `string`, `array` or `object`.
    public var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .number: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}

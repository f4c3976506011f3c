import JSON

extension Value {
    /// The value as JSON; nil for no value.
    ///
    /// A function becomes an empty string, as in the reference; a number that JSON has no text for throws D1001.
    func json() throws(JSONataError) -> JSONValue? {
        switch self {
        case .undefined: return nil
        case .null: return .null
        case .bool(let value): return .bool(value)
        case .number(let value): return .number(try Self.number(value))
        case .exact(let number): return .number(number)
        case .string(let text): return .string(text)
        case .json(let elements): return .array(elements)
        case .array(let array):
            var elements: [JSONValue] = []
            elements.reserveCapacity(array.elements.count)
            for element in array.elements { elements.append(try element.json() ?? .null) }
            return .array(elements)
        case .range(let first, let count):
            return .array((first..<first + count).map { .number(JSONNumber($0)) })
        case .jsonObject(let members): return .object(members)
        case .object(let object):
            var members = JSONObject(capacity: object.members.count)
            for member in object.members {
                if let value = try member.value.json() { members[member.key] = value }
            }
            return .object(members)
        case .function: return .string("")
        }
    }

    private static func number(_ value: Double) throws(JSONataError) -> JSONNumber {
        guard let number = JSONNumber(text: ScriptNumber.text(value)) else {
            throw JSONataError("D1001", "the number \(value) is out of range")
        }
        return number
    }

    /// The value as messages show it: short, and never more than a line.
    var excerpt: String {
        switch self {
        case .undefined: return "nothing"
        case .function: return "a function"
        default: break
        }
        if isArray { return "an array of \(count)" }
        if kind == .object { return "an object" }
        let text = (try? json())?.text ?? "a number out of range"
        return text.unicodeScalars.count > 60 ? String(text.prefix(60)) + "…" : text
    }
}

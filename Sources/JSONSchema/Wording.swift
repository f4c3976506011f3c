import JSON

/// How values are named in messages.
enum Wording {
    /// What was found, in a few words: scalars are quoted up to 40 characters.
    static func description(of value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool(let truth): truth ? "true" : "false"
        case .number(let number): "the number \(short(number.text))"
        case .string(let text): "the string \(JSONValue.string(short(text)).text)"
        case .array(let elements): elements.isEmpty ? "an empty array" : "an array"
        case .object(let members): members.isEmpty ? "an empty object" : "an object"
        }
    }

    /// The first 40 characters, with a mark when there are more.
    static func short(_ text: String) -> String {
        let scalars = text.unicodeScalars
        let cut = scalars.index(scalars.startIndex, offsetBy: 40, limitedBy: scalars.endIndex)
        guard let cut, cut < scalars.endIndex else { return text }
        return "\(text[..<cut])…"
    }

    /// `a`, `a or b`, `a, b or c`.
    static func list(_ phrases: [String]) -> String {
        guard let last = phrases.last, phrases.count > 1 else { return phrases.first ?? "" }
        return "\(phrases.dropLast().joined(separator: ", ")) or \(last)"
    }
}

public import JSON

extension JSONValue {
    /// The value as YAML in block style, which `init(yaml:)` reads back as the same value; ends with a line break.
    ///
    /// Objects and arrays without content, and arrays of up to six short scalars, stand on one line.
    public var yamlText: String {
        var text = ""
        writeYAML(to: &text, indent: 0, isMember: false)
        return text
    }

    private func writeYAML(to text: inout String, indent: Int, isMember: Bool) {
        let margin = String(repeating: "  ", count: indent)
        switch self {
        case .object(let members) where !members.isEmpty:
            if isMember { text += "\n" }
            for (key, value) in members {
                text += margin + JSONValue.yamlScalar(key) + ":"
                value.writeYAML(to: &text, indent: indent + 1, isMember: true)
            }
        case .array(let elements) where !elements.isEmpty && !isShort:
            if isMember { text += "\n" }
            for element in elements {
                var inner = ""
                element.writeYAML(to: &inner, indent: indent + 1, isMember: false)
                // The first line of what is inside stands behind the hyphen.
                text += margin + "- " + inner.drop { $0 == " " }
            }
        case .null, .bool, .number, .string, .array, .object: text += (isMember ? " " : "") + flowText + "\n"
        }
    }

    private var isShort: Bool {
        guard let elements = arrayValue, elements.count <= 6 else { return false }
        return elements.allSatisfy { $0.arrayValue == nil && $0.objectValue == nil && $0.text.utf8.count <= 30 }
    }

    private var flowText: String {
        switch self {
        case .string(let text): JSONValue.yamlScalar(text)
        case .array(let elements): "[" + elements.map(\.flowText).joined(separator: ", ") + "]"
        case .object: "{}"
        case .null, .bool, .number: text
        }
    }

    /// Text as a plain scalar where that reads as the same text, else in double quotes.
    private static func yamlScalar(_ text: String) -> String {
        let isPlain =
            text.utf8.first.map { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2F } ?? false
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || " -_./()'".utf8.contains(byte)
            }
        let isWord = ["true", "false", "null", "yes", "no", "on", "off"].contains(text.lowercased())
        return isPlain && !isWord && text.utf8.last != 0x20 ? text : JSONValue.string(text).text
    }
}

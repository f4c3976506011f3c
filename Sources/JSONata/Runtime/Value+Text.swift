import JSON

extension Value {
    /// The text that `$string` and `&` make of the value; empty for nothing and for functions.
    ///
    /// Computed numbers are rounded to 15 significant digits, as the language says; an integer of the input keeps its
    /// digits, however many. Throws D3001 for a number out of range, D1001 for one inside.
    func asText(_ run: Run) throws(JSONataError) -> String {
        switch self {
        case .undefined, .function: return ""
        case .string(let text): return text
        case .null: return "null"
        case .bool(let value): return value ? "true" : "false"
        case .number, .exact: return try numberText(orThrow: "D3001")
        default:
            var bytes: [UInt8] = []
            try write(to: &bytes, indentedBy: nil, run)
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// The value as JSON over several lines, each level indented by two blanks.
    func asPrettyText(_ run: Run) throws(JSONataError) -> String {
        var bytes: [UInt8] = []
        try write(to: &bytes, indentedBy: 0, run)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func numberText(orThrow code: String) throws(JSONataError) -> String {
        if case .exact(let number) = self, number.isPlainInteger { return number.text }
        guard let value = double, value.isFinite else {
            throw JSONataError(code, "a number out of range can't be made a string")
        }
        return ScriptNumber.text(ScriptNumber.roundedTo15Digits(value))
    }

    private func write(to bytes: inout [UInt8], indentedBy level: Int?, _ run: Run) throws(JSONataError) {
        let before = bytes.count
        let inner = level.map { $0 + 1 }
        switch self {
        case .undefined, .null: bytes.append(contentsOf: "null".utf8)
        case .function: bytes.append(contentsOf: "\"\"".utf8)
        case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
        case .number, .exact: bytes.append(contentsOf: try numberText(orThrow: "D1001").utf8)
        case .string(let text): JSONValue.writeString(text, to: &bytes)
        case .json, .array, .range:
            bytes.append(UInt8(ascii: "["))
            for index in 0..<count {
                Self.separate(index, level: inner, to: &bytes)
                try element(index).write(to: &bytes, indentedBy: inner, run)
            }
            if count > 0 { Self.lineBreak(level: level, to: &bytes) }
            bytes.append(UInt8(ascii: "]"))
        case .jsonObject, .object:
            bytes.append(UInt8(ascii: "{"))
            var isEmpty = true
            for member in members ?? [] where !member.value.isUndefined {
                Self.separate(isEmpty ? 0 : 1, level: inner, to: &bytes)
                isEmpty = false
                JSONValue.writeString(member.key, to: &bytes)
                bytes.append(contentsOf: (level == nil ? ":" : ": ").utf8)
                try member.value.write(to: &bytes, indentedBy: inner, run)
            }
            if !isEmpty { Self.lineBreak(level: level, to: &bytes) }
            bytes.append(UInt8(ascii: "}"))
        }
        try run.step()
        if kind == .string || kind == .number { try run.charge(bytes.count - before) }
    }

    private static func separate(_ index: Int, level: Int?, to bytes: inout [UInt8]) {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        lineBreak(level: level, to: &bytes)
    }

    private static func lineBreak(level: Int?, to bytes: inout [UInt8]) {
        guard let level else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * level))
    }
}

extension JSONNumber {
    /// Whether the text is digits alone, with a sign before them at most.
    fileprivate var isPlainInteger: Bool {
        text != "-0"
            && text.utf8.allSatisfy { ($0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")) || $0 == UInt8(ascii: "-") }
    }
}

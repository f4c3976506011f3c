extension JSONValue {
    /// The value as compact UTF-8 text, with keys in order and numbers as they were written.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return bytes
    }

    /// The value as compact text.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Appends the value as compact UTF-8 text.
    public func write(to bytes: inout [UInt8]) {
        JSONWriter.write(self, indented: false, to: &bytes)
    }

    /// The value over several lines, indented by two spaces a level, without a line break at the end.
    public var prettyText: String {
        var bytes: [UInt8] = []
        JSONWriter.write(self, indented: true, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends `s` in quotation marks, escaping quotation marks, backslashes and control characters only.
    public static func writeString(_ s: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        let isPlain = s.utf8.withContiguousStorageIfAvailable { content in
            guard !JSONWriter.needsEscape(content) else { return false }
            bytes.append(contentsOf: content)
            return true
        }
        if isPlain != true {
            for byte in s.utf8 { JSONWriter.writeEscaped(byte, to: &bytes) }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

extension JSONValue: CustomStringConvertible {
    /// The value as compact text.
    public var description: String { text }
}

/// The kinds of ASCII characters that formats speak of.
extension UInt8 {
    var isDigit: Bool { self &- 0x30 < 10 }

    var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }

    var isHexDigit: Bool { isDigit || (self | 0x20) &- 0x61 < 6 }

    /// Whether the character is one of those in `text`.
    func isOne(of text: StaticString) -> Bool {
        text.withUTF8Buffer { $0.contains(self) }
    }
}

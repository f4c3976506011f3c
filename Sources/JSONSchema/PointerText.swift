/// JSON pointers, absolute and relative.
enum PointerText {
    /// Whether `text` is a pointer as RFC 6901 has it: empty, or keys behind slashes in which a tilde is `~0` or `~1`.
    static func isPointer(_ text: String) -> Bool {
        var rest = text.utf8[...]
        guard rest.isEmpty || rest.first == UInt8(ascii: "/") else { return false }
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "~") else { continue }
            guard let digit = rest.popFirst(), digit == UInt8(ascii: "0") || digit == UInt8(ascii: "1") else {
                return false
            }
        }
        return true
    }

    /// Whether `text` is a number without leading zeros and a pointer or `#` behind it.
    static func isRelative(_ text: String) -> Bool {
        let digits = text.utf8.prefix(while: \.isDigit)
        guard let first = digits.first, digits.count == 1 || first != UInt8(ascii: "0") else { return false }
        let rest = text[digits.endIndex...]
        return rest == "#" || isPointer(String(rest))
    }
}

import JSON

/// Cuts a string into literal text and placeholders, in time linear in its length.
struct PlaceholderScanner {
    /// A stretch of the string.
    enum Piece {
        /// Text that stands for itself, braces included where they make no placeholder.
        case literal(Range<Int>)
        /// A placeholder with its braces.
        case placeholder(Range<Int>, PlaceholderBody)
    }

    private let bytes: [UInt8]
    private let isStrict: Bool
    private var pieces: [Piece] = []
    private var literalStart = 0

    /// What is wrong with the string, and at which byte.
    struct Fault: Error {
        let offset: Int
        let message: String
    }

    private init(_ bytes: [UInt8], isStrict: Bool) {
        self.bytes = bytes
        self.isStrict = isStrict
    }

    /// The pieces of `bytes` in order, without gaps and without empty literals.
    ///
    /// A strict scan refuses every `{{` that starts no placeholder; of three braces in a row, the first is text.
    static func pieces(of bytes: [UInt8], isStrict: Bool) throws(Fault) -> [Piece] {
        var scanner = PlaceholderScanner(bytes, isStrict: isStrict)
        try scanner.scan()
        return scanner.pieces
    }

    private mutating func scan() throws(Fault) {
        var index = 0
        while index + 1 < bytes.count {
            guard bytes[index] == UInt8(ascii: "{"), bytes[index + 1] == UInt8(ascii: "{") else {
                index += 1
                continue
            }
            var end = index + 2
            while end < bytes.count, Self.isAllowed(bytes[end]) { end += 1 }
            if let body = try body(openedAt: index, end: end) {
                endLiteral(at: index)
                literalStart = end + 2
                pieces.append(.placeholder(index..<literalStart, body))
                index = literalStart
            } else {
                index = max(index + 1, end - 1)  // nothing in between opens another one
            }
        }
        endLiteral(at: bytes.count)
    }

    /// The placeholder between the braces, or nil when what stands there is text.
    private func body(openedAt start: Int, end: Int) throws(Fault) -> PlaceholderBody? {
        let isClosed = end + 1 < bytes.count && bytes[end] == UInt8(ascii: "}") && bytes[end + 1] == UInt8(ascii: "}")
        guard isClosed, end > start + 2 else {
            guard isStrict, !isThirdBrace(end, openedAt: start) else { return nil }
            throw Fault(offset: start, message: faultMessage(at: end, isClosed: isClosed))
        }
        let text = String(decoding: bytes[start + 2..<end], as: UTF8.self)
        do {
            return try PlaceholderBody(text[...])
        } catch {
            guard isStrict else { return nil }
            throw Fault(offset: start, message: error.message)
        }
    }

    /// Whether the byte at `end` is a third brace and the last, so that the second and third may open a placeholder.
    private func isThirdBrace(_ end: Int, openedAt start: Int) -> Bool {
        guard end == start + 2, end + 1 < bytes.count else { return false }
        return bytes[end] == UInt8(ascii: "{") && bytes[end + 1] != UInt8(ascii: "{")
    }

    private func faultMessage(at end: Int, isClosed: Bool) -> String {
        if isClosed { return "the placeholder is empty" }
        guard end < bytes.count else { return "\"{{\" is never closed by \"}}\"" }
        let found = String(decoding: bytes[end...].prefix(4), as: UTF8.self).unicodeScalars.first.map(String.init) ?? ""
        guard found != "}" else { return "\"{{\" is closed by one brace instead of two" }
        return """
            \(found.debugDescription) at byte \(end) can't be in a placeholder; only letters, digits, blanks and \
            _ - . / | : ? can
            """
    }

    private mutating func endLiteral(at end: Int) {
        if literalStart < end { pieces.append(.literal(literalStart..<end)) }
    }

    /// Letters and digits of ASCII, blanks, and `_ - . / | : ?`.
    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "-")...UInt8(ascii: ":"): true  // - . / 0…9 :
        case UInt8(ascii: "_"), UInt8(ascii: "|"), UInt8(ascii: "?"): true
        case UInt8(ascii: " "), 9...13: true
        default: false
        }
    }
}

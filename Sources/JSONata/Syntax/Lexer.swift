/// Cuts an expression's text into tokens, one at a time.
struct Lexer {
    let source: [Unicode.Scalar]
    private(set) var offset = 0

    /// How tightly each operator binds what stands to its left; what is missing here ends an expression.
    static let bindingPowers: [String: Int] = [
        "[": 80, "(": 80, "@": 80, "#": 80, ".": 75, "{": 70, "*": 60, "/": 60, "%": 60, "+": 50, "-": 50, "&": 50,
        "=": 40, "!=": 40, "<": 40, ">": 40, "<=": 40, ">=": 40, "^": 40, "~>": 40, "?:": 40, "??": 40, "in": 40,
        "and": 30, "or": 25, "?": 20, ":=": 10,
    ]
    private static let pairs: Set<String> = ["..", ":=", "!=", ">=", "<=", "**", "~>", "?:", "??"]
    private static let marks: Set<Unicode.Scalar> = Set(".[]{}(),@#;:?+-*/%|=<>^&!~".unicodeScalars)
    private static let blanks: Set<Unicode.Scalar> = [" ", "\t", "\n", "\r", "\u{0B}"]

    init(_ text: String) { source = Array(text.unicodeScalars) }

    /// Reads the token that follows.
    ///
    /// Where an operand is expected, `/` begins a regular expression; `afterOperand` says that it divides.
    mutating func next(afterOperand: Bool) throws(JSONataError) -> Token {
        try skipBlanksAndComments()
        let start = offset
        guard let first = peek() else { return Token(kind: .end, offset: start) }
        if first == "/", !afterOperand {
            offset += 1
            return Token(kind: try regex(), offset: start)
        }
        if let second = peek(1), Self.pairs.contains(String(first) + String(second)) {
            offset += 2
            return Token(kind: .symbol(String(first) + String(second)), offset: start)
        }
        if Self.marks.contains(first) {
            guard first != "!", first != "~" else {
                throw failure("S0204", "\"\(first)\" is no operator", at: start, token: String(first))
            }
            offset += 1
            return Token(kind: .symbol(String(first)), offset: start)
        }
        if first == "\"" || first == "'" {
            offset += 1
            return Token(kind: .string(try string(closedBy: first)), offset: start)
        }
        if let number = try number() { return Token(kind: .number(number), offset: start) }
        if first == "`" {
            offset += 1
            guard let end = source[offset...].firstIndex(of: "`") else {
                throw failure("S0105", "a quoted name is not closed with a backtick", at: start)
            }
            defer { offset = end + 1 }
            return Token(kind: .name(text(offset..<end)), offset: start)
        }
        return word()
    }

    /// An error at a scalar offset of this text.
    func failure(_ code: String, _ message: String, at offset: Int, token: String? = nil) -> JSONataError {
        JSONataError(code, message, at: position(of: offset), token: token)
    }

    /// A scalar offset in UTF-16 code units.
    func position(of offset: Int) -> Int {
        source[..<min(offset, source.count)].reduce(0) { $0 + ($1.value > 0xFFFF ? 2 : 1) }
    }

    private func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
        offset + ahead < source.count ? source[offset + ahead] : nil
    }

    private func text(_ range: Range<Int>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: source[range])
        return String(text)
    }

    private mutating func skipBlanksAndComments() throws(JSONataError) {
        while let scalar = peek() {
            if Self.blanks.contains(scalar) {
                offset += 1
            } else if scalar == "/", peek(1) == "*" {
                let start = offset
                offset += 2
                while peek() != "*" || peek(1) != "/" {
                    guard peek() != nil else { throw failure("S0106", "a comment is not closed with */", at: start) }
                    offset += 1
                }
                offset += 2
            } else {
                return
            }
        }
    }

    private mutating func word() -> Token {
        let start = offset
        while let scalar = peek(), !Self.marks.contains(scalar), !Self.blanks.contains(scalar) { offset += 1 }
        let word = text(start..<offset)
        let kind: Token.Kind =
            switch word {
            case "and", "or", "in": .symbol(word)
            case "true": .bool(true)
            case "false": .bool(false)
            case "null": .null
            default: word.hasPrefix("$") ? .variable(String(word.dropFirst())) : .name(word)
            }
        return Token(kind: kind, offset: start)
    }

    /// Reads a number, or nothing when none starts here.
    private mutating func number() throws(JSONataError) -> Double? {
        func digits(from first: Int) -> Int {
            var index = first
            while index < source.count, ("0"..."9").contains(source[index]) { index += 1 }
            return index
        }
        var end = source[offset] == "0" ? offset + 1 : digits(from: offset)
        guard end > offset else { return nil }
        if end < source.count, source[end] == ".", digits(from: end + 1) > end + 1 { end = digits(from: end + 1) }
        if end < source.count, source[end] == "e" || source[end] == "E" {
            var exponent = end + 1
            if exponent < source.count, source[exponent] == "+" || source[exponent] == "-" { exponent += 1 }
            if digits(from: exponent) > exponent { end = digits(from: exponent) }
        }
        let text = text(offset..<end)
        guard let value = Double(text), value.isFinite else {
            throw failure("S0102", "the number \(text) is out of range", at: offset, token: text)
        }
        offset = end
        return value
    }

    private mutating func string(closedBy quote: Unicode.Scalar) throws(JSONataError) -> String {
        let start = offset - 1
        var content = String.UnicodeScalarView()
        while let scalar = peek() {
            offset += 1
            if scalar == quote { return String(content) }
            content.append(scalar == "\\" ? try escape() : scalar)
        }
        throw failure("S0101", "a string is not closed with \(quote)", at: start)
    }

    /// Reads what follows a backslash in a string.
    private mutating func escape() throws(JSONataError) -> Unicode.Scalar {
        guard let kind = peek() else { throw failure("S0101", "a string ends in a backslash", at: offset) }
        offset += 1
        switch kind {
        case "\"", "\\", "/": return kind
        case "b": return "\u{08}"
        case "f": return "\u{0C}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "u":
            let unit = try hexUnit()
            guard (0xD800..<0xDC00).contains(unit), peek() == "\\", peek(1) == "u" else {
                return Unicode.Scalar(unit) ?? "\u{FFFD}"
            }
            let back = offset
            offset += 2
            let low = try hexUnit()
            guard (0xDC00..<0xE000).contains(low) else {
                offset = back
                return "\u{FFFD}"
            }
            return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
        default:
            throw failure("S0103", "\\\(kind) is no escape sequence", at: offset - 1, token: String(kind))
        }
    }

    private mutating func hexUnit() throws(JSONataError) -> UInt32 {
        let digits = text(offset..<min(offset + 4, source.count))
        guard digits.unicodeScalars.count == 4, digits.allSatisfy(\.isHexDigit), let unit = UInt32(digits, radix: 16)
        else { throw failure("S0104", "\\u is not followed by four hexadecimal digits", at: offset) }
        offset += 4
        return unit
    }

    /// Reads a regular expression behind its opening slash; slashes inside brackets belong to it.
    private mutating func regex() throws(JSONataError) -> Token.Kind {
        let start = offset
        var depth = 0
        while let scalar = peek() {
            var backslashes = 0
            while source[offset - 1 - backslashes] == "\\", offset - 1 - backslashes >= start { backslashes += 1 }
            let isEscaped = backslashes % 2 == 1
            if scalar == "/", depth == 0, !isEscaped {
                let pattern = text(start..<offset)
                guard !pattern.isEmpty else { throw failure("S0301", "a regular expression is empty", at: start) }
                offset += 1
                let flags = offset
                while peek() == "i" || peek() == "m" { offset += 1 }
                return .regex(pattern: pattern, flags: text(flags..<offset))
            }
            if !isEscaped, "([{".unicodeScalars.contains(scalar) { depth += 1 }
            if !isEscaped, ")]}".unicodeScalars.contains(scalar) { depth -= 1 }
            offset += 1
        }
        throw failure("S0302", "a regular expression is not closed with a slash", at: start)
    }
}

extension PatternParser {
    /// Reads what follows a backslash outside of a class.
    mutating func escape(at start: Int) throws(PatternError) -> PatternNode {
        guard let scalar = peek else { throw syntaxError("a backslash ends the expression", at: start) }
        switch scalar {
        case "b", "B":
            index += 1
            return .assertion(.wordBoundary(isNegated: scalar == "B"))
        case "k":
            index += 1
            guard take("<") else { throw syntaxError("expected the name of a group in angle brackets behind \\k") }
            let name = try groupName()
            guard let number = groups.names[name] else { throw syntaxError("no group has this name", at: start) }
            return .backReference(number)
        case "1"..."9":
            return .backReference(try groupNumber(at: start))
        default:
            if let (ranges, tests) = try classEscape(at: start) {
                let ignoresCase = flags.contains(.ignoreCase)
                return .set(ScalarSet(ranges, tests: tests, ignoresCase: ignoresCase))
            }
            return literal(try characterEscape(at: start))
        }
    }

    private mutating func groupNumber(at start: Int) throws(PatternError) -> Int {
        var number = 0
        while let digit = peek, digit.isASCII, let value = Int(String(digit)) {
            index += 1
            number = min(number * 10 + value, PatternLimits.maxGroups + 1)
        }
        guard number <= groups.count else { throw syntaxError("there is no group of this number", at: start) }
        return number
    }

    /// Reads `d`, `D`, `w`, `W`, `s`, `S`, `p{…}` or `P{…}`; nil, with nothing taken, for another escape.
    mutating func classEscape(at start: Int) throws(PatternError) -> (ScalarRanges, [ScalarSet.Test])? {
        let word = flags.contains(.ignoreCase) ? ScalarRanges.wordIgnoringCase : .word
        let ranges: ScalarRanges
        switch peek {
        case "d": ranges = .digits
        case "D": ranges = ScalarRanges.digits.complement
        case "w": ranges = word
        case "W": ranges = word.complement
        case "s": ranges = .blanks
        case "S": ranges = ScalarRanges.blanks.complement
        case "p", "P":
            let isNegated = next() == "P"
            let property = try property(at: start)
            return (ScalarRanges([]), [ScalarSet.Test(property: property, isNegated: isNegated)])
        default: return nil
        }
        index += 1
        return (ranges, [])
    }

    private mutating func property(at start: Int) throws(PatternError) -> UnicodeProperty {
        guard take("{") else { throw syntaxError("expected a property in braces", at: start) }
        var words: [String] = [""]
        while !take("}") {
            guard let scalar = next() else { throw syntaxError("expected a property in braces", at: start) }
            if scalar == "=", words.count == 1 {
                words.append("")
            } else if scalar == "_" || scalar.isASCII && (scalar.properties.isAlphabetic || "0"..."9" ~= scalar) {
                words[words.count - 1].unicodeScalars.append(scalar)
            } else {
                throw syntaxError("expected a property in braces", at: start)
            }
        }
        guard let property = UnicodeProperty(name: words[0], value: words.count > 1 ? words[1] : nil) else {
            throw syntaxError("the property is unknown or has no table here", at: start)
        }
        return property
    }

    /// Reads an escape that means one character.
    mutating func characterEscape(at start: Int) throws(PatternError) -> UInt32 {
        guard let scalar = next() else { throw syntaxError("a backslash ends the expression", at: start) }
        switch scalar {
        case "t": return 0x09
        case "n": return 0x0A
        case "v": return 0x0B
        case "f": return 0x0C
        case "r": return 0x0D
        case "0":
            if let digit = peek, "0"..."9" ~= digit { throw syntaxError("octal escapes are not supported", at: start) }
            return 0
        case "c":
            guard let letter = next(), letter.isASCII, letter.properties.isAlphabetic else {
                throw syntaxError("expected a letter behind \\c", at: start)
            }
            return letter.value & 31
        case "x":
            guard let value = hexadecimal(digits: 2) else {
                throw syntaxError("expected two hexadecimal digits behind \\x", at: start)
            }
            return value
        case "u":
            return try unicodeEscape(at: start)
        default:
            guard !scalar.isASCII || !scalar.properties.isAlphabetic && !("0"..."9" ~= scalar) else {
                throw syntaxError("the escape \\\(scalar) is unknown", at: start)
            }
            return scalar.value
        }
    }

    /// Reads `{…}` or four digits, and a second half of a surrogate pair when there is one.
    private mutating func unicodeEscape(at start: Int) throws(PatternError) -> UInt32 {
        if take("{") {
            var value: UInt32?
            while let digit = peek?.hexadecimalValue {
                index += 1
                value = min((value ?? 0) << 4 | digit, 0x11_0000)
            }
            guard let value, value <= 0x10FFFF, take("}") else {
                throw syntaxError("expected a code point up to 10FFFF in braces behind \\u", at: start)
            }
            return value
        }
        guard let first = hexadecimal(digits: 4) else {
            throw syntaxError("expected four hexadecimal digits, or a code point in braces, behind \\u", at: start)
        }
        let place = index
        if 0xD800...0xDBFF ~= first, take("\\", "u"), let second = hexadecimal(digits: 4), 0xDC00...0xDFFF ~= second {
            return 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
        }
        index = place
        return first
    }

    private mutating func hexadecimal(digits: Int) -> UInt32? {
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard let digit = next()?.hexadecimalValue else { return nil }
            value = value << 4 | digit
        }
        return value
    }
}

extension Unicode.Scalar {
    /// What the character is worth as a hexadecimal digit, or nil when it is none.
    fileprivate var hexadecimalValue: UInt32? {
        switch self {
        case "0"..."9": value - 0x30
        case "a"..."f": value - 0x61 + 10
        case "A"..."F": value - 0x41 + 10
        default: nil
        }
    }
}

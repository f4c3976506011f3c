/// Numbers as JavaScript writes and reads them, which is what the language's strings hold.
struct ScriptNumber {
    /// The shortest text that reads back as `value`: plain from 10⁻⁶ to below 10²¹, with an exponent beyond.
    ///
    /// Minus zero is `0`; what is no number is `NaN`, `Infinity` or `-Infinity`.
    static func text(_ value: Double) -> String {
        if let integer = Int64(exactly: value), integer.magnitude < 1 << 53 { return String(integer) }
        guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity" }
        let number = DecimalDigits(shortest: value)
        let sign = value < 0 ? "-" : ""
        switch number.point {
        case -5...0: return sign + "0." + text(number.fraction)
        case 1...21:
            let fraction = number.fraction
            return sign + text(number.whole) + (fraction.isEmpty ? "" : "." + text(fraction))
        default:
            let exponent = number.point - 1
            let tail = number.digits.dropFirst()
            return sign + text(number.digits.prefix(1)) + (tail.isEmpty ? "" : "." + text(tail))
                + (exponent < 0 ? "e" : "e+") + String(exponent)
        }
    }

    private static func text(_ digits: some Sequence<UInt8>) -> String {
        String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
    }

    /// The double nearest to `value` written with 15 significant digits; rounded exactly, a half away from zero.
    static func roundedTo15Digits(_ value: Double) -> Double {
        guard value.isFinite else { return value }
        let shortest = DecimalDigits(shortest: value)
        guard shortest.digits.count > 15 else { return value }
        // The shortest digits lie on the same side of the middle as the number does, unless they are the middle.
        let isMiddle = shortest.digits.count == 16 && shortest.digits[15] == 5
        let digits = isMiddle ? DecimalDigits(exact: value) : shortest
        let magnitude = digits.rounded(toSignificant: 15).value
        return value < 0 ? -magnitude : magnitude
    }

    /// The number that a string is cast to; nil where `text` is none, or too big for a double.
    ///
    /// Decimal digits with sign, fraction and exponent as in JSON, save that leading zeros are fine; or an unsigned
    /// whole number after `0x`, `0o` or `0b` in either case.
    static func parse(_ text: String) -> Double? {
        let bytes = Array(text.utf8)
        if bytes.count > 2, bytes[0] == UInt8(ascii: "0"), let width = bitsPerDigit(after: bytes[1]) {
            return parse(bytes[2...], bitsPerDigit: width)
        }
        guard isDecimal(bytes[...]), let value = Double(text), value.isFinite else { return nil }
        return value
    }

    private static func bitsPerDigit(after letter: UInt8) -> Int? {
        switch letter | 0x20 {
        case UInt8(ascii: "x"): 4
        case UInt8(ascii: "o"): 3
        case UInt8(ascii: "b"): 1
        default: nil
        }
    }

    private static func parse(_ bytes: ArraySlice<UInt8>, bitsPerDigit width: Int) -> Double? {
        // The first 60 bits or more are kept whole; of the rest only counts how many they are and whether any is set,
        // which is all that rounding to 53 asks.
        var leading: UInt64 = 0
        var dropped = 0
        for byte in bytes {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, digit < 1 << width else { return nil }
            if leading < 1 << 60 {
                leading = leading << UInt64(width) | UInt64(digit)
            } else {
                dropped += width
                if digit != 0 { leading |= 1 }
            }
        }
        let value = Double(sign: .plus, exponent: dropped, significand: Double(leading))
        return value.isFinite ? value : nil
    }

    private static func isDecimal(_ bytes: ArraySlice<UInt8>) -> Bool {
        var rest = bytes
        if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
        guard dropDigits(&rest) else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            guard dropDigits(&rest) else { return false }
        }
        guard let mark = rest.popFirst() else { return true }
        guard mark | 0x20 == UInt8(ascii: "e") else { return false }
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        return dropDigits(&rest) && rest.isEmpty
    }

    private static func dropDigits(_ rest: inout ArraySlice<UInt8>) -> Bool {
        let following = rest.drop { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        defer { rest = following }
        return following.startIndex > rest.startIndex
    }
}

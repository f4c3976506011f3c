/// Whole numbers in Roman numerals.
struct RomanNumeral {
    /// From here on a numeral would be thousands of letters long.
    static let limit = 10_000_000.0

    private static let numerals: [(value: Int, text: String)] = [
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
        (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    ]

    /// Small letters; empty for 0, nil from `limit` on and below 0.
    static func text(_ value: Double) -> String? {
        guard value >= 0, value < limit else { return nil }
        var rest = Int(value)
        var text = ""
        for numeral in numerals {
            while rest >= numeral.value {
                text += numeral.text
                rest -= numeral.value
            }
        }
        return text
    }

    /// The number that `text`, in either case, stands for; 0 when empty, nil with any other letter.
    ///
    /// Each letter counts against the number when a greater one has been met to its right.
    static func value(of text: String) -> Double? {
        var value = 0.0
        var greatest = 1.0
        for byte in text.utf8.reversed() {
            guard let letter = letterValue(byte | 0x20) else { return nil }
            if letter < greatest {
                value -= letter
            } else {
                greatest = letter
                value += letter
            }
        }
        return value
    }

    static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && letterValue(UInt8(scalar.value) | 0x20) != nil
    }

    private static func letterValue(_ byte: UInt8) -> Double? {
        switch byte {
        case UInt8(ascii: "m"): 1000
        case UInt8(ascii: "d"): 500
        case UInt8(ascii: "c"): 100
        case UInt8(ascii: "l"): 50
        case UInt8(ascii: "x"): 10
        case UInt8(ascii: "v"): 5
        case UInt8(ascii: "i"): 1
        default: nil
        }
    }
}

/// The escapes of JSON strings, and the byte sequences of UTF-8.
enum JSONString {
    /// The text of a string's content, between the quotation marks, that has already been found valid.
    ///
    /// Halves of surrogate pairs that stand alone become U+FFFD.
    static func unescaped(_ bytes: [UInt8], _ content: Range<Int>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(content.count)
        var index = content.lowerBound
        while index < content.upperBound {
            guard bytes[index] == UInt8(ascii: "\\"), index + 1 < content.upperBound else {
                text.append(bytes[index])
                index += 1
                continue
            }
            if let byte = shortEscape(bytes[index + 1]) {
                text.append(byte)
                index += 2
                continue
            }
            let unit = codeUnit(bytes, at: index, end: content.upperBound)
            index += 6
            if unit & 0xfc00 == 0xd800 {
                let low = codeUnit(bytes, at: index, end: content.upperBound)
                if low & 0xfc00 == 0xdc00 {
                    index += 6
                    append(0x10000 + ((unit & 0x3ff) << 10) + (low & 0x3ff), to: &text)
                    continue
                }
            }
            append(unit, to: &text)
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The byte that a backslash and `letter` stand for, or nil when there is no such escape; `u` has no single byte.
    static func shortEscape(_ letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0c
        case UInt8(ascii: "n"): 0x0a
        case UInt8(ascii: "r"): 0x0d
        case UInt8(ascii: "t"): 0x09
        default: nil
        }
    }

    /// The value of a hexadecimal digit in either case, or nil.
    static func hexDigit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A")) + 10
        default: nil
        }
    }

    /// The length of the UTF-8 sequence at `index`, or nil when it is cut off, overlong, a surrogate or above U+10FFFF.
    static func sequenceLength(_ bytes: [UInt8], at index: Int, end: Int) -> Int? {
        let first = bytes[index]
        let length =
            switch first {
            case 0..<0x80: 1
            case 0xc0..<0xe0: 2
            case 0xe0..<0xf0: 3
            case 0xf0..<0xf8: 4
            default: 0
            }
        guard length > 1 else { return length == 1 ? 1 : nil }
        guard index + length <= end else { return nil }
        var scalar = UInt32(first) & (0x7f >> UInt32(length))
        for byte in bytes[index + 1..<index + length] {
            guard byte & 0xc0 == 0x80 else { return nil }
            scalar = scalar << 6 | UInt32(byte & 0x3f)
        }
        let least: [UInt32] = [0, 0, 0x80, 0x800, 0x10000]
        guard scalar >= least[length], UnicodeScalar(scalar) != nil else { return nil }
        return length
    }

    /// The four digits of the `\u` escape at `index`, or 0 when there is none.
    private static func codeUnit(_ bytes: [UInt8], at index: Int, end: Int) -> UInt32 {
        guard index + 6 <= end, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u") else {
            return 0
        }
        return bytes[index + 2..<index + 6].reduce(0) { $0 << 4 | (hexDigit($1) ?? 0) }
    }

    private static func append(_ scalar: UInt32, to text: inout [UInt8]) {
        text.append(contentsOf: Character(UnicodeScalar(scalar) ?? "\u{FFFD}").utf8)
    }
}

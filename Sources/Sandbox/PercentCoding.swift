/// Percent-encoding of addresses and forms.
enum PercentCoding {
    /// Decodes `%XX`; anything else, broken escapes included, stays.
    static func decode(_ text: Substring, plusIsBlank: Bool = false) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) || plusIsBlank else { return String(text) }
        let source = Array(text.utf8)
        var decoded: [UInt8] = []
        decoded.reserveCapacity(source.count)
        var index = 0
        while index < source.count {
            if source[index] == UInt8(ascii: "%"), index + 2 < source.count,
                let high = digit(source[index + 1]), let low = digit(source[index + 2])
            {
                decoded.append(high << 4 | low)
                index += 3
                continue
            }
            let isBlank = plusIsBlank && source[index] == UInt8(ascii: "+")
            decoded.append(isBlank ? UInt8(ascii: " ") : source[index])
            index += 1
        }
        return String(decoding: decoded, as: UTF8.self)
    }

    /// The fields of a query or of a form-encoded body, in order.
    static func form(_ text: Substring) -> [(name: String, value: String)] {
        text.split(separator: "&").map { field in
            let halves = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = halves.count > 1 ? decode(halves[1], plusIsBlank: true) : ""
            return (decode(halves[0], plusIsBlank: true), value)
        }
    }

    /// Encodes all but letters, digits and `-._~`.
    static func encode(_ text: String) -> String {
        var encoded: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                encoded.append(byte)
            default:
                encoded += [UInt8(ascii: "%"), hexDigits[Int(byte >> 4)], hexDigits[Int(byte & 15)]]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    private static let hexDigits = Array("0123456789ABCDEF".utf8)

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

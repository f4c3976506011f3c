/// A decimal number read leniently from text: blanks around it, a plus sign and leading zeros are fine.
///
/// Works on the digits, so that no number is too big or too precise.
struct DecimalText {
    private let isNegative: Bool
    private let whole: Substring.UTF8View
    private let fraction: Substring.UTF8View
    /// What follows the `e`, with its sign.
    private let exponent: Substring.UTF8View

    /// Makes nil unless all of `text` is a number.
    init?(_ text: String) {
        var rest = text[...].utf8
        while let byte = rest.first, Self.isBlank(byte) { rest.removeFirst() }
        while let byte = rest.last, Self.isBlank(byte) { rest.removeLast() }
        isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        whole = rest.prefix(while: Self.isDigit)
        rest = rest[whole.endIndex...]
        if rest.first == UInt8(ascii: ".") {
            fraction = rest.dropFirst().prefix(while: Self.isDigit)
            rest = rest[fraction.endIndex...]
        } else {
            fraction = rest.prefix(0)
        }
        guard !whole.isEmpty || !fraction.isEmpty else { return nil }
        guard let mark = rest.first else {
            exponent = rest
            return
        }
        guard mark | 0x20 == UInt8(ascii: "e") else { return nil }
        exponent = rest.dropFirst()
        let isSigned = exponent.first == UInt8(ascii: "-") || exponent.first == UInt8(ascii: "+")
        let digits = exponent.dropFirst(isSigned ? 1 : 0)
        guard !digits.isEmpty, digits.allSatisfy(Self.isDigit) else { return nil }
    }

    /// The number as JSON writes it; fraction and exponent keep their digits.
    var text: String {
        var bytes: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
        let significant = whole.drop { $0 == UInt8(ascii: "0") }
        bytes += significant.isEmpty ? [UInt8(ascii: "0")] : Array(significant)
        if !fraction.isEmpty { bytes += [UInt8(ascii: ".")] + fraction }
        if !exponent.isEmpty { bytes += [UInt8(ascii: "e")] + exponent }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The integer towards zero, written without exponent; nil when the exponent asks for more than 400 digits.
    var truncated: String? {
        let digits = Array(whole) + Array(fraction)
        let point = whole.count + exponentValue
        guard point <= max(400, whole.count) else { return nil }
        var bytes = Array(digits.prefix(max(point, 0)).drop { $0 == UInt8(ascii: "0") })
        guard !bytes.isEmpty else { return "0" }
        if point > digits.count { bytes += repeatElement(UInt8(ascii: "0"), count: point - digits.count) }
        if isNegative { bytes.insert(UInt8(ascii: "-"), at: 0) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The exponent, held within ±2^40 so that it can be added to any count of digits.
    private var exponentValue: Int {
        var value = 0
        for byte in exponent where Self.isDigit(byte) {
            value = min(value * 10 + Int(byte - UInt8(ascii: "0")), 1 << 40)
        }
        return exponent.first == UInt8(ascii: "-") ? -value : value
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || (9...13).contains(byte) }
}

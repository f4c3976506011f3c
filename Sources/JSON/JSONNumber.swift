/// A JSON number of any size and precision, kept as it was written.
///
/// Two numbers are equal when their texts are: `1`, `1.0` and `1e0` differ.
public struct JSONNumber: Sendable, Hashable {
    /// The number as RFC 8259 writes it, such as `-0.0`, `1E5` or an integer of 30 digits.
    public let text: String

    /// Takes `text` as it is, or makes nil unless it is a valid JSON number without anything around it.
    public init?(text: String) {
        let bytes = Array(text.utf8)
        let scan = Self.scan(bytes, from: 0, to: bytes.count)
        guard scan.isComplete, scan.end == bytes.count else { return nil }
        self.text = text
    }

    /// Writes an integer.
    public init(_ value: Int) { text = String(value) }

    /// Writes an integer of 64 bits.
    public init(_ value: Int64) { text = String(value) }

    /// Writes the shortest text that reads back as `value` (`3` for 3.0), or makes nil for NaN and infinity.
    public init?(_ value: Double) {
        guard value.isFinite else { return nil }
        let description = value.description
        text = description.hasSuffix(".0") ? String(description.dropLast(2)) : description
    }

    /// Takes text that a scan has already found to be a number.
    init(scanned text: String) { self.text = text }

    /// The nearest `Double`; infinite beyond its range, zero below it.
    public var doubleValue: Double { Double(text) ?? .nan }
}

extension JSONNumber: CustomStringConvertible {
    /// The number's text.
    public var description: String { text }
}

extension JSONNumber {
    /// The integer that the number is exactly, or nil when it has a fraction or does not fit.
    ///
    /// `3`, `3.0`, `30e-1` are 3 and `1e2` is 100; nothing is rounded.
    public var intValue: Int? {
        if let plain = Int(text) { return plain }
        var digits: [UInt8] = []  // the significant digits; their value is digits × 10^exponent
        var exponent = 0
        var isNegative = false
        var seenPoint = false
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "-"):
                isNegative = true
            case UInt8(ascii: "."):
                seenPoint = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                exponent += Self.exponent(rest)
                rest = rest[rest.endIndex...]
            default:
                if !digits.isEmpty || byte != UInt8(ascii: "0") { digits.append(byte - UInt8(ascii: "0")) }
                if seenPoint { exponent -= 1 }
            }
        }
        while digits.last == 0 {
            digits.removeLast()
            exponent += 1
        }
        guard !digits.isEmpty else { return 0 }
        guard exponent >= 0, exponent + digits.count <= 19 else { return nil }
        digits += repeatElement(0, count: exponent)
        var value = 0
        for digit in digits {  // downwards, since the least Int has no positive counterpart
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, underflow) = product.subtractingReportingOverflow(Int(digit))
            guard !overflow, !underflow else { return nil }
            value = sum
        }
        if isNegative { return value }
        return value == Int.min ? nil : -value
    }

    /// The exponent's digits as a number, held within ±2^40 so that it can be added to any digit count.
    private static func exponent(_ text: Substring.UTF8View) -> Int {
        let limit = 1 << 40
        var value = 0
        for byte in text where byte >= UInt8(ascii: "0") {
            value = min(value * 10 + Int(byte - UInt8(ascii: "0")), limit)
        }
        return text.first == UInt8(ascii: "-") ? -value : value
    }

    /// Finds where the number that starts at `start` ends.
    ///
    /// When it is not complete, `end` is where a digit was expected. `end` is never above `limit`, which must not be
    /// above the count of `bytes`.
    static func scan(_ bytes: [UInt8], from start: Int, to limit: Int) -> (end: Int, isComplete: Bool) {
        func digits(from first: Int) -> Int {
            var index = first
            while index < limit, bytes[index] &- UInt8(ascii: "0") < 10 { index += 1 }
            return index
        }
        var index = start
        if index < limit, bytes[index] == UInt8(ascii: "-") { index += 1 }
        if index < limit, bytes[index] == UInt8(ascii: "0") {
            index += 1
        } else {
            let end = digits(from: index)
            guard end > index else { return (index, false) }
            index = end
        }
        if index < limit, bytes[index] == UInt8(ascii: ".") {
            let end = digits(from: index + 1)
            guard end > index + 1 else { return (index + 1, false) }
            index = end
        }
        if index < limit, bytes[index] | 0x20 == UInt8(ascii: "e") {
            index += 1
            if index < limit, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") { index += 1 }
            let end = digits(from: index)
            guard end > index else { return (index, false) }
            index = end
        }
        return (index, true)
    }
}

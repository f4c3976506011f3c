import JSON

/// A JSON number taken apart into digits, so that numbers of any size and precision compare exactly.
///
/// Exponents are held within ±2^40; numbers beyond that are equal in magnitude.
struct ExactNumber: Sendable {
    private let isNegative: Bool
    /// The significant digits without zeros at either end; none for zero.
    private let digits: [UInt8]
    /// The value is digits × 10^exponent.
    private let exponent: Int

    init(_ number: JSONNumber) {
        var digits: [UInt8] = []
        var exponent = 0
        var seenPoint = false
        var rest = number.text.utf8[...]
        let isNegative = rest.first == UInt8(ascii: "-")
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "."):
                seenPoint = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                exponent += Self.exponent(rest)
                rest = rest.suffix(0)
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if !digits.isEmpty || byte != UInt8(ascii: "0") { digits.append(byte - UInt8(ascii: "0")) }
                if seenPoint { exponent -= 1 }
            default:
                break
            }
        }
        while digits.last == 0 {
            digits.removeLast()
            exponent += 1
        }
        self.digits = digits
        self.exponent = digits.isEmpty ? 0 : exponent
        self.isNegative = isNegative && !digits.isEmpty
    }

    /// Whether there is no fraction; true for `3.0`.
    var isInteger: Bool { exponent >= 0 }

    /// How many significant digits there are.
    var digitCount: Int { digits.count }

    /// Whether the number is above zero.
    var isPositive: Bool { !isNegative && !digits.isEmpty }

    /// One text for all ways to write the number.
    var canonicalText: String {
        let mantissa = String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
        return "\(isNegative ? "-" : "")\(mantissa)e\(exponent)"
    }

    /// Whether `isMultiple(of:)` can divide by this number: it is above zero and has at most 100 significant digits.
    var isDivisor: Bool { isPositive && digits.count <= 100 }

    /// Whether the number is `divisor` times an integer; `divisor.isDivisor` must be true.
    func isMultiple(of divisor: ExactNumber) -> Bool {
        guard !digits.isEmpty else { return true }
        // Neither side's digits end in zero, so a smaller exponent is never made up for.
        guard exponent >= divisor.exponent else { return false }
        guard divisor.digits.count <= 18 else { return isMultiple(ofLong: divisor) }
        let modulus = divisor.digits.reduce(UInt64(0)) { $0 * 10 + UInt64($1) }
        let rest = digits.reduce(UInt64(0)) { ($0 * 10 + UInt64($1)) % modulus }  // below 10^19, so it fits
        return Self.product(rest, Self.powerOfTen(exponent - divisor.exponent, modulo: modulus), modulo: modulus) == 0
    }

    /// Divides digit by digit, as on paper.
    private func isMultiple(ofLong divisor: ExactNumber) -> Bool {
        // A divisor of n digits has fewer than 4n factors of two or five; more zeros change nothing.
        let zeros = min(exponent - divisor.exponent, 4 * divisor.digits.count)
        var rest: [UInt8] = []  // the most significant digit first, without zeros before it
        for digit in digits + repeatElement(0, count: zeros) {
            if digit != 0 || !rest.isEmpty { rest.append(digit) }
            while let less = Self.difference(rest, divisor.digits) { rest = less }
        }
        return rest.isEmpty
    }

    /// The digits of `left` - `right` without zeros before them; nil when it is below zero.
    private static func difference(_ left: [UInt8], _ right: [UInt8]) -> [UInt8]? {
        guard left.count >= right.count else { return nil }
        guard left.count > right.count || !left.lexicographicallyPrecedes(right) else { return nil }
        var result = left
        var borrowed: UInt8 = 0
        for place in 1...left.count {
            let taken = (place <= right.count ? right[right.count - place] : 0) + borrowed
            let digit = left[left.count - place]
            borrowed = digit < taken ? 1 : 0
            result[left.count - place] = digit + 10 * borrowed - taken
        }
        return Array(result.drop { $0 == 0 })
    }

    private static func powerOfTen(_ exponent: Int, modulo modulus: UInt64) -> UInt64 {
        var result = 1 % modulus
        var square = 10 % modulus
        var rest = exponent
        while rest > 0 {
            if rest & 1 == 1 { result = product(result, square, modulo: modulus) }
            square = product(square, square, modulo: modulus)
            rest >>= 1
        }
        return result
    }

    private static func product(_ left: UInt64, _ right: UInt64, modulo modulus: UInt64) -> UInt64 {
        modulus.dividingFullWidth(left.multipliedFullWidth(by: right)).remainder
    }

    private static func exponent(_ text: Substring.UTF8View) -> Int {
        var value = 0
        for byte in text where byte >= UInt8(ascii: "0") {
            value = min(value * 10 + Int(byte - UInt8(ascii: "0")), 1 << 40)
        }
        return text.first == UInt8(ascii: "-") ? -value : value
    }
}

extension ExactNumber: Comparable {
    static func == (lhs: ExactNumber, rhs: ExactNumber) -> Bool {
        lhs.isNegative == rhs.isNegative && lhs.exponent == rhs.exponent && lhs.digits == rhs.digits
    }

    static func < (lhs: ExactNumber, rhs: ExactNumber) -> Bool {
        switch (lhs.isNegative, rhs.isNegative) {
        case (true, false): true
        case (false, true): false
        case (false, false): lhs.isCloserToZero(than: rhs)
        case (true, true): rhs.isCloserToZero(than: lhs)
        }
    }

    private func isCloserToZero(than other: ExactNumber) -> Bool {
        guard !digits.isEmpty, !other.digits.isEmpty else { return digits.isEmpty && !other.digits.isEmpty }
        let (point, otherPoint) = (digits.count + exponent, other.digits.count + other.exponent)
        return point == otherPoint ? digits.lexicographicallyPrecedes(other.digits) : point < otherPoint
    }
}

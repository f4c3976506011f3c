/// A whole number of any length, as far as writing a double exactly asks for one.
struct LongInteger {
    /// Limbs to the base 10⁹, least significant first.
    private var limbs: [UInt32] = []

    private static let base: UInt64 = 1_000_000_000

    init(_ value: UInt64) {
        var rest = value
        while rest > 0 {
            limbs.append(UInt32(rest % Self.base))
            rest /= Self.base
        }
    }

    /// The magnitude of `value`, without its fraction.
    init(wholePartOf value: Double) {
        let magnitude = value.magnitude.rounded(.down)
        if let small = UInt64(exactly: magnitude) {
            self.init(small)
        } else {
            self.init(value.significandBitPattern | 1 << 52)
            multiply(by: 2, times: Int(value.exponentBitPattern) - 1075)
        }
    }

    var isZero: Bool { limbs.isEmpty }

    /// Divides by `divisor`, which is under 2³², and gives the remainder.
    mutating func divide(by divisor: UInt64) -> UInt64 {
        var remainder: UInt64 = 0
        for index in limbs.indices.reversed() {
            let dividend = remainder * Self.base + UInt64(limbs[index])
            limbs[index] = UInt32(dividend / divisor)
            remainder = dividend % divisor
        }
        while limbs.last == 0 { limbs.removeLast() }
        return remainder
    }

    /// Multiplies by `factor`, which is under 10, `times` times over.
    mutating func multiply(by factor: UInt64, times: Int) {
        var rest = times
        while rest > 0 {
            // 9^9 < 2^32: nine steps at once keep the product in 64 bits.
            let steps = min(rest, 9)
            var product: UInt64 = 1
            for _ in 0..<steps { product *= factor }
            multiply(by: product)
            rest -= steps
        }
    }

    private mutating func multiply(by factor: UInt64) {
        var carry: UInt64 = 0
        for index in limbs.indices {
            let product = UInt64(limbs[index]) * factor + carry
            limbs[index] = UInt32(product % Self.base)
            carry = product / Self.base
        }
        if carry > 0 { limbs.append(UInt32(carry)) }
    }

    /// The digits, most significant first, each 0 to 9; leading zeros may stand before them.
    var decimalDigits: [UInt8] {
        var digits: [UInt8] = []
        for limb in limbs {
            var rest = limb
            for _ in 0..<9 {
                digits.append(UInt8(rest % 10))
                rest /= 10
            }
        }
        return digits.reversed()
    }
}

/// The decimal digits of a number's magnitude: 0.d₁d₂d₃… × 10^`point`.
struct DecimalDigits: Equatable {
    /// Values 0 to 9, without a zero at either end; none for zero (and for what is no finite number).
    private(set) var digits: [UInt8]
    /// How many digits stand before the decimal point; negative where zeros follow it.
    private(set) var point: Int

    /// The fewest digits that tell `value` from its neighbours, as JavaScript prints them; at most 17.
    init(shortest value: Double) {
        var digits: [UInt8] = []
        var point: Int?
        var exponent = 0
        if value.isFinite {
            var text = value.magnitude.description.utf8[...]
            while let byte = text.popFirst() {
                switch byte {
                case UInt8(ascii: "."): point = digits.count
                case UInt8(ascii: "e"):
                    exponent = Int(String(decoding: text, as: UTF8.self)) ?? 0
                    text = text[text.endIndex...]
                default: digits.append(byte &- UInt8(ascii: "0"))
                }
            }
        }
        self.init(digits: digits, point: (point ?? digits.count) + exponent)
    }

    /// Every digit of `value`: a double is a whole number of halves, quarters … and so has an end; at most 767 digits.
    init(exact value: Double) {
        guard value.isFinite, value != 0 else {
            self.init(digits: [], point: 0)
            return
        }
        // value = integer × 2^power; below the point, × 2^-n is × 5^n × 10^-n.
        let isSubnormal = value.exponentBitPattern == 0
        var integer = value.significandBitPattern | (isSubnormal ? 0 : 1 << 52)
        var power = max(Int(value.exponentBitPattern), 1) - 1075
        while power < 0, integer.isMultiple(of: 2) {
            integer /= 2
            power += 1
        }
        var whole = LongInteger(integer)
        whole.multiply(by: power < 0 ? 5 : 2, times: abs(power))
        let digits = whole.decimalDigits
        self.init(digits: digits, point: digits.count + min(power, 0))
    }

    private init(digits: [UInt8], point: Int) {
        let significant = digits.drop { $0 == 0 }
        let length = (significant.lastIndex { $0 != 0 } ?? significant.startIndex - 1) + 1 - significant.startIndex
        self.digits = Array(significant.prefix(length))
        self.point = length == 0 ? 0 : point - (digits.count - significant.count)
    }

    /// The digits before the decimal point, without leading zeros; none below 1.
    var whole: [UInt8] {
        guard point > 0 else { return [] }
        return digits.prefix(point) + Array(repeating: 0, count: max(point - digits.count, 0))
    }

    /// The digits after the decimal point, without trailing zeros.
    var fraction: [UInt8] {
        guard point < digits.count else { return [] }
        return Array(repeating: 0, count: max(-point, 0)) + digits.dropFirst(max(point, 0))
    }

    /// The digits with no more than `places` of them after the decimal point; a half goes up.
    func rounded(toPlaces places: Int) -> DecimalDigits { rounded(toSignificant: point + places) }

    /// The first `count` digits; a half goes up.
    func rounded(toSignificant count: Int) -> DecimalDigits {
        guard count < digits.count else { return self }
        guard count >= 0 else { return DecimalDigits(digits: [], point: 0) }
        var kept = [0] + digits.prefix(count)
        if digits[count] >= 5 {
            var index = kept.count - 1
            while kept[index] == 9 {
                kept[index] = 0
                index -= 1
            }
            kept[index] += 1
        }
        return DecimalDigits(digits: kept, point: point + 1)
    }

    /// The digits with the decimal point moved `places` to the right.
    func shifted(by places: Int) -> DecimalDigits {
        guard !digits.isEmpty else { return self }
        return DecimalDigits(digits: digits, point: point + places)
    }

    /// The double nearest to the digits; infinity where they are too big for one.
    var value: Double {
        guard !digits.isEmpty else { return 0 }
        let text = digits.map { $0 + UInt8(ascii: "0") }
        return Double("0." + String(decoding: text, as: UTF8.self) + "e\(point)") ?? .infinity
    }
}

/// Ten characters in a row that stand for 0 to 9, such as `0`…`9` or `٠`…`٩`.
struct DigitFamily: Equatable, Sendable {
    static let ascii = DigitFamily(zero: "0", codes: 48...57)

    let zero: Unicode.Scalar
    private let codes: ClosedRange<UInt32>

    private init(zero: Unicode.Scalar, codes: ClosedRange<UInt32>) {
        self.zero = zero
        self.codes = codes
    }

    /// Makes nil where the ten characters from `zero` on don't all exist.
    init?(zero: Unicode.Scalar) {
        let codes = zero.value...(zero.value + 9)
        guard codes.allSatisfy({ Unicode.Scalar($0) != nil }) else { return nil }
        self.init(zero: zero, codes: codes)
    }

    /// The family that Unicode says `member` is a decimal digit of; nil when it is no decimal digit.
    init?(containing member: Unicode.Scalar) {
        if DigitFamily.ascii.contains(member) {
            self = .ascii
            return
        }
        let properties = member.properties
        guard properties.numericType == .decimal, let value = properties.numericValue else { return nil }
        guard let zero = Unicode.Scalar(member.value - UInt32(value)) else { return nil }
        self.init(zero: zero)
    }

    func contains(_ scalar: Unicode.Scalar) -> Bool { codes.contains(scalar.value) }

    /// The digit that `scalar` stands for, or nil when it is none of the family.
    func digit(of scalar: Unicode.Scalar) -> UInt8? {
        contains(scalar) ? UInt8(scalar.value - zero.value) : nil
    }

    /// The character for `digit`, which is under 10.
    func scalar(for digit: UInt8) -> Unicode.Scalar { Unicode.Scalar(zero.value + UInt32(digit)) ?? zero }
}

/// A member's name, made ready to be looked up in many objects.
public struct JSONKey: Sendable {
    /// The name.
    public let text: String
    /// Its length, its first bytes and its last ones in 32 bits; different names seldom have the same.
    let fingerprint: UInt32

    /// Makes a key of any text.
    public init(_ text: String) {
        self.text = text
        fingerprint =
            text.utf8.withContiguousStorageIfAvailable { Self.fingerprint($0, 0..<$0.count) }
            ?? Self.fingerprint(Array(text.utf8), 0..<text.utf8.count)
    }

    /// Makes a key whose UTF-8 is `bytes[range]`.
    init(_ text: String, _ bytes: [UInt8], _ range: Range<Int>) {
        self.text = text
        fingerprint = Self.fingerprint(bytes, range)
    }

    @inline(__always)
    private static func fingerprint<Bytes: RandomAccessCollection>(
        _ bytes: Bytes,
        _ range: Range<Int>
    ) -> UInt32 where Bytes.Element == UInt8, Bytes.Index == Int {
        var sum = UInt64(range.count)
        var index = range.lowerBound
        while index < min(range.lowerBound + 8, range.upperBound) {
            sum = sum &* 0x100_0000_01B3 ^ UInt64(bytes[index])
            index += 1
        }
        index = max(index, range.upperBound - 8)
        while index < range.upperBound {
            sum = sum &* 0x100_0000_01B3 ^ UInt64(bytes[index])
            index += 1
        }
        return UInt32(truncatingIfNeeded: sum ^ (sum >> 32))
    }
}

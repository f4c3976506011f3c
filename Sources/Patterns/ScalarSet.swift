/// What one character of a pattern may be: a class, an escape such as `\w`, or the dot.
struct ScalarSet: Sendable {
    /// A property, or its opposite.
    struct Test: Sendable {
        let property: UnicodeProperty
        let isNegated: Bool
    }

    /// A bit for each of the first 64 characters, all rules applied.
    private let low: UInt64
    /// A bit for each of the next 64 characters.
    private let high: UInt64
    private let ranges: ScalarRanges
    private let tests: [Test]
    private let isNegated: Bool
    private let ignoresCase: Bool

    init(_ ranges: ScalarRanges, tests: [Test] = [], isNegated: Bool = false, ignoresCase: Bool = false) {
        self.ranges = ranges
        self.tests = tests
        self.isNegated = isNegated
        self.ignoresCase = ignoresCase
        var (low, high) = (UInt64(0), UInt64(0))
        for value in UInt32(0)..<64 {
            if Self.contains(value, ranges, tests, ignoresCase: ignoresCase) != isNegated { low |= 1 << value }
            if Self.contains(value + 64, ranges, tests, ignoresCase: ignoresCase) != isNegated { high |= 1 << value }
        }
        self.low = low
        self.high = high
    }

    /// Whether the character is a member.
    @inline(__always)
    func contains(_ value: UInt32) -> Bool {
        if value < 64 { return low >> value & 1 == 1 }
        if value < 128 { return high >> (value & 63) & 1 == 1 }
        return containsBeyondASCII(value)
    }

    @inline(never)
    private func containsBeyondASCII(_ value: UInt32) -> Bool {
        Self.contains(value, ranges, tests, ignoresCase: ignoresCase) != isNegated
    }

    private static func contains(
        _ value: UInt32,
        _ ranges: ScalarRanges,
        _ tests: [Test],
        ignoresCase: Bool
    ) -> Bool {
        if holds(value, ranges, tests) { return true }
        guard ignoresCase else { return false }
        return CaseFolding.variants(of: value).contains { $0 != value && holds($0, ranges, tests) }
    }

    private static func holds(_ value: UInt32, _ ranges: ScalarRanges, _ tests: [Test]) -> Bool {
        ranges.contains(value) || tests.contains { $0.property.holds(for: value) != $0.isNegated }
    }
}

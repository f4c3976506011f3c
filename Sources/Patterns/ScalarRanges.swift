/// Sets of scalar values as ranges, sorted and apart from each other.
struct ScalarRanges: Sendable {
    private(set) var ranges: [ClosedRange<UInt32>]

    /// Takes ranges in any order, which may touch or overlap.
    init(_ ranges: [ClosedRange<UInt32>]) {
        self.ranges = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = self.ranges.last, range.lowerBound <= last.upperBound + 1 {
                self.ranges[self.ranges.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                self.ranges.append(range)
            }
        }
    }

    /// Every value that is not in these ranges, surrogates included.
    var complement: ScalarRanges {
        var result: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges {
            if range.lowerBound > next { result.append(next...(range.lowerBound - 1)) }
            next = range.upperBound + 1
        }
        if next <= 0x10FFFF { result.append(next...0x10FFFF) }
        return ScalarRanges(result)
    }

    func contains(_ value: UInt32) -> Bool {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            let range = ranges[middle]
            if value < range.lowerBound {
                high = middle
            } else if value > range.upperBound {
                low = middle + 1
            } else {
                return true
            }
        }
        return false
    }

    /// `\d`.
    static let digits = ScalarRanges([0x30...0x39])
    /// `\w`.
    static let word = ScalarRanges([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
    /// `\w` when case is ignored: the long s and the Kelvin sign fold to word characters.
    static let wordIgnoringCase = ScalarRanges(word.ranges + [0x17F...0x17F, 0x212A...0x212A])
    /// What ends a line.
    static let lineBreaks = ScalarRanges([0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029])
    /// `\s`: blanks and line breaks of ECMAScript, the byte order mark among them.
    static let blanks = ScalarRanges([
        0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029, 0x202F...0x202F,
        0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
    ])
}

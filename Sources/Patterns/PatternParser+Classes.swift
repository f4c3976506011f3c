extension PatternParser {
    /// Reads a class; its opening bracket is taken.
    mutating func characterClass(openedAt start: Int) throws(PatternError) -> ScalarSet {
        let isNegated = take("^")
        var ranges: [ClosedRange<UInt32>] = []
        var tests: [ScalarSet.Test] = []
        while !take("]") {
            let place = index
            let first = try classAtom(in: start)
            let dash = index
            guard take("-"), peek != "]" else {
                index = dash
                first.add(to: &ranges, &tests)
                continue
            }
            let last = try classAtom(in: start)
            if case .scalar(let lower) = first, case .scalar(let upper) = last {
                guard lower <= upper else { throw syntaxError("the range is out of order", at: place) }
                ranges.append(lower...upper)
            } else {
                // With a class such as \w at one end, the dash is a character.
                first.add(to: &ranges, &tests)
                ranges.append(0x2D...0x2D)
                last.add(to: &ranges, &tests)
            }
        }
        let ignoresCase = flags.contains(.ignoreCase)
        return ScalarSet(ScalarRanges(ranges), tests: tests, isNegated: isNegated, ignoresCase: ignoresCase)
    }

    /// One end of a range.
    private enum ClassAtom {
        case scalar(UInt32)
        case set(ScalarRanges, [ScalarSet.Test])

        func add(to ranges: inout [ClosedRange<UInt32>], _ tests: inout [ScalarSet.Test]) {
            switch self {
            case .scalar(let value):
                ranges.append(value...value)
            case .set(let more, let moreTests):
                ranges += more.ranges
                tests += moreTests
            }
        }
    }

    private mutating func classAtom(in classStart: Int) throws(PatternError) -> ClassAtom {
        let start = index
        guard let scalar = next() else { throw syntaxError("this bracket is not closed", at: classStart) }
        guard scalar == "\\" else { return .scalar(scalar.value) }
        if let (ranges, tests) = try classEscape(at: start) { return .set(ranges, tests) }
        if take("b") { return .scalar(0x08) }
        return .scalar(try characterEscape(at: start))
    }
}

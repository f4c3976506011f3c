extension PatternParser {
    /// The quantifier that is next, or nil when there is none; a brace that is none is left to be a character.
    mutating func quantifier(captures: Range<Int>) throws(PatternError) -> PatternNode.Repetition? {
        let start = index
        let bounds: (min: Int, max: Int?)
        if take("*") {
            bounds = (0, nil)
        } else if take("+") {
            bounds = (1, nil)
        } else if take("?") {
            bounds = (0, 1)
        } else if let counts = try countsInBraces() {
            bounds = counts
        } else {
            index = start
            return nil
        }
        if let max = bounds.max, max < bounds.min {
            throw syntaxError("the bounds of the repetition are out of order", at: start)
        }
        return PatternNode.Repetition(min: bounds.min, max: bounds.max, isLazy: take("?"), captures: captures)
    }

    /// Reads `{n}`, `{n,}` or `{n,m}`; nil for anything else, some of which may be taken.
    private mutating func countsInBraces() throws(PatternError) -> (min: Int, max: Int?)? {
        guard take("{"), let min = try count() else { return nil }
        if take("}") { return (min, min) }
        guard take(",") else { return nil }
        if take("}") { return (min, nil) }
        guard let max = try count(), take("}") else { return nil }
        return (min, max)
    }

    private mutating func count() throws(PatternError) -> Int? {
        var value: Int?
        while let digit = peek, digit.isASCII, let number = Int(String(digit)) {
            index += 1
            value = min((value ?? 0) * 10 + number, PatternLimits.maxRepetitions + 1)
        }
        if let value, value > PatternLimits.maxRepetitions {
            throw PatternError(
                .tooLarge,
                message: "a repetition is of more than \(PatternLimits.maxRepetitions) times"
            )
        }
        return value
    }
}

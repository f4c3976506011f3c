/// One half of a number picture: how numbers of one sign are laid out.
struct NumberSubPicture {
    let prefix: String
    let suffix: String
    /// 100 for a percent sign, 1000 for a per-mille sign, else 1.
    let factor: Double
    let grouping: DigitGrouping
    /// The counts of digits before each separator of the fraction, ascending.
    let fractionGroups: [Int]
    let minimumWhole: Int
    let minimumFraction: Int
    let maximumFraction: Int
    /// How many digits the mantissa has before its decimal separator, where there is an exponent.
    let scalingFactor: Int
    /// Nil where the picture has no exponent.
    let minimumExponent: Int?

    /// Reads a sub-picture by sections 4.7.3 and 4.7.4 of XPath Functions and Operators 3.1.
    /// - Throws: D3081 to D3093, one code a rule; of several broken rules, the one with the highest code.
    init(_ picture: ArraySlice<Unicode.Scalar>, symbols: NumberSymbols) throws(JSONataError) {
        let parts = try NumberPictureParts(picture, symbols: symbols)
        try parts.check()
        prefix = parts.prefix
        suffix = parts.suffix
        factor = parts.percentSigns > 0 ? 100 : parts.perMilleSigns > 0 ? 1000 : 1

        var marks: [DigitGrouping.Mark] = []
        var digitsAfter = 0
        for (sign, scalar) in zip(parts.whole, parts.wholeScalars).reversed() {
            if sign == .groupingSeparator {
                marks.append(DigitGrouping.Mark(digitsAfter: digitsAfter, separator: scalar))
            } else {
                digitsAfter += 1
            }
        }
        grouping = DigitGrouping(marks.reversed())
        var groups: [Int] = []
        var digitsBefore = 0
        for sign in parts.fraction {
            if sign == .groupingSeparator { groups.append(digitsBefore) } else { digitsBefore += 1 }
        }
        fractionGroups = groups

        let wholeDigits = parts.whole.count { $0 == .digit }
        var minimumWhole = wholeDigits
        var minimumFraction = parts.fraction.count { $0 == .digit }
        var maximumFraction = digitsBefore
        if minimumWhole == 0, maximumFraction == 0 {
            if parts.exponent != nil {
                minimumFraction = 1
                maximumFraction = 1
            } else {
                minimumWhole = 1
            }
        }
        if parts.exponent != nil, minimumWhole == 0, parts.whole.contains(.optionalDigit) { minimumWhole = 1 }
        if minimumWhole == 0, minimumFraction == 0 { minimumFraction = 1 }
        self.minimumWhole = minimumWhole
        self.minimumFraction = minimumFraction
        self.maximumFraction = maximumFraction
        scalingFactor = wholeDigits
        minimumExponent = parts.exponent?.count
    }

    /// `digits`, with those of the fraction grouped.
    func groupedFraction(_ digits: [Unicode.Scalar], separator: [Unicode.Scalar]) -> String.UnicodeScalarView {
        var text = String.UnicodeScalarView()
        var groups = fractionGroups[...]
        for (index, digit) in digits.enumerated() {
            while groups.first == index {
                text.append(contentsOf: separator)
                groups.removeFirst()
            }
            text.append(digit)
        }
        return text
    }
}

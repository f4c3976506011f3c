/// The decimal digit pattern of an integer picture: `#,##0`, `001`, `٠٠`.
struct DecimalPattern: Sendable {
    /// Patterns that ask for more digits than this are refused, so that a few characters can't ask for any amount of text.
    static let widest = 1000

    let family: DigitFamily
    private(set) var mandatoryDigits: Int
    let optionalDigits: Int
    let grouping: DigitGrouping

    /// Makes nil where no character of `text` is a decimal digit.
    /// - Throws: D3131 for digits of two families.
    init?(_ text: Substring) throws(JSONataError) {
        var family: DigitFamily?
        var mandatory = 0
        var optional = 0
        var marks: [DigitGrouping.Mark] = []
        for scalar in text.unicodeScalars.reversed() {
            if let found = DigitFamily(containing: scalar) {
                guard family == nil || family == found else {
                    throw JSONataError("D3131", "the picture \"\(text.prefix(64))\" mixes digits of two families")
                }
                family = found
                mandatory += 1
            } else if scalar == "#" {
                optional += 1
            } else {
                marks.append(DigitGrouping.Mark(digitsAfter: mandatory + optional, separator: scalar))
            }
        }
        guard let family else { return nil }
        self.family = family
        mandatoryDigits = mandatory
        optionalDigits = optional
        grouping = DigitGrouping(marks.reversed())
    }

    /// The same pattern with so many mandatory digits.
    /// - Throws: D3130 above the widest allowed.
    func withMandatoryDigits(_ count: Int) throws(JSONataError) -> DecimalPattern {
        guard count <= Self.widest else {
            throw JSONataError("D3130", "a width of \(count) is more than the \(Self.widest) digits allowed")
        }
        var pattern = self
        pattern.mandatoryDigits = count
        return pattern
    }

    /// Writes a whole number of at least 0, given as values from 0 to 9.
    func text(_ digits: [UInt8], isOrdinal: Bool) -> String {
        let padding = Array(repeating: family.zero, count: max(mandatoryDigits - digits.count, 0))
        let text = String(grouping.grouped(padding + digits.map(family.scalar)))
        return isOrdinal ? text + Self.ordinalSuffix(digits) : text
    }

    /// The number at the start of `text`, after any white space and sign; nil where there is none.
    ///
    /// Separators of the pattern may stand anywhere between the digits; an ordinal's last two letters are dropped.
    func value(of text: String, isOrdinal: Bool) -> Double? {
        let separators = Set(grouping.separators)
        var rest = text.unicodeScalars.dropLast(isOrdinal ? 2 : 0).filter { !separators.contains($0) }[...]
        rest = rest.drop(while: \.properties.isWhitespace)
        let isNegative = rest.first == "-"
        if isNegative || rest.first == "+" { rest.removeFirst() }
        let digits = rest.prefix(while: family.contains).compactMap(family.digit)
        guard !digits.isEmpty else { return nil }
        let written = String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
        guard let value = Double(written), value.isFinite else { return nil }
        return isNegative ? -value : value
    }

    static let ordinalSuffixes = ["th", "st", "nd", "rd"]

    private static func ordinalSuffix(_ digits: [UInt8]) -> String {
        let unit = Int(digits.last ?? 0)
        let isTeen = digits.dropLast().last == 1
        return ordinalSuffixes[isTeen || unit > 3 ? 0 : unit]
    }
}

/// The width at the end of a date picture's marker: `4`, `2-4`, `*-3`.
struct DateMarkerWidth {
    /// The least digits; nil where any number will do.
    let least: Int?
    /// The most digits or letters; nil where any number will do.
    let most: Int?

    /// What is no number counts as `*`.
    init(_ text: Substring) {
        let parts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        least = parts.first.flatMap(Self.number)
        most = parts.count > 1 ? Self.number(parts[1]) : nil
    }

    /// The number at the start of `text`; one of more digits than an integer holds is the greatest there is.
    private static func number(_ text: Substring) -> Int? {
        let digits = text.utf8.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return digits.isEmpty ? nil : Int(String(decoding: digits, as: UTF8.self)) ?? .max
    }
}

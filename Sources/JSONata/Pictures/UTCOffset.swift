/// How far a clock is ahead of UTC.
struct UTCOffset: Equatable, Sendable {
    static let zero = UTCOffset(minutes: 0)

    /// Minutes east of Greenwich; negative to the west.
    let minutes: Int

    init(minutes: Int) { self.minutes = minutes }

    /// Reads `±HHMM`; the sign may be missing, as may leading zeros.
    /// - Throws: D3134 for anything else.
    init(_ text: String) throws(JSONataError) {
        var digits = text.utf8[...]
        let isWest = digits.first == UInt8(ascii: "-")
        if isWest || digits.first == UInt8(ascii: "+") { digits.removeFirst() }
        let isNumber = digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard isNumber, digits.count <= 4, let number = Int(String(decoding: digits, as: UTF8.self)) else {
            throw JSONataError("D3134", "the timezone \"\(text.prefix(64))\" is not of the form ±HHMM")
        }
        minutes = (isWest ? -1 : 1) * (number / 100 * 60 + number % 100)
    }

    var hoursPart: Int { abs(minutes) / 60 }
    var minutesPart: Int { abs(minutes) % 60 }
}

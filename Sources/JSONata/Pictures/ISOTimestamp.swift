/// Moments as ISO 8601 writes them, which is what the language uses where no picture is given.
enum ISOTimestamp {
    /// What the picture `[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]` makes of `moment`.
    static func text(_ moment: Moment, offset: UTCOffset) -> String {
        var bytes: [UInt8] = []
        func append(_ value: Int, _ width: Int) {
            let digits = String(value).utf8
            bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: max(width - digits.count, 0)))
            bytes.append(contentsOf: digits)
        }
        if moment.day.year < 0 { bytes.append(UInt8(ascii: "-")) }
        append(abs(moment.day.year) % 10_000, 4)
        bytes.append(UInt8(ascii: "-"))
        append(moment.day.month, 2)
        bytes.append(UInt8(ascii: "-"))
        append(moment.day.day, 2)
        bytes.append(UInt8(ascii: "T"))
        append(moment.hour, 2)
        bytes.append(UInt8(ascii: ":"))
        append(moment.minute, 2)
        bytes.append(UInt8(ascii: ":"))
        append(moment.second, 2)
        bytes.append(UInt8(ascii: "."))
        append(moment.millisecond, 3)
        if offset == .zero {
            bytes.append(UInt8(ascii: "Z"))
        } else {
            bytes.append(UInt8(ascii: offset.minutes < 0 ? "-" : "+"))
            append(offset.hoursPart, 2)
            bytes.append(UInt8(ascii: ":"))
            append(offset.minutesPart, 2)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Milliseconds after 1970-01-01T00:00Z, or nil where `text` is no timestamp.
    ///
    /// A year, with month and day if any; then `THH:MM:SS`, with a fraction of which three digits count; then `Z` or
    /// `±HH:MM`, with or without its colon, the latter only after a time. UTC where it says nothing. As in JavaScript,
    /// every month may have 31 days, which go on into the next, and a day may end at 24:00:00.
    static func millis(_ text: String) -> Double? {
        var rest = text.utf8[...]
        guard let year = takeNumber(4, from: &rest) else { return nil }
        var month = 1
        var day = 1
        if take("-", from: &rest) {
            guard let number = takeNumber(2, from: &rest), (1...12).contains(number) else { return nil }
            month = number
            if take("-", from: &rest) {
                guard let number = takeNumber(2, from: &rest), (1...31).contains(number) else { return nil }
                day = number
            }
        }
        var millisecond = 0
        let hasTime = take("T", from: &rest)
        if hasTime {
            guard let time = takeTime(from: &rest) else { return nil }
            millisecond = time
        }
        if !take("Z", from: &rest), !rest.isEmpty {
            guard hasTime, let minutes = takeOffset(from: &rest) else { return nil }
            millisecond -= minutes * 60_000
        }
        guard rest.isEmpty else { return nil }
        let dayNumber = CivilDay.number(ofFirstIn: month, year: year) + day - 1
        return Double(dayNumber * Moment.millisecondsPerDay + millisecond)
    }

    /// Milliseconds after midnight.
    private static func takeTime(from rest: inout Substring.UTF8View) -> Int? {
        guard let hour = takeNumber(2, from: &rest), hour <= 24, take(":", from: &rest),
            let minute = takeNumber(2, from: &rest), minute < 60, take(":", from: &rest),
            let second = takeNumber(2, from: &rest), second < 60
        else { return nil }
        var millisecond = 0
        if take(".", from: &rest) {
            let digits = rest.prefix(while: isDigit)
            guard !digits.isEmpty else { return nil }
            rest = rest[digits.endIndex...]
            for (digit, unit) in zip(digits, [100, 10, 1]) { millisecond += Int(digit - UInt8(ascii: "0")) * unit }
        }
        let time = ((hour * 60 + minute) * 60 + second) * 1000 + millisecond
        return time <= Moment.millisecondsPerDay ? time : nil
    }

    /// Minutes ahead of UTC.
    private static func takeOffset(from rest: inout Substring.UTF8View) -> Int? {
        let isWest = take("-", from: &rest)
        guard isWest || take("+", from: &rest), let hours = takeNumber(2, from: &rest), hours < 24 else { return nil }
        _ = take(":", from: &rest)
        guard let minutes = takeNumber(2, from: &rest), minutes < 60 else { return nil }
        return (isWest ? -1 : 1) * (hours * 60 + minutes)
    }

    private static func takeNumber(_ count: Int, from rest: inout Substring.UTF8View) -> Int? {
        let digits = rest.prefix(count)
        guard digits.count == count, digits.allSatisfy(isDigit) else { return nil }
        rest = rest.dropFirst(count)
        return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    private static func take(_ character: Unicode.Scalar, from rest: inout Substring.UTF8View) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}

/// A moment as milliseconds since 1970 in UTC.
///
/// Written and read as ISO 8601 with milliseconds and `Z` (`2026-11-24T09:30:00.000Z`) by hand: a formatter costs
/// a thousand times as much, and a moment with more digits would not survive a round trip through the database.
package struct Timestamp: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package static let epoch = Timestamp(milliseconds: 0)

    package static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }

    package static func + (left: Timestamp, right: Duration) -> Timestamp {
        Timestamp(milliseconds: left.milliseconds + right.milliseconds)
    }

    package static func - (left: Timestamp, right: Duration) -> Timestamp {
        Timestamp(milliseconds: left.milliseconds - right.milliseconds)
    }

    /// The time from `right` to `left`; negative when `right` is later.
    package static func - (left: Timestamp, right: Timestamp) -> Duration {
        .milliseconds(left.milliseconds - right.milliseconds)
    }

    /// Whole seconds since 1970, rounded down.
    package var unixSeconds: Int64 { Timestamp.floorDivide(milliseconds, 1000) }

    /// ISO 8601 with milliseconds and `Z`.
    package var description: String {
        let days = Timestamp.floorDivide(milliseconds, 86_400_000)
        let time = Int(milliseconds - days * 86_400_000)
        let (year, month, day) = Timestamp.civil(fromDays: days)
        var text: [UInt8] = []
        text.reserveCapacity(24)
        func add(_ number: Int, digits: Int, before separator: Unicode.Scalar) {
            let plain = String(number)
            for _ in 0..<max(0, digits - plain.utf8.count) { text.append(UInt8(ascii: "0")) }
            text += plain.utf8
            text.append(UInt8(ascii: separator))
        }
        add(Int(year), digits: 4, before: "-")
        add(month, digits: 2, before: "-")
        add(day, digits: 2, before: "T")
        add(time / 3_600_000, digits: 2, before: ":")
        add(time / 60_000 % 60, digits: 2, before: ":")
        add(time / 1000 % 60, digits: 2, before: ".")
        add(time % 1000, digits: 3, before: "Z")
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads an ISO 8601 date or date and time.
    ///
    /// Takes `2026-11-24`, `2026-11-24T09:30`, with seconds, with a fraction (cut to milliseconds), with `Z`, `+02:00`,
    /// `+0200` or no zone (UTC), and a blank in place of the `T`. Nil for anything else, impossible dates included.
    package init?(iso text: String) {
        var scanner = DigitScanner(text)
        guard let year = scanner.number(digits: 4), scanner.skip(UInt8(ascii: "-")),
            let month = scanner.number(digits: 2), scanner.skip(UInt8(ascii: "-")),
            let day = scanner.number(digits: 2), (1...12).contains(month),
            day >= 1, day <= Timestamp.days(in: month, year: year)
        else { return nil }
        let start = Timestamp.days(year: Int64(year), month: month, day: day) * 86_400_000
        guard !scanner.isAtEnd else {
            self.init(milliseconds: start)
            return
        }
        guard scanner.skip(UInt8(ascii: "T")) || scanner.skip(UInt8(ascii: "t")) || scanner.skip(UInt8(ascii: " ")),
            let hour = scanner.number(digits: 2), hour <= 24, scanner.skip(UInt8(ascii: ":")),
            let minute = scanner.number(digits: 2), minute < 60
        else { return nil }
        var second = 0
        var fraction = 0
        if scanner.skip(UInt8(ascii: ":")) {
            guard let whole = scanner.number(digits: 2), whole <= 60 else { return nil }
            second = whole
            if scanner.skip(UInt8(ascii: ".")) {
                guard let part = scanner.milliseconds() else { return nil }
                fraction = part
            }
        }
        // Hour 24 is the end of the day and nothing after it.
        guard hour < 24 || (minute == 0 && second == 0 && fraction == 0) else { return nil }
        guard let offset = scanner.zoneMinutes(), scanner.isAtEnd else { return nil }
        let time = Int64((hour * 60 + minute - offset) * 60 + second) * 1000 + Int64(fraction)
        self.init(milliseconds: start + time)
    }

    /// Text that `init(iso:)` reads, in the form of `description`; itself where it has that form.
    package static func normalized(iso text: String) -> String? {
        guard let moment = Timestamp(iso: text) else { return nil }
        return DigitScanner.isNormal(text) ? text : moment.description
    }

    static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
        value >= 0 ? value / divisor : (value - divisor + 1) / divisor
    }

    static func days(in month: Int, year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        default: 31
        }
    }

    /// Days since 1970 of a date of the proleptic Gregorian calendar.
    static func days(year: Int64, month: Int, day: Int) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = floorDivide(shifted, 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = Int64((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1)
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    static func civil(fromDays days: Int64) -> (year: Int64, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = Int(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9)
        let day = Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}

extension Duration {
    /// Whole milliseconds, rounded towards zero.
    package var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}

/// Reads runs of digits off a date's text.
private struct DigitScanner {
    private let bytes: [UInt8]
    private var index = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    /// Whether a date's text has the form of a timestamp's description.
    static func isNormal(_ date: String) -> Bool {
        let text = Array(date.utf8)
        // The end of a day may be its hour 24, and a second the 60th of its minute.
        return text.count == 24 && text[10] == UInt8(ascii: "T") && text[23] == UInt8(ascii: "Z")
            && !text[11...12].elementsEqual("24".utf8) && text[17] < UInt8(ascii: "6")
    }

    var isAtEnd: Bool { index == bytes.count }

    mutating func skip(_ byte: UInt8) -> Bool {
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    mutating func number(digits: Int) -> Int? {
        guard index + digits <= bytes.count else { return nil }
        var value = 0
        for byte in bytes[index..<index + digits] {
            guard (48...57).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 48)
        }
        index += digits
        return value
    }

    mutating func milliseconds() -> Int? {
        var value = 0
        var count = 0
        while index < bytes.count, (48...57).contains(bytes[index]) {
            if count < 3 { value = value * 10 + Int(bytes[index] - 48) }
            count += 1
            index += 1
        }
        guard count > 0 else { return nil }
        for _ in min(count, 3)..<3 { value *= 10 }
        return value
    }

    /// Minutes east of UTC; 0 for `Z` and for no zone.
    mutating func zoneMinutes() -> Int? {
        if isAtEnd || skip(UInt8(ascii: "Z")) || skip(UInt8(ascii: "z")) { return 0 }
        let sign = skip(UInt8(ascii: "+")) ? 1 : skip(UInt8(ascii: "-")) ? -1 : 0
        guard sign != 0, let hours = number(digits: 2), hours < 24 else { return nil }
        _ = skip(UInt8(ascii: ":"))
        guard !isAtEnd else { return sign * hours * 60 }
        guard let minutes = number(digits: 2), minutes < 60 else { return nil }
        return sign * (hours * 60 + minutes)
    }
}

/// Dates and times as RFC 3339 writes them.
enum CalendarText {
    /// Whether `text` is a day that exists, such as `2024-02-29`.
    static func isDate(_ text: String) -> Bool {
        var rest = text.utf8[...]
        return takeDate(&rest) && rest.isEmpty
    }

    /// Whether `text` is a moment with its distance from UTC, such as `2024-02-29T12:00:00.5+05:30`.
    ///
    /// Both letters may be small. A leap second is taken only where one can be: in the last minute of a day of UTC.
    static func isDateTime(_ text: String) -> Bool {
        var rest = text.utf8[...]
        return takeDate(&rest) && take("t", from: &rest) && isTime(rest)
    }

    /// Whether `text` is a time of day with its distance from UTC, such as `12:00:00Z`.
    static func isTime(_ text: String) -> Bool { isTime(text.utf8[...]) }

    private static func isTime(_ text: Substring.UTF8View) -> Bool {
        var rest = text
        guard let hour = takeNumber(2, from: &rest), hour < 24, take(":", from: &rest) else { return false }
        guard let minute = takeNumber(2, from: &rest), minute < 60, take(":", from: &rest) else { return false }
        guard let second = takeNumber(2, from: &rest), second <= 60 else { return false }
        if take(".", from: &rest) {
            let digits = rest.prefix(while: \.isDigit)
            guard !digits.isEmpty else { return false }
            rest = rest[digits.endIndex...]
        }
        guard let offset = takeOffset(&rest), rest.isEmpty else { return false }
        let minuteOfDay = (hour * 60 + minute - offset + 2 * 1440) % 1440
        return second < 60 || minuteOfDay == 1439
    }

    private static func takeDate(_ rest: inout Substring.UTF8View) -> Bool {
        guard let year = takeNumber(4, from: &rest), take("-", from: &rest) else { return false }
        guard let month = takeNumber(2, from: &rest), (1...12).contains(month) else { return false }
        guard take("-", from: &rest), let day = takeNumber(2, from: &rest) else { return false }
        let isLeapYear = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return (1...lengths[month - 1]).contains(day)
    }

    /// Minutes east of UTC, or nil when there is no offset.
    private static func takeOffset(_ rest: inout Substring.UTF8View) -> Int? {
        if take("z", from: &rest) { return 0 }
        let isWest = rest.first == UInt8(ascii: "-")
        guard isWest || rest.first == UInt8(ascii: "+") else { return nil }
        rest.removeFirst()
        guard let hours = takeNumber(2, from: &rest), hours < 24, take(":", from: &rest) else { return nil }
        guard let minutes = takeNumber(2, from: &rest), minutes < 60 else { return nil }
        return (isWest ? -1 : 1) * (hours * 60 + minutes)
    }

    private static func takeNumber(_ count: Int, from rest: inout Substring.UTF8View) -> Int? {
        let digits = rest.prefix(count)
        guard digits.count == count, digits.allSatisfy(\.isDigit) else { return nil }
        rest = rest.dropFirst(count)
        return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    /// Takes one character; a letter, which must be given small, in either case.
    private static func take(_ character: Unicode.Scalar, from rest: inout Substring.UTF8View) -> Bool {
        let wanted = UInt8(ascii: character)
        guard let byte = rest.first, byte == wanted || wanted.isLetter && byte | 0x20 == wanted else { return false }
        rest.removeFirst()
        return true
    }

}

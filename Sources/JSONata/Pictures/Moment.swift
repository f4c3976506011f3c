/// A moment's place in the calendar and on the clock, read off in UTC.
struct Moment {
    /// The farthest from 1970-01-01 that a moment of the language can be, in milliseconds either way.
    static let reach = 8_640_000_000_000_000.0
    static let millisecondsPerDay = 86_400_000

    let day: CivilDay
    private let dayNumber: Int
    private let millisecondOfDay: Int

    /// `millis` after 1970-01-01T00:00Z, without its fraction; nil beyond `reach` and for what is no number.
    init?(millis: Double) {
        guard millis.magnitude <= Self.reach else { return nil }
        let whole = Int(millis)
        let remainder = whole % Self.millisecondsPerDay
        millisecondOfDay = remainder < 0 ? remainder + Self.millisecondsPerDay : remainder
        dayNumber = (whole - millisecondOfDay) / Self.millisecondsPerDay
        day = CivilDay(number: dayNumber)
    }

    var hour: Int { millisecondOfDay / 3_600_000 }
    var minute: Int { millisecondOfDay / 60_000 % 60 }
    var second: Int { millisecondOfDay / 1000 % 60 }
    var millisecond: Int { millisecondOfDay % 1000 }

    /// 1 for Monday to 7 for Sunday.
    var weekday: Int { ((dayNumber + 3) % 7 + 7) % 7 + 1 }

    /// 1 to 366.
    var dayOfYear: Int { dayNumber - CivilDay.number(ofFirstIn: 1, year: day.year) + 1 }

    /// The Thursday of the same week, Monday to Sunday: a week belongs to the year and the month that it lies in.
    private var thursday: CivilDay { CivilDay(number: dayNumber + 4 - weekday) }

    /// The year that the week belongs to, as in ISO 8601.
    var weekYear: Int { thursday.year }

    /// 1 to 53; the first week of a year is the one with its first Thursday.
    var weekOfYear: Int { (dayNumber + 4 - weekday - CivilDay.number(ofFirstIn: 1, year: weekYear)) / 7 + 1 }

    /// The month, 1 to 12, that the week belongs to.
    var weekMonth: Int { thursday.month }

    /// 1 to 5; the first week of a month is the one with its first Thursday.
    var weekOfMonth: Int { (thursday.day - 1) / 7 + 1 }
}

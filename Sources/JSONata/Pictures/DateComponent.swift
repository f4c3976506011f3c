/// What a marker of a date picture stands for, by its letter.
enum DateComponent: Character, Sendable {
    case year = "Y"
    case month = "M"
    case day = "D"
    case dayOfYear = "d"
    case weekday = "F"
    case weekYear = "X"
    case weekMonth = "x"
    case weekOfYear = "W"
    case weekOfMonth = "w"
    case hour = "H"
    case halfDayHour = "h"
    case halfDay = "P"
    case minute = "m"
    case second = "s"
    case fraction = "f"
    case offset = "Z"
    case offsetFromGMT = "z"
    case calendar = "C"
    case era = "E"

    /// How the component is written where its marker doesn't say.
    var defaultPresentation: Substring {
        switch self {
        case .weekday, .halfDay, .calendar, .era: "n"
        case .minute, .second: "01"
        case .offset, .offsetFromGMT: "01:01"
        case .year, .month, .day, .dayOfYear, .weekYear, .weekMonth, .weekOfYear, .weekOfMonth, .hour, .halfDayHour,
            .fraction:
            "1"
        }
    }

    /// The names of the component's values, each with a capital; empty where it has none.
    ///
    /// The first is that of `firstNamedValue`.
    var names: [String] {
        switch self {
        case .month, .weekMonth: Self.months
        case .weekday: Self.weekdays
        case .halfDay: ["Am", "Pm"]
        case .year, .day, .dayOfYear, .weekYear, .weekOfYear, .weekOfMonth, .hour, .halfDayHour, .minute, .second,
            .fraction, .offset, .offsetFromGMT, .calendar, .era:
            []
        }
    }

    var firstNamedValue: Int { self == .halfDay ? 0 : 1 }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

    /// The component's value at `moment`: 0 and 1 for morning and afternoon; 0 for what a moment in UTC doesn't have.
    func value(at moment: Moment) -> Int {
        switch self {
        case .year: moment.day.year
        case .month: moment.day.month
        case .day: moment.day.day
        case .dayOfYear: moment.dayOfYear
        case .weekday: moment.weekday
        case .weekYear: moment.weekYear
        case .weekMonth: moment.weekMonth
        case .weekOfYear: moment.weekOfYear
        case .weekOfMonth: moment.weekOfMonth
        case .hour: moment.hour
        case .halfDayHour: (moment.hour + 11) % 12 + 1
        case .halfDay: moment.hour / 12
        case .minute: moment.minute
        case .second: moment.second
        case .fraction: moment.millisecond
        case .offset, .offsetFromGMT, .calendar, .era: 0
        }
    }
}

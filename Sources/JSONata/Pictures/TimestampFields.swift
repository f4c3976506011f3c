/// What a text said of a moment, and the rules that make a moment of it.
struct TimestampFields {
    private var values: [DateComponent: Double] = [:]
    private var offset: UTCOffset?
    /// Whether there was no marker at all.
    private(set) var isEmpty = true

    /// Notes a component; with nil, that its marker was there but said nothing known.
    mutating func set(_ component: DateComponent, to value: Double?) {
        isEmpty = false
        values[component] = value
    }

    mutating func setOffset(_ value: UTCOffset?) {
        isEmpty = false
        offset = value
    }

    /// Milliseconds after 1970-01-01T00:00Z; nil where that is beyond the days of the calendar.
    ///
    /// The components must be a row without a gap: of {year, month, day} or {year, day of year}, then {hour, minute,
    /// second, fraction} or {half day, hour of it, minute, second, fraction}. What is greater than the first is taken
    /// from `now`, what is smaller than the last is the least there is. Components of no such row count for nothing.
    /// Values beyond their component's end go on into the next greater one.
    /// - Throws: D3136 for a gap, and for dates by weeks.
    func millis(now: Double) throws(JSONataError) -> Double? {
        let hasDayOfYear = try checkedDateRow()
        let isHalfDay =
            onlyHas([.halfDay, .halfDayHour, .minute, .second, .fraction], of: Self.timeComponents)
            && !onlyHas([.hour, .minute, .second, .fraction], of: Self.timeComponents)
        let row =
            (hasDayOfYear ? [.year, .dayOfYear] : [.year, .month, .day])
            + (isHalfDay ? [.halfDay, .halfDayHour] : [DateComponent.hour]) + [.minute, .second, .fraction]
        let filled = try filling(row, now: now)
        // A thousand times the greatest year, so that sums and products of them stay exact.
        guard filled.values.allSatisfy({ $0.magnitude < 1e9 }) else { return nil }
        func value(_ component: DateComponent) -> Int { Int(filled[component] ?? 0) }

        // Two digits mean the 20th century, as in JavaScript.
        let year = (0...99).contains(value(.year)) ? value(.year) + 1900 : value(.year)
        let first = CivilDay.number(ofFirstIn: hasDayOfYear ? 1 : max(value(.month), 1), year: year)
        let day = first + value(hasDayOfYear ? .dayOfYear : .day) - 1
        let hourOfHalfDay = value(.halfDayHour) == 12 ? 0 : value(.halfDayHour)
        let hour = isHalfDay ? hourOfHalfDay + 12 * value(.halfDay) : value(.hour)
        let minute = hour * 60 + value(.minute) - (offset?.minutes ?? 0)
        let millis =
            Double(day) * Double(Moment.millisecondsPerDay) + Double(minute * 60 + value(.second)) * 1000
            + Double(value(.fraction))
        return millis.magnitude <= Moment.reach ? millis : nil
    }

    private static let timeComponents: [DateComponent] = [
        .halfDay, .hour, .halfDayHour, .minute, .second, .fraction,
    ]
    private static let dateComponents: [DateComponent] = [
        .year, .weekYear, .month, .weekMonth, .weekOfYear, .weekOfMonth, .dayOfYear, .day,
    ]

    /// Whether some of `all` are there, and all that are there are of `row`.
    private func onlyHas(_ row: Set<DateComponent>, of all: [DateComponent]) -> Bool {
        let present = all.filter { values[$0] != nil }
        return !present.isEmpty && present.allSatisfy(row.contains)
    }

    /// Whether the date is given by the day of the year.
    private func checkedDateRow() throws(JSONataError) -> Bool {
        guard !onlyHas([.weekYear, .weekMonth, .weekOfMonth], of: Self.dateComponents),
            !onlyHas([.weekYear, .weekOfYear], of: Self.dateComponents)
        else { throw JSONataError("D3136", "a date can't be read by its week") }
        return onlyHas([.year, .dayOfYear], of: Self.dateComponents) && values[.dayOfYear] != nil
    }

    private func filling(_ row: [DateComponent], now: Double) throws(JSONataError) -> [DateComponent: Double] {
        let present = row.filter { values[$0] != nil }
        var filled = values
        guard let current = Moment(millis: now) else { return filled }
        let first = row.firstIndex { values[$0] != nil } ?? row.endIndex
        // An hour without its half of the day is one of the morning, at whatever time of day it is read.
        for component in row[..<first] {
            filled[component] = component == .halfDay ? 0 : Double(component.value(at: current))
        }
        for component in row[first...].dropFirst(present.count) {
            guard values[component] == nil else {
                throw JSONataError("D3136", "the picture has no marker for a component between two that it has")
            }
            filled[component] = component == .month || component == .day || component == .dayOfYear ? 1 : 0
        }
        return filled
    }
}

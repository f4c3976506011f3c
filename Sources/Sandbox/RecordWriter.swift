import JSON

/// Appends JSON to bytes piece by piece.
///
/// Nothing checks that the pieces make valid JSON: a page of a hundred tickets must cost less than what it measures.
struct RecordWriter {
    private(set) var bytes: [UInt8] = []

    init(reserving capacity: Int) { bytes.reserveCapacity(capacity) }

    /// Appends a text that is JSON already.
    mutating func raw(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Appends bytes that are JSON already.
    mutating func raw(_ piece: [UInt8]) { bytes.append(contentsOf: piece) }

    /// Appends bytes that are JSON already.
    mutating func raw(_ piece: ArraySlice<UInt8>) { bytes.append(contentsOf: piece) }

    /// Takes back the brace that closed the object written last, so that more members can follow.
    mutating func reopen() { bytes.removeLast() }

    mutating func number(_ value: Int) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        var first = bytes.count
        var rest = value.magnitude
        repeat {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit))
            rest = quotient
        } while rest > 0
        var last = bytes.count - 1
        while first < last {
            bytes.swapAt(first, last)
            first += 1
            last -= 1
        }
    }

    /// Appends a number, or null.
    mutating func number(_ value: Int?) {
        guard let value else { return raw("null") }
        number(value)
    }

    mutating func bool(_ value: Bool) { raw(value ? "true" : "false") }

    /// Appends a quoted and escaped text, or null.
    mutating func string(_ text: String?) {
        guard let text else { return raw("null") }
        JSONValue.writeString(text, to: &bytes)
    }

    /// Appends a quoted moment, `"2024-01-01T00:00:00Z"`, with a fraction such as `.000` in front of the `Z`.
    mutating func time(_ unixSeconds: Int, fraction: StaticString = "") {
        let days = unixSeconds >= 0 ? unixSeconds / 86_400 : (unixSeconds - 86_399) / 86_400
        let second = unixSeconds - days * 86_400
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        bytes.append(UInt8(ascii: "\""))
        twoDigits(year / 100)
        twoDigits(year % 100)
        bytes.append(UInt8(ascii: "-"))
        twoDigits(month)
        bytes.append(UInt8(ascii: "-"))
        twoDigits(dayOfYear - (153 * marchMonth + 2) / 5 + 1)
        bytes.append(UInt8(ascii: "T"))
        twoDigits(second / 3_600)
        bytes.append(UInt8(ascii: ":"))
        twoDigits(second / 60 % 60)
        bytes.append(UInt8(ascii: ":"))
        twoDigits(second % 60)
        raw(fraction)
        raw("Z\"")
    }

    private mutating func twoDigits(_ value: Int) {
        bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / 10))
        bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value % 10))
    }
}

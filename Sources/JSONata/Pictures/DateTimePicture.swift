/// A picture that moments are written and read by, as in XPath's `fn:format-dateTime`: `[D1o] [MNn] [Y0001]`.
struct DateTimePicture: Sendable {
    enum Part: Sendable {
        case literal(String)
        case marker(DateMarker)
    }

    let parts: [Part]

    /// Brackets outside markers are written twice.
    /// - Throws: D3135 for a marker that is never closed; for what is in one, D3130 to D3134.
    init(_ picture: String) throws(JSONataError) {
        var parts: [Part] = []
        var literal = Substring.UnicodeScalarView()
        var rest = Substring(picture).unicodeScalars
        while let scalar = rest.popFirst() {
            if scalar != "[" {
                // A closing bracket written once stands for itself too.
                if scalar == "]", rest.first == "]" { rest.removeFirst() }
                literal.append(scalar)
                continue
            }
            if rest.first == "[" {
                literal.append(rest.removeFirst())
                continue
            }
            guard let end = rest.firstIndex(of: "]") else {
                throw JSONataError("D3135", "the date picture's \"[\(Substring(rest.prefix(64)))\" is never closed")
            }
            if !literal.isEmpty { parts.append(.literal(String(literal))) }
            literal = Substring.UnicodeScalarView()
            parts.append(.marker(try DateMarker(Substring(rest[..<end]))))
            rest = rest[end...].dropFirst()
        }
        if !literal.isEmpty { parts.append(.literal(String(literal))) }
        self.parts = parts
    }

    /// Writes the moment `millis` after 1970-01-01T00:00Z, as a clock in `timezone` (`±HHMM`, else UTC) shows it.
    ///
    /// Without a picture, as ISO 8601 with milliseconds: `2017-10-30T16:25:32.935Z`.
    /// - Throws: D3110 for a moment more than 100 million days away, D3134 for a timezone that is none; D3130 to D3135
    ///   for the picture.
    static func format(millis: Double, picture: String?, timezone: String?) throws(JSONataError) -> String {
        let offset = if let timezone { try UTCOffset(timezone) } else { UTCOffset.zero }
        guard let picture else { return ISOTimestamp.text(try local(millis, offset), offset: offset) }
        return try DateTimePicture(picture).text(millis: millis, offset: offset)
    }

    /// Reads `timestamp`: milliseconds after 1970-01-01T00:00Z, or nil where it doesn't match the picture.
    ///
    /// Without a picture it must be ISO 8601: a year, a year and month, or a day; with a time and an offset, if any.
    /// What the picture has no marker for, and is greater than what it has one for, is taken from `nowMillis`.
    /// - Throws: D3110 for what is no ISO 8601, D3136 for a picture with a gap, such as hours and seconds without
    ///   minutes, or by weeks; D3130 to D3135 for the picture.
    static func parse(_ timestamp: String, picture: String?, nowMillis: Double) throws(JSONataError) -> Double? {
        guard let picture else {
            guard let millis = ISOTimestamp.millis(timestamp) else {
                throw JSONataError("D3110", "\"\(timestamp.prefix(64))\" is no ISO 8601 timestamp")
            }
            return millis
        }
        return try DateTimePicture(picture).millis(of: timestamp, nowMillis: nowMillis)
    }

    func text(millis: Double, offset: UTCOffset) throws(JSONataError) -> String {
        let moment = try Self.local(millis, offset)
        var text = ""
        for part in parts {
            switch part {
            case .literal(let literal): text += literal
            case .marker(let marker): text += try marker.text(at: moment, offset: offset)
            }
        }
        return text
    }

    private static func local(_ millis: Double, _ offset: UTCOffset) throws(JSONataError) -> Moment {
        guard let moment = Moment(millis: millis + Double(offset.minutes) * 60_000) else {
            throw JSONataError("D3110", "\(ScriptNumber.text(millis)) milliseconds are beyond the days of the calendar")
        }
        return moment
    }

    func millis(of timestamp: String, nowMillis: Double) throws(JSONataError) -> Double? {
        guard let found = try TimestampReader(self).fields(of: timestamp), !found.isEmpty else { return nil }
        return try found.millis(now: nowMillis)
    }
}

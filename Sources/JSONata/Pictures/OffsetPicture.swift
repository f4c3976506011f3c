/// How a marker `Z` or `z` writes the offset from UTC.
struct OffsetPicture: Sendable {
    private enum Layout {
        /// The hours, and the minutes after a colon where there are any: `[Z0]`.
        case hours
        /// Hours and minutes as one number: `[Z0101]`, `[Z01:01]`.
        case hoursAndMinutes
    }

    private let pattern: DecimalPattern
    private let layout: Layout
    private let writesZeroAsZ: Bool
    /// `GMT` for `z`, nothing for `Z`.
    let prefix: String

    /// - Throws: D3134 for a picture that is not a pattern of one to four digits or a regularly grouped one; D3131 for
    ///   digits of two families.
    init(_ picture: Substring, writesZeroAsZ: Bool, prefix: String) throws(JSONataError) {
        guard let pattern = try DecimalPattern(picture) else { throw Self.fault(picture) }
        switch (pattern.grouping, pattern.mandatoryDigits) {
        case (.every, _), (.at, 3...4): layout = .hoursAndMinutes
        case (.at, 1...2): layout = .hours
        case (.at, _): throw Self.fault(picture)
        }
        self.pattern = pattern
        self.writesZeroAsZ = writesZeroAsZ
        self.prefix = prefix
    }

    private static func fault(_ picture: Substring) -> JSONataError {
        JSONataError("D3134", "a timezone is written with one to four digits, which \"\(picture.prefix(64))\" are not")
    }

    /// What stands between hours and minutes in a text that is read; nil where nothing does.
    var separator: Unicode.Scalar? {
        if case .every(_, let separator) = pattern.grouping { separator } else { nil }
    }

    func text(_ offset: UTCOffset) -> String {
        if offset == .zero, writesZeroAsZ { return "Z" }
        let sign = prefix + (offset.minutes < 0 ? "-" : "+")
        switch layout {
        case .hours:
            let minutes = offset.minutesPart
            return sign + number(offset.hoursPart) + (minutes == 0 ? "" : minutes < 10 ? ":0\(minutes)" : ":\(minutes)")
        case .hoursAndMinutes:
            return sign + number(offset.hoursPart * 100 + offset.minutesPart)
        }
    }

    private func number(_ value: Int) -> String {
        pattern.text(String(value).utf8.map { $0 - UInt8(ascii: "0") }, isOrdinal: false)
    }

    /// The offset that `text` says, which has a sign, and digits with at most the separator between them.
    func offset(of text: Substring.UnicodeScalarView) -> UTCOffset? {
        var rest = text.dropFirst(prefix.unicodeScalars.count)
        let isWest = rest.popFirst() == "-"
        let hours: Substring.UnicodeScalarView
        let minutes: Substring.UnicodeScalarView
        if let separator {
            hours = rest.prefix { $0 != separator }
            minutes = rest.dropFirst(hours.count + 1)
        } else {
            hours = rest.prefix(2)
            minutes = rest.dropFirst(2)
        }
        // Six digits are far beyond any clock, and far from overflow.
        guard hours.count <= 6, minutes.count <= 6, let hour = Int(String(hours)) else { return nil }
        return UTCOffset(minutes: (isWest ? -1 : 1) * (hour * 60 + (Int(String(minutes)) ?? 0)))
    }
}

/// One marker of a date picture, such as `[MNn,3-3]`: a component and how it is written.
struct DateMarker: Sendable {
    enum Presentation: Sendable {
        /// Names, cut to `longest` letters.
        case names(LetterCase, longest: Int?)
        case number(IntegerPicture)
        case offset(OffsetPicture)
        /// The same text for every moment.
        case constant(String)
    }

    let component: DateComponent
    let presentation: Presentation
    /// The last digits of a year that are written; nil for all.
    private let yearDigits: Int?

    /// Reads what stands between the brackets: component, presentation, a modifier (`a`, `t`, `c`, `o`), a width.
    ///
    /// White space counts for nothing.
    /// - Throws: D3132 for an unknown component, D3133 for names of a component without any, D3134 for an offset's
    ///   picture, D3130 or D3131 for a number's.
    init(_ text: Substring) throws(JSONataError) {
        let marker = text.filter { !$0.isWhitespace }
        guard let letter = marker.first, let component = DateComponent(rawValue: letter) else {
            throw JSONataError("D3132", "\"[\(marker.prefix(64))]\" is no component of a date or time")
        }
        let comma = marker.lastIndex(of: ",")
        let width = DateMarkerWidth(comma.map { marker[$0...].dropFirst() } ?? "")
        var picture = marker[..<(comma ?? marker.endIndex)].dropFirst()
        if picture.isEmpty { picture = component.defaultPresentation }
        var modifier: Character?
        if picture.count > 1, let last = picture.last, "atco".contains(last) {
            modifier = last
            picture.removeLast()
        }
        self.component = component

        var yearDigits: Int?
        switch component {
        case .calendar, .era: presentation = .constant("ISO")
        case .offset, .offsetFromGMT:
            let prefix = component == .offset ? "" : "GMT"
            presentation = .offset(try OffsetPicture(picture, writesZeroAsZ: modifier == "t", prefix: prefix))
        case .halfDay: presentation = .names(picture.first == "N" && picture != "Nn" ? .upper : .lower, longest: nil)
        case .year, .month, .day, .dayOfYear, .weekday, .weekYear, .weekMonth, .weekOfYear, .weekOfMonth, .hour,
            .halfDayHour, .minute, .second, .fraction:
            if let letterCase = Self.nameCase(picture) {
                guard !component.names.isEmpty else {
                    throw JSONataError("D3133", "\"[\(marker.prefix(64))]\" asks for a name of what has none")
                }
                presentation = .names(letterCase, longest: width.most)
            } else {
                var number = try IntegerPicture(picture, isOrdinal: modifier == "o")
                if let least = width.least, let pattern = number.pattern, pattern.mandatoryDigits < least {
                    number = try number.withMandatoryDigits(least)
                }
                if component == .year {
                    if let most = width.most {
                        number = try number.withMandatoryDigits(most)
                        yearDigits = most
                    } else if let pattern = number.pattern, pattern.mandatoryDigits + pattern.optionalDigits >= 2 {
                        yearDigits = pattern.mandatoryDigits + pattern.optionalDigits
                    }
                }
                presentation = .number(number)
            }
        }
        self.yearDigits = yearDigits
    }

    private static func nameCase(_ picture: Substring) -> LetterCase? {
        switch picture.first {
        case "n": .lower
        case "N": picture.dropFirst().first == "n" ? .title : .upper
        default: nil
        }
    }

    /// The component of `moment`, which is what a clock `offset` ahead of UTC shows.
    func text(at moment: Moment, offset: UTCOffset) throws(JSONataError) -> String {
        switch presentation {
        case .constant(let text): return text
        case .offset(let picture): return picture.text(offset)
        case .names(let letterCase, let longest):
            let name = component.names[component.value(at: moment) - component.firstNamedValue]
            return letterCase.applied(to: longest.map { String(name.prefix($0)) } ?? name)
        case .number(let picture):
            var value = component.value(at: moment)
            // Six digits hold every year there is.
            if let yearDigits, yearDigits <= 6 { value %= (0..<yearDigits).reduce(1) { power, _ in power * 10 } }
            return value < 0 ? "-" + (try picture.format(Double(-value))) : try picture.format(Double(value))
        }
    }
}

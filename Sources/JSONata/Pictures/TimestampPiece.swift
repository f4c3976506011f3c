/// One part of a date picture as something that a stretch of text can match.
enum TimestampPiece {
    case literal([Unicode.Scalar])
    case name(DateComponent, longest: Int?)
    /// A number; `width` is the count of digits where another number follows at once.
    case number(DateComponent, IntegerPicture, width: Int?)
    case offset(OffsetPicture)

    /// - Throws: D3133 for a component that is written but can't be read.
    init(_ part: DateTimePicture.Part, before following: DateTimePicture.Part?) throws(JSONataError) {
        switch part {
        case .literal(let text): self = .literal(Array(text.unicodeScalars))
        case .marker(let marker):
            switch marker.presentation {
            case .names(_, let longest): self = .name(marker.component, longest: longest)
            case .offset(let picture): self = .offset(picture)
            case .number(let picture):
                var width: Int?
                if case .marker(let next) = following, case .number = next.presentation {
                    width = picture.pattern?.mandatoryDigits
                }
                self = .number(marker.component, picture, width: width)
            case .constant:
                throw JSONataError("D3133", "the component \"\(marker.component.rawValue)\" can't be read from a text")
            }
        }
    }

    /// Where a match that begins at `start` may end, ascending, and how many characters were looked at to find out.
    func ends(in text: [Unicode.Scalar], from start: Int) -> (ends: [Int], cost: Int) {
        switch self {
        case .literal(let literal): Self.endOf(literal, in: text, from: start)
        case .name: Self.anyOf(text, start) { $0.isASCII && $0.properties.isAlphabetic }
        case .number(_, let picture, let width):
            switch picture.form {
            case .decimal(let pattern):
                if picture.isOrdinal {
                    Self.endOfOrdinal(pattern, width, in: text, from: start)
                } else if let width {
                    Self.endOf(width, pattern, in: text, from: start)
                } else {
                    Self.anyOf(text, start, where: pattern.family.contains)
                }
            case .letters: Self.anyOf(text, start) { $0.isASCII && $0.properties.isAlphabetic }
            case .roman: Self.anyOf(text, start, where: RomanNumeral.isLetter)
            case .words: Self.endsOfWords(in: text, from: start)
            }
        case .offset(let picture): Self.endsOf(picture, in: text, from: start)
        }
    }

    /// Sets the component that `text` stands for; names that are none of the component's set nothing.
    func read(_ text: ArraySlice<Unicode.Scalar>, into fields: inout TimestampFields) {
        let string = String(String.UnicodeScalarView(text))
        switch self {
        case .literal: break
        case .name(let component, let longest):
            let wanted = string.lowercased()
            let index = component.names.firstIndex { $0.prefix(longest ?? .max).lowercased() == wanted }
            fields.set(component, to: index.map { Double($0 + component.firstNamedValue) })
        case .number(let component, let picture, _):
            if component == .fraction, let family = picture.pattern?.family {
                let digits = text.compactMap(family.digit).prefix(3)
                fields.set(component, to: zip(digits, [100, 10, 1]).reduce(0) { $0 + Double($1.0) * $1.1 })
            } else {
                fields.set(component, to: picture.value(of: string))
            }
        case .offset(let picture): fields.setOffset(picture.offset(of: Substring(string).unicodeScalars))
        }
    }

    private typealias Ends = (ends: [Int], cost: Int)

    private static func length(
        _ text: [Unicode.Scalar],
        _ start: Int,
        where isMember: (Unicode.Scalar) -> Bool
    ) -> Int { text[start...].prefix(while: isMember).count }

    /// Every end of a run of at least one.
    private static func anyOf(
        _ text: [Unicode.Scalar],
        _ start: Int,
        where isMember: (Unicode.Scalar) -> Bool
    ) -> Ends {
        let count = length(text, start, where: isMember)
        return (count == 0 ? [] : Array((start + 1)...(start + count)), count)
    }

    private static func endOf(_ literal: [Unicode.Scalar], in text: [Unicode.Scalar], from start: Int) -> Ends {
        guard literal.count <= text.count - start else { return ([], 0) }
        for (wanted, found) in zip(literal, text[start...]) where wanted != found {
            guard wanted.properties.lowercaseMapping == found.properties.lowercaseMapping else {
                return ([], literal.count)
            }
        }
        return ([start + literal.count], literal.count)
    }

    private static func endOf(
        _ width: Int,
        _ pattern: DecimalPattern,
        in text: [Unicode.Scalar],
        from start: Int
    ) -> Ends {
        let end = start + width
        guard end <= text.count, text[start..<end].allSatisfy(pattern.family.contains) else { return ([], width) }
        return ([end], width)
    }

    private static func endOfOrdinal(
        _ pattern: DecimalPattern,
        _ width: Int?,
        in text: [Unicode.Scalar],
        from start: Int
    ) -> Ends {
        let count = length(text, start, where: pattern.family.contains)
        let suffix = String(String.UnicodeScalarView(text[(start + count)...].prefix(2))).lowercased()
        guard count > 0, width ?? count == count, DecimalPattern.ordinalSuffixes.contains(suffix) else {
            return ([], count)
        }
        return ([start + count + 2], count)
    }

    private static func endsOf(_ picture: OffsetPicture, in text: [Unicode.Scalar], from start: Int) -> Ends {
        var index = endOf(Array(picture.prefix.unicodeScalars), in: text, from: start).ends.first ?? text.count
        guard index < text.count, text[index] == "+" || text[index] == "-" else { return ([], 3) }
        index += 1
        guard let separator = picture.separator else { return anyOf(text, index, where: DigitFamily.ascii.contains) }
        let hours = length(text, index, where: DigitFamily.ascii.contains)
        index += hours
        guard hours > 0, index < text.count, text[index] == separator else { return ([], hours) }
        return anyOf(text, index + 1, where: DigitFamily.ascii.contains)
    }

    private static let wordTexts = (EnglishNumber.words.keys + ["and", "-", ",", " "]).map { Array($0.unicodeScalars) }

    /// Every end of a row of number words, blanks, commas, hyphens and `and`.
    private static func endsOfWords(in text: [Unicode.Scalar], from start: Int) -> Ends {
        var ends: Set<Int> = []
        var starts = [start]
        while let next = starts.popLast() {
            for word in wordTexts {
                for end in endOf(word, in: text, from: next).ends where ends.insert(end).inserted { starts.append(end) }
            }
        }
        return (ends.sorted(), (ends.count + 1) * wordTexts.count)
    }
}

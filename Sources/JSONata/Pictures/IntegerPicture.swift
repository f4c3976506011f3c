/// A picture that whole numbers are written and read by, as in XPath's `fn:format-integer`.
///
/// `#,##0`, `001` or any pattern of decimal digits; `A` and `a` letters, `I` and `i` Roman numerals, `W`, `w` and `Ww`
/// words. With `;o` after it, ordinals: `1st`, `Twentieth`.
struct IntegerPicture: Sendable {
    enum Form: Sendable {
        case decimal(DecimalPattern)
        case letters(LetterCase)
        case roman(LetterCase)
        case words(LetterCase)
    }

    private(set) var form: Form
    let isOrdinal: Bool

    /// - Throws: D3130 for what is none of these forms, D3131 for a pattern with digits of two families.
    init(_ picture: String) throws(JSONataError) {
        if let semicolon = picture.lastIndex(of: ";") {
            let modifier = picture[picture.index(after: semicolon)...]
            try self.init(picture[..<semicolon], isOrdinal: modifier.first == "o")
        } else {
            try self.init(picture[...], isOrdinal: false)
        }
    }

    /// - Throws: as for a whole picture; `primary` is what stands before the semicolon.
    init(_ primary: Substring, isOrdinal: Bool) throws(JSONataError) {
        self.isOrdinal = isOrdinal
        switch primary {
        case "A": form = .letters(.upper)
        case "a": form = .letters(.lower)
        case "I": form = .roman(.upper)
        case "i": form = .roman(.lower)
        case "W": form = .words(.upper)
        case "w": form = .words(.lower)
        case "Ww": form = .words(.title)
        default:
            guard let pattern = try DecimalPattern(primary) else {
                throw JSONataError("D3130", "\"\(primary.prefix(64))\" is no picture for whole numbers")
            }
            form = .decimal(pattern)
        }
    }

    /// The pattern of digits, where the picture is one.
    var pattern: DecimalPattern? {
        if case .decimal(let pattern) = form { pattern } else { nil }
    }

    /// The same picture with so many mandatory digits, where it is a pattern of digits.
    /// - Throws: D3130 for more than a pattern may have.
    func withMandatoryDigits(_ count: Int) throws(JSONataError) -> IntegerPicture {
        guard let pattern else { return self }
        var picture = self
        picture.form = .decimal(try pattern.withMandatoryDigits(count))
        return picture
    }

    /// Writes `value`, rounded down; a negative number has a minus sign before its magnitude.
    ///
    /// Numbers too big for a Roman numeral are written in decimal digits.
    /// - Throws: D3130 for what is no finite number.
    func format(_ value: Double) throws(JSONataError) -> String {
        guard value.isFinite else { throw JSONataError("D3130", "only a finite number can be written by a picture") }
        let integer = value.rounded(.down)
        return (integer < 0 ? "-" : "") + text(integer.magnitude)
    }

    private func text(_ magnitude: Double) -> String {
        switch form {
        case .decimal(let pattern): pattern.text(Self.digits(magnitude), isOrdinal: isOrdinal)
        case .letters(let letterCase): letterCase.applied(to: LetterNumber.text(magnitude))
        case .roman(let letterCase):
            RomanNumeral.text(magnitude).map(letterCase.applied) ?? ScriptNumber.text(magnitude)
        case .words(let letterCase):
            letterCase.applied(to: EnglishNumber.text(Self.digits(magnitude), isOrdinal: isOrdinal))
        }
    }

    private static func digits(_ magnitude: Double) -> [UInt8] {
        let digits = DecimalDigits(shortest: magnitude).whole
        return digits.isEmpty ? [0] : digits
    }

    /// The number that `text` stands for, or nil when it is no number of the picture's form.
    ///
    /// Lenient as the language's reference is: separators, padding and letter case need not be the picture's.
    func parse(_ text: String) throws(JSONataError) -> Double? { value(of: text) }

    /// The number that `text` stands for, as `parse` finds it.
    func value(of text: String) -> Double? {
        switch form {
        case .decimal(let pattern): pattern.value(of: text, isOrdinal: isOrdinal)
        case .letters: LetterNumber.value(of: text)
        case .roman: RomanNumeral.value(of: text)
        case .words: EnglishNumber.value(of: text)
        }
    }
}

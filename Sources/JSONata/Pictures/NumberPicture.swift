/// A picture that numbers are written by, as in XPath's `fn:format-number`: `#,##0.00`.
struct NumberPicture {
    private let symbols: NumberSymbols
    private let positive: NumberSubPicture
    /// Nil where negative numbers look like positive ones after a minus sign.
    private let negative: NumberSubPicture?

    /// - Throws: D3080 for more than two sub-pictures, D3081 to D3093 for the rules within one.
    init(_ picture: String, options: [(String, String)] = []) throws(JSONataError) {
        symbols = try NumberSymbols(options)
        let scalars = Array(picture.unicodeScalars)
        let separator = symbols.patternSeparator
        var parts: [ArraySlice<Unicode.Scalar>] = []
        var (start, index) = (0, 0)
        while index < scalars.count {
            guard scalars[index...].starts(with: separator) else {
                index += 1
                continue
            }
            parts.append(scalars[start..<index])
            index += separator.count
            start = index
        }
        parts.append(scalars[start...])
        guard parts.count <= 2 else {
            throw JSONataError("D3080", "a number picture has two sub-pictures at most, and this has \(parts.count)")
        }
        positive = try NumberSubPicture(parts[0], symbols: symbols)
        negative = parts.count == 2 ? try NumberSubPicture(parts[1], symbols: symbols) : nil
    }

    /// Writes `value` by `picture`; `options` are pairs of a decimal format's property and its text.
    static func format(
        _ value: Double,
        picture: String,
        options: [(String, String)]
    ) throws(JSONataError) -> String {
        try NumberPicture(picture, options: options).text(of: value)
    }

    func text(of value: Double) -> String {
        if value.isNaN { return symbols.nan }
        let layout = value < 0 ? negative ?? positive : positive
        let sign = value < 0 && negative == nil ? symbols.minusSign : ""
        let magnitude = value.magnitude * layout.factor
        let number = magnitude.isFinite ? text(of: magnitude, layout: layout) : symbols.infinity
        return sign + layout.prefix + number + layout.suffix
    }

    /// `magnitude` is neither negative nor infinite.
    private func text(of magnitude: Double, layout: NumberSubPicture) -> String {
        guard let minimumExponent = layout.minimumExponent else { return decimalText(of: magnitude, layout: layout) }
        let digits = DecimalDigits(shortest: magnitude)
        var exponent = digits.digits.isEmpty ? 0 : digits.point - layout.scalingFactor
        // A power of ten keeps one digit more, so that 10 is 10e0 in the picture 0e0: so does the reference.
        if digits.digits == [1], exponent > 0 { exponent -= 1 }
        var text = decimalText(of: digits.shifted(by: -exponent).value, layout: layout)
        text.unicodeScalars.append(contentsOf: symbols.exponentSeparator)
        if exponent < 0 { text += symbols.minusSign }
        let written = DecimalDigits(shortest: Double(exponent)).whole
        text.unicodeScalars.append(contentsOf: padding(to: minimumExponent, from: written.count) + scalars(written))
        return text
    }

    private func decimalText(of magnitude: Double, layout: NumberSubPicture) -> String {
        let rounded = HalfEven.round(magnitude, precision: layout.maximumFraction)
        let digits = DecimalDigits(exact: rounded).rounded(toPlaces: layout.maximumFraction)
        let (whole, fraction) = (digits.whole, digits.fraction)
        var text = layout.grouping.grouped(padding(to: layout.minimumWhole, from: whole.count) + scalars(whole))
        let decimals = scalars(fraction) + padding(to: layout.minimumFraction, from: fraction.count)
        if !decimals.isEmpty {
            text.append(contentsOf: symbols.decimalSeparator)
            text.append(contentsOf: layout.groupedFraction(decimals, separator: symbols.groupingSeparator))
        }
        return String(text)
    }

    private func scalars(_ digits: [UInt8]) -> [Unicode.Scalar] { digits.map(symbols.digits.scalar) }

    private func padding(to minimum: Int, from count: Int) -> [Unicode.Scalar] {
        Array(repeating: symbols.digits.zero, count: max(minimum - count, 0))
    }
}

/// The characters with a meaning in a number picture, and the texts that a formatted number is made with.
struct NumberSymbols {
    private(set) var decimalSeparator = Array(".".unicodeScalars)
    private(set) var groupingSeparator = Array(",".unicodeScalars)
    private(set) var exponentSeparator = Array("e".unicodeScalars)
    private(set) var optionalDigit = Array("#".unicodeScalars)
    private(set) var patternSeparator = Array(";".unicodeScalars)
    private(set) var percent = Array("%".unicodeScalars)
    private(set) var perMille = Array("‰".unicodeScalars)
    private(set) var digits = DigitFamily.ascii
    private(set) var minusSign = "-"
    private(set) var infinity = "Infinity"
    private(set) var nan = "NaN"

    /// Takes the defaults, with `options` in their place: property names of XPath's decimal formats; others are ignored.
    /// - Throws: the code of the rule that a symbol breaks by being empty or over 64 characters, or, for a zero digit
    ///   without nine others after it, D3085.
    init(_ options: [(String, String)]) throws(JSONataError) {
        for (name, text) in options {
            let scalars = Array(text.unicodeScalars)
            switch name {
            case "decimal-separator": decimalSeparator = try Self.symbol(scalars, name, "D3081")
            case "grouping-separator": groupingSeparator = try Self.symbol(scalars, name, "D3089")
            case "exponent-separator": exponentSeparator = try Self.symbol(scalars, name, "D3093")
            case "pattern-separator": patternSeparator = try Self.symbol(scalars, name, "D3080")
            case "percent": percent = try Self.symbol(scalars, name, "D3082")
            case "per-mille": perMille = try Self.symbol(scalars, name, "D3083")
            case "digit": optionalDigit = try Self.symbol(scalars, name, "D3085")
            case "zero-digit":
                guard let zero = scalars.first, let family = DigitFamily(zero: zero) else {
                    throw JSONataError("D3085", "the zero-digit \"\(text.prefix(8))\" has no nine digits after it")
                }
                digits = family
            case "minus-sign": minusSign = text
            case "infinity": infinity = text
            case "NaN": nan = text
            default: break
            }
        }
    }

    private static func symbol(
        _ scalars: [Unicode.Scalar],
        _ name: String,
        _ code: String
    ) throws(JSONataError) -> [Unicode.Scalar] {
        guard (1...64).contains(scalars.count) else {
            throw JSONataError(code, "the \(name) must have 1 to 64 characters, and has \(scalars.count)")
        }
        return scalars
    }

    /// What one character of a sub-picture stands for.
    enum Sign: Equatable {
        case digit
        case optionalDigit
        case decimalSeparator
        case groupingSeparator
        case exponentSeparator
        /// Itself: text before or after the number.
        case passive
    }

    func sign(of scalar: Unicode.Scalar) -> Sign {
        // A symbol of more than one character is never met as one.
        let single = CollectionOfOne(scalar)
        if single.elementsEqual(decimalSeparator) { return .decimalSeparator }
        if single.elementsEqual(exponentSeparator) { return .exponentSeparator }
        if single.elementsEqual(groupingSeparator) { return .groupingSeparator }
        if single.elementsEqual(optionalDigit) { return .optionalDigit }
        return digits.contains(scalar) ? .digit : .passive
    }
}

/// A sub-picture cut into its parts, and the rules that they must keep.
struct NumberPictureParts {
    typealias Sign = NumberSymbols.Sign

    let prefix: String
    let suffix: String
    let whole: ArraySlice<Sign>
    let wholeScalars: ArraySlice<Unicode.Scalar>
    let fraction: ArraySlice<Sign>
    /// What follows the exponent separator; nil without one.
    let exponent: ArraySlice<Sign>?
    let percentSigns: Int
    let perMilleSigns: Int

    /// From the first to the last character with a meaning.
    private let active: ArraySlice<Sign>
    private let mantissa: ArraySlice<Sign>
    private let picture: ArraySlice<Unicode.Scalar>

    /// - Throws: D3085 where no character has a meaning.
    init(_ picture: ArraySlice<Unicode.Scalar>, symbols: NumberSymbols) throws(JSONataError) {
        let scalars = Array(picture)
        let signs = scalars.map(symbols.sign)
        // An exponent separator alone is text: only others can be the first or the last sign.
        guard let first = signs.firstIndex(where: { $0 != .passive && $0 != .exponentSeparator }),
            let last = signs.lastIndex(where: { $0 != .passive && $0 != .exponentSeparator })
        else { throw Self.fault("D3085", "has no digit", picture) }
        let end = last + 1
        self.picture = picture
        active = signs[first..<end]
        prefix = Self.text(scalars[..<first])
        suffix = Self.text(scalars[end...])

        if let mark = signs[first...].firstIndex(of: .exponentSeparator), mark <= end {
            mantissa = signs[first..<mark]
            exponent = signs[min(mark + 1, end)..<end]
        } else {
            mantissa = active
            exponent = nil
        }
        let separator = mantissa.firstIndex(of: .decimalSeparator) ?? mantissa.endIndex
        whole = mantissa[..<separator]
        wholeScalars = scalars[first..<separator]
        fraction = mantissa[separator...].dropFirst()
        percentSigns = Self.count(of: symbols.percent, in: scalars)
        perMilleSigns = Self.count(of: symbols.perMille, in: scalars)
    }

    /// - Throws: the highest code, which is the one that the language's reference reports, of the rules broken.
    func check() throws(JSONataError) {
        if let exponent, exponent.isEmpty || exponent.contains(where: { $0 != .digit }) {
            throw fault("D3093", "must have digits, and nothing else, after its exponent separator")
        }
        if exponent != nil, percentSigns + perMilleSigns > 0 {
            throw fault("D3092", "has both an exponent and a percent or per-mille sign")
        }
        if let optional = fraction.lastIndex(of: .optionalDigit), fraction[optional...].contains(.digit) {
            throw fault("D3091", "has an optional digit before a mandatory one in its fraction")
        }
        if let optional = whole.firstIndex(of: .optionalDigit), whole[..<optional].contains(.digit) {
            throw fault("D3090", "has a mandatory digit before an optional one in its whole part")
        }
        if zip(active, active.dropFirst()).contains(where: { $0 == .groupingSeparator && $1 == .groupingSeparator }) {
            throw fault("D3089", "has two grouping separators side by side")
        }
        if let separator = active.firstIndex(of: .decimalSeparator) {
            let neighbours = active[max(separator - 1, active.startIndex)..<min(separator + 2, active.endIndex)]
            if neighbours.contains(.groupingSeparator) {
                throw fault("D3087", "has a grouping separator beside its decimal separator")
            }
        } else if whole.last == .groupingSeparator {
            throw fault("D3088", "has a grouping separator at the end of its whole part")
        }
        if active.contains(.passive) {
            throw fault("D3086", "has a character without a meaning between two that have one")
        }
        guard mantissa.contains(where: { $0 == .digit || $0 == .optionalDigit }) else {
            throw fault("D3085", "has no digit in its mantissa")
        }
        if percentSigns > 0, perMilleSigns > 0 { throw fault("D3084", "has both a percent and a per-mille sign") }
        if perMilleSigns > 1 { throw fault("D3083", "has more than one per-mille sign") }
        if percentSigns > 1 { throw fault("D3082", "has more than one percent sign") }
        if active.count(where: { $0 == .decimalSeparator }) > 1 {
            throw fault("D3081", "has more than one decimal separator")
        }
    }

    private func fault(_ code: String, _ what: String) -> JSONataError { Self.fault(code, what, picture) }

    private static func fault(_ code: String, _ what: String, _ picture: ArraySlice<Unicode.Scalar>) -> JSONataError {
        JSONataError(code, "the number picture \"\(text(picture.prefix(64)))\" \(what)")
    }

    private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        String(String.UnicodeScalarView(scalars))
    }

    private static func count(of symbol: [Unicode.Scalar], in scalars: [Unicode.Scalar]) -> Int {
        scalars.indices.count { scalars[$0...].starts(with: symbol) }
    }
}

/// A whole number written to another base.
struct RadixText {
    /// Digits and small letters, with a minus sign where needed.
    ///
    /// Both numbers are rounded first, a half to even; the base is 10 where none is given.
    /// - Throws: D3100 for a base outside 2 to 36.
    static func format(_ value: Double, radix: Double?) throws(JSONataError) -> String {
        let base = HalfEven.round(radix ?? 10)
        guard (2...36).contains(base) else {
            throw JSONataError("D3100", "the base must be between 2 and 36, and \(ScriptNumber.text(base)) is not")
        }
        let integer = HalfEven.round(value)
        guard base != 10, integer.isFinite else { return ScriptNumber.text(integer) }
        var digits: [UInt8] = []
        var rest = LongInteger(wholePartOf: integer)
        repeat {
            let digit = UInt8(rest.divide(by: UInt64(base)))
            digits.append(digit < 10 ? digit + UInt8(ascii: "0") : digit - 10 + UInt8(ascii: "a"))
        } while !rest.isZero
        if integer < 0 { digits.append(UInt8(ascii: "-")) }
        return String(decoding: digits.reversed(), as: UTF8.self)
    }
}

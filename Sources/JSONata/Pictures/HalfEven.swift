/// Rounding to a count of decimal places, where a half goes to the even neighbour.
struct HalfEven {
    /// Rounds the decimal text of `value`, not its binary fraction: 4.525 to two places is 4.52.
    ///
    /// A negative `precision` rounds to tens, hundreds and so on. Never gives minus zero.
    static func round(_ value: Double, precision: Int = 0) -> Double {
        guard value.isFinite else { return value }
        guard precision != 0 else { return value.rounded(.toNearestOrEven) + 0 }
        // No double has a digit beyond these places.
        let places = max(-400, min(precision, 1100))
        let shifted = DecimalDigits(shortest: value).shifted(by: places).value
        guard shifted.isFinite else { return value }
        let magnitude = DecimalDigits(shortest: shifted.rounded(.toNearestOrEven)).shifted(by: -places).value
        return value < 0 && magnitude != 0 ? -magnitude : magnitude
    }
}

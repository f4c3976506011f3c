/// Durations as RFC 3339, appendix A, writes them.
enum DurationText {
    /// Whether `text` is a duration such as `P1Y2M3D`, `PT36H` or `P4W`; units may only be left out at the ends.
    static func isDuration(_ text: String) -> Bool {
        var rest = text.utf8[...]
        guard rest.popFirst() == UInt8(ascii: "P"), !rest.isEmpty else { return false }
        if rest.last == UInt8(ascii: "W") { return takeUnits("W", from: &rest) == 1 && rest.isEmpty }
        let days = takeUnits("YMD", from: &rest)
        guard let days else { return false }
        if rest.isEmpty { return days > 0 }
        guard rest.popFirst() == UInt8(ascii: "T"), let times = takeUnits("HMS", from: &rest) else { return false }
        return times > 0 && rest.isEmpty
    }

    /// Takes numbers with units in the order of `units`, without a gap, and gives how many; nil when there is one.
    private static func takeUnits(_ units: StaticString, from rest: inout Substring.UTF8View) -> Int? {
        let known = units.withUTF8Buffer { Array($0) }
        var last: Int?
        var count = 0
        while let first = rest.first, first.isDigit {
            let digits = rest.prefix(while: \.isDigit)
            rest = rest[digits.endIndex...]
            guard let unit = rest.popFirst(), let place = known.firstIndex(of: unit) else { return nil }
            if let last, place != last + 1 { return nil }
            last = place
            count += 1
        }
        return count
    }
}

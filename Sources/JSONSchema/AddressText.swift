/// Addresses of hosts.
enum AddressText {
    /// Whether `text` is four numbers up to 255 without leading zeros.
    static func isIPv4(_ text: Substring) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                guard (1...3).contains(part.count), part.allSatisfy(\.isDigit) else { return false }
                guard part.count == 1 || part.first != UInt8(ascii: "0") else { return false }
                return part.reduce(0) { $0 * 10 + Int($1 - 0x30) } < 256
            }
    }

    /// Whether `text` is eight groups of up to four hexadecimal digits.
    ///
    /// One stretch of zeros may be left out, the last two groups may be an IPv4 address; a zone is refused.
    static func isIPv6(_ text: Substring) -> Bool {
        guard let gap = doubleColon(in: text.utf8) else { return count(of: text, mayEndInIPv4: true) == 8 }
        let before = text[..<gap.lowerBound]
        let after = text[gap.upperBound...]
        guard doubleColon(in: after.utf8) == nil, after.utf8.first != UInt8(ascii: ":") else { return false }
        guard let left = count(of: before, mayEndInIPv4: false) else { return false }
        guard let right = count(of: after, mayEndInIPv4: true) else { return false }
        return left + right <= 7
    }

    /// Where the first two colons in a row are.
    private static func doubleColon(in text: Substring.UTF8View) -> Range<String.Index>? {
        var index = text.startIndex
        while index < text.endIndex {
            let next = text.index(after: index)
            if text[index] == UInt8(ascii: ":"), next < text.endIndex, text[next] == UInt8(ascii: ":") {
                return index..<text.index(after: next)
            }
            index = next
        }
        return nil
    }

    /// How many groups there are; nil when one is malformed.
    private static func count(of text: Substring, mayEndInIPv4: Bool) -> Int? {
        if text.isEmpty { return 0 }
        let groups = text.split(separator: ":", omittingEmptySubsequences: false)
        var count = 0
        for (index, group) in groups.enumerated() {
            if mayEndInIPv4, index == groups.count - 1, isIPv4(group) {
                count += 2
            } else {
                guard (1...4).contains(group.utf8.count), group.utf8.allSatisfy(\.isHexDigit) else { return nil }
                count += 1
            }
        }
        return count
    }
}

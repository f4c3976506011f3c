/// Names of hosts and the email addresses with them.
enum HostText {
    /// Whether `text` is a host's name as RFC 1123 has it: labels of up to 63 letters, digits and hyphens, with no hyphen
    /// at either end, and up to 253 bytes in all.
    ///
    /// With `allowsUnicode`, letters, marks and digits of any script are taken too; labels are not normalised.
    static func isHostname(_ text: String, allowsUnicode: Bool) -> Bool {
        guard text.utf8.count <= 253 else { return false }
        let labels = text.unicodeScalars.split(omittingEmptySubsequences: false) { scalar in
            scalar == "." || allowsUnicode && ["\u{3002}", "\u{FF0E}", "\u{FF61}"].contains(scalar)
        }
        return labels.allSatisfy { label in
            guard (1...63).contains(label.count), label.first != "-", label.last != "-" else { return false }
            return label.allSatisfy { isPart($0, allowsUnicode: allowsUnicode) }
        }
    }

    /// Whether `text` is a mailbox as RFC 5321 has it; with `allowsUnicode`, as RFC 6531 has it.
    static func isEmail(_ text: String, allowsUnicode: Bool) -> Bool {
        guard let at = text.utf8.lastIndex(of: UInt8(ascii: "@")) else { return false }
        let local = text[..<at]
        let domain = text[text.index(after: at)...]
        guard (1...64).contains(local.utf8.count) else { return false }
        guard isLocal(local, allowsUnicode: allowsUnicode) else { return false }
        guard domain.hasPrefix("["), domain.hasSuffix("]") else {
            return isHostname(String(domain), allowsUnicode: allowsUnicode)
        }
        let address = domain.dropFirst().dropLast()
        return address.lowercased().hasPrefix("ipv6:")
            ? AddressText.isIPv6(address.dropFirst(5))
            : AddressText.isIPv4(address)
    }

    private static func isPart(_ scalar: Unicode.Scalar, allowsUnicode: Bool) -> Bool {
        if scalar.isASCII {
            let byte = UInt8(truncatingIfNeeded: scalar.value)
            return byte.isLetter || byte.isDigit || byte == UInt8(ascii: "-")
        }
        guard allowsUnicode else { return false }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark, .decimalNumber:
            return true
        default:
            return scalar == "\u{B7}" || scalar == "\u{30FB}" || scalar == "\u{200C}" || scalar == "\u{200D}"
        }
    }

    private static func isLocal(_ text: Substring, allowsUnicode: Bool) -> Bool {
        if text.hasPrefix("\""), text.utf8.count >= 2, text.hasSuffix("\"") {
            return isQuoted(text.dropFirst().dropLast(), allowsUnicode: allowsUnicode)
        }
        let atoms = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return atoms.allSatisfy { atom in
            !atom.isEmpty
                && atom.allSatisfy { byte in
                    byte.isLetter || byte.isDigit || byte.isOne(of: "!#$%&'*+-/=?^_`{|}~")
                        || allowsUnicode && byte >= 0x80
                }
        }
    }

    /// Whether every quotation mark and backslash within is behind a backslash.
    private static func isQuoted(_ text: Substring, allowsUnicode: Bool) -> Bool {
        var isEscaped = false
        for byte in text.utf8 {
            guard (0x20..<0x7F).contains(byte) || allowsUnicode && byte >= 0x80 else { return false }
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                return false
            }
        }
        return !isEscaped
    }
}

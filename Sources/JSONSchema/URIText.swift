/// URIs, relative references and templates, checked character by character.
enum URIText {
    /// Whether `text` is a URI or, without `needsScheme`, a relative reference, as RFC 3986 has it.
    ///
    /// With `allowsUnicode`, characters beyond ASCII are taken as RFC 3987 has it, but for controls and private ones in
    /// paths.
    static func isReference(_ text: String, allowsUnicode: Bool, needsScheme: Bool) -> Bool {
        guard !allowsUnicode || text.unicodeScalars.allSatisfy(isAllowed) else { return false }
        let reference = URIReference(text)
        guard reference.scheme != nil || !needsScheme else { return false }
        // Without a scheme, a colon in the first segment would make one.
        let first = reference.path.prefix { $0 != "/" }
        guard reference.scheme != nil || reference.authority != nil || !first.contains(":") else { return false }
        guard isAuthority(reference.authority, allowsUnicode) else { return false }
        return holds(reference.path, ":@/", allowsUnicode)
            && holds(reference.query ?? "", ":@/?", allowsUnicode)
            && holds(reference.fragment ?? "", ":@/?", allowsUnicode)
    }

    /// Whether `text` is a template as RFC 6570 has it.
    static func isTemplate(_ text: String) -> Bool {
        var rest = text[...]
        while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            guard rest[open] == "{", isLiteral(rest[..<open]) else { return false }
            rest = rest[rest.index(after: open)...]
            guard let close = rest.firstIndex(of: "}"), isExpression(rest[..<close]) else { return false }
            rest = rest[rest.index(after: close)...]
        }
        return isLiteral(rest)
    }

    private static func isAuthority(_ text: String?, _ allowsUnicode: Bool) -> Bool {
        guard let text else { return true }
        var host = text[...]
        if let at = host.lastIndex(of: "@") {
            guard holds(String(host[..<at]), ":", allowsUnicode) else { return false }
            host = host[host.index(after: at)...]
        }
        if host.hasPrefix("[") {
            guard let close = host.firstIndex(of: "]") else { return false }
            let address = host[host.index(after: host.startIndex)..<close]
            guard AddressText.isIPv6(address) || isFutureAddress(address) else { return false }
            let port = host[host.index(after: close)...]
            return port.isEmpty || port.hasPrefix(":") && port.dropFirst().utf8.allSatisfy(\.isDigit)
        }
        if let colon = host.lastIndex(of: ":") {
            guard host[host.index(after: colon)...].utf8.allSatisfy(\.isDigit) else { return false }
            host = host[..<colon]
        }
        return holds(String(host), "", allowsUnicode)
    }

    /// Whether `text` is an address of a version to come, such as `v1.fe80`.
    private static func isFutureAddress(_ text: Substring) -> Bool {
        guard text.lowercased().hasPrefix("v"), let dot = text.firstIndex(of: ".") else { return false }
        let version = text.dropFirst().prefix(upTo: dot)
        let rest = text[text.index(after: dot)...]
        return !version.isEmpty && version.utf8.allSatisfy(\.isHexDigit) && !rest.isEmpty
            && holds(String(rest), ":", false)
    }

    /// Whether all characters are unreserved, escaped, marks within a component, or one of `others`.
    private static func holds(_ text: String, _ others: StaticString, _ allowsUnicode: Bool) -> Bool {
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%") {
                guard rest.count >= 2, rest.prefix(2).allSatisfy(\.isHexDigit) else { return false }
                rest = rest.dropFirst(2)
                continue
            }
            let isKnown = byte.isLetter || byte.isDigit || byte.isOne(of: "-._~!$&'()*+,;=") || byte.isOne(of: others)
            guard isKnown || allowsUnicode && byte >= 0x80 else { return false }
        }
        return true
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return true }
        switch scalar.properties.generalCategory {
        case .control, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: return false
        default: return !scalar.properties.isBidiControl
        }
    }

    private static func isLiteral(_ text: Substring) -> Bool {
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%") {
                guard rest.count >= 2, rest.prefix(2).allSatisfy(\.isHexDigit) else { return false }
                rest = rest.dropFirst(2)
            } else if byte <= 0x20 || byte == 0x7F || byte.isOne(of: "\"'<>\\^`{|}") {
                return false
            }
        }
        return true
    }

    /// Whether `text` is an operator or none and a list of variables, each with its modifier or none.
    private static func isExpression(_ text: Substring) -> Bool {
        var list = text[...]
        if let first = list.utf8.first, first.isOne(of: "+#./;?&=,!@|") { list = list.dropFirst() }
        return list.split(separator: ",", omittingEmptySubsequences: false).allSatisfy { variable in
            var name = variable
            if name.hasSuffix("*") {
                name = name.dropLast()
            } else if let colon = name.firstIndex(of: ":") {
                let length = name[name.index(after: colon)...]
                guard (1...4).contains(length.utf8.count), length.utf8.allSatisfy(\.isDigit), !length.hasPrefix("0")
                else {
                    return false
                }
                name = name[..<colon]
            }
            return isVariable(name)
        }
    }

    private static func isVariable(_ name: Substring) -> Bool {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.allSatisfy { part in
            guard !part.isEmpty else { return false }
            var rest = part.utf8[...]
            while let byte = rest.popFirst() {
                if byte == UInt8(ascii: "%") {
                    guard rest.count >= 2, rest.prefix(2).allSatisfy(\.isHexDigit) else { return false }
                    rest = rest.dropFirst(2)
                } else if !(byte.isLetter || byte.isDigit || byte == UInt8(ascii: "_")) {
                    return false
                }
            }
            return true
        }
    }
}

import Domain

/// Where an API lives: scheme, host, perhaps a port and a path; never a query, a fragment or credentials.
struct BaseURL: Sendable, Hashable, CustomStringConvertible {
    let scheme: String
    let host: String
    let port: Int?
    /// Starts with a slash unless empty; never ends with one.
    let path: String

    /// Nil unless `text` is `http://` or `https://`, a host, and nothing that doesn't belong into a base address.
    init?(_ text: String) {
        guard let separator = text.firstRange(of: "://") else { return nil }
        let scheme = text[..<separator.lowerBound].lowercased()
        guard scheme == "https" || scheme == "http" else { return nil }
        let rest = text[separator.upperBound...]
        guard rest.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !Array("?#@\\\"<>{}|^`".utf8).contains($0) })
        else { return nil }
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        guard let (host, port) = BaseURL.authority(rest[..<slash]) else { return nil }
        var path = rest[slash...]
        while path.last == "/" { path.removeLast() }
        guard !path.split(separator: "/").contains(where: { $0 == "." || $0 == ".." }) else { return nil }
        self.scheme = scheme
        self.host = host
        self.port = port
        self.path = String(path)
    }

    private static func authority(_ text: Substring) -> (host: String, port: Int?)? {
        var host = text
        var port: Int?
        let searchable = text.firstIndex(of: "]").map { text[$0...] } ?? text
        if let colon = searchable.lastIndex(of: ":") {
            guard let number = UInt16(text[text.index(after: colon)...]) else { return nil }
            port = Int(number)
            host = text[..<colon]
        }
        // An escape in a host would be read in two ways.
        guard !host.isEmpty, !host.contains("%") else { return nil }
        return (host.lowercased(), port)
    }

    /// Whether text can be one part of a host's name: letters, digits and hyphens.
    static func isLabel(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 63 && !text.hasPrefix("-") && !text.hasSuffix("-")
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D
            }
    }

    /// The address of a link that an answer of this host gave: whole, or a path with its query.
    ///
    /// Throws `forbiddenAddress` for another origin, where the account's credentials must not go.
    func resolving(_ link: String) throws(IntegrationError) -> String {
        let origin = "\(scheme)://\(host)\(port.map { ":\($0)" } ?? "")"
        if link.hasPrefix("/"), !link.hasPrefix("//") { return origin + link }
        let end = link.firstIndex { $0 == "?" || $0 == "#" } ?? link.endIndex
        guard let address = BaseURL(String(link[..<end])), address.scheme == scheme, address.host == host,
            address.port == port
        else {
            throw IntegrationError(
                .forbiddenAddress,
                message: "the next page is at another origin, which gets no credentials"
            )
        }
        return origin + address.path + link[end...].prefix { $0 != "#" }
    }

    var description: String { "\(scheme)://\(host)\(port.map { ":\($0)" } ?? "")\(path)" }
}

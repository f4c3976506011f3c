import Domain
import NIOCore

/// Keeps calls off the server's own network: jobs are data, and an address in them must not reach what a firewall hides.
///
/// Checked three times: the address as written, the addresses that its name resolves to, before anything is sent there,
/// and the address really connected to, so that no name that resolves differently the second time gets a request.
/// A refusal tells the host as it was asked for, never what it resolves to.
struct AddressGuard: Sendable {
    let allowsPrivateNetworks: Bool

    /// Throws `forbiddenAddress` for an address that may not be called whatever its name resolves to.
    ///
    /// Returns the name whose addresses must be checked as well; nil where there is nothing to look up.
    @discardableResult
    func check(_ url: String) throws(IntegrationError) -> String? {
        guard let end = url.firstIndex(of: "?") ?? Optional(url.endIndex), let base = BaseURL(String(url[..<end]))
        else {
            throw IntegrationError(.forbiddenAddress, message: "the address to call is not a valid http address")
        }
        guard !allowsPrivateNetworks else { return nil }
        guard base.scheme == "https" else {
            throw IntegrationError(
                .forbiddenAddress,
                message: "\(base.host) must be called by https; SLUICE_ALLOW_PRIVATE_NETWORKS=true allows http"
            )
        }
        let literal = base.host.hasPrefix("[") ? String(base.host.dropFirst().dropLast()) : base.host
        let name = literal.hasSuffix(".") ? String(literal.dropLast()) : literal
        guard name != "localhost", !name.hasSuffix(".localhost") else { throw AddressGuard.refusal(base.host) }
        guard let address = AddressGuard.address(written: name) else { return literal }
        guard !AddressGuard.isPrivate(address) else { throw AddressGuard.refusal(base.host) }
        return nil
    }

    /// Throws `forbiddenAddress` when one of the addresses that `host` resolves to may not be called.
    func check(_ addresses: [SocketAddress], of host: String) throws(IntegrationError) {
        guard addresses.allSatisfy(allows) else { throw AddressGuard.refusal(host) }
    }

    /// An address written as numbers: IPv6, dotted, or one of the old forms that resolvers still take for IPv4 (one to four
    /// parts, each decimal, octal or hexadecimal: `2130706433`, `0x7f.1`).
    private static func address(written text: String) -> SocketAddress? {
        if let address = try? SocketAddress(ipAddress: text, port: 443) { return address }
        var parts: [UInt64] = []
        for part in text.split(separator: ".", omittingEmptySubsequences: false) {
            guard let number = number(written: part) else { return nil }
            parts.append(number)
        }
        // The last part fills all the bytes that the others leave.
        guard let last = parts.popLast(), parts.count < 4, parts.allSatisfy({ $0 < 256 }),
            last < 1 << (8 * UInt64(4 - parts.count))
        else { return nil }
        let value = parts.enumerated().reduce(last) { $0 + $1.element << (8 * UInt64(3 - $1.offset)) }
        let bytes = [24, 16, 8, 0].map { "\(value >> $0 & 255)" }
        return try? SocketAddress(ipAddress: bytes.joined(separator: "."), port: 443)
    }

    private static func number(written text: Substring) -> UInt64? {
        guard text.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }) else { return nil }
        if text.hasPrefix("0x") || text.hasPrefix("0X") { return UInt64(text.dropFirst(2), radix: 16) }
        return UInt64(text, radix: text.hasPrefix("0") ? 8 : 10)
    }

    /// Whether a connection to `address` may be used.
    func allows(_ address: SocketAddress?) -> Bool {
        guard !allowsPrivateNetworks else { return true }
        guard let address else { return false }
        return !AddressGuard.isPrivate(address)
    }

    static func refusal(_ host: String) -> IntegrationError {
        IntegrationError(
            .forbiddenAddress,
            message: "\(host) leads into a private network; SLUICE_ALLOW_PRIVATE_NETWORKS=true allows those"
        )
    }

    /// Reads the bytes of `sockaddr_in` and `sockaddr_in6`, whose layouts are fixed.
    static func isPrivate(_ address: SocketAddress) -> Bool {
        switch address {
        case .v4(let address): isPrivate(v4: withUnsafeBytes(of: address.address) { Array($0[4..<8]) })
        case .v6(let address): isPrivate(v6: withUnsafeBytes(of: address.address) { Array($0[8..<24]) })
        case .unixDomainSocket: true
        }
    }

    /// Everything that isn't the public internet (IANA's special-purpose registry, checked 2026-11).
    private static func isPrivate(v4 bytes: [UInt8]) -> Bool {
        switch (bytes[0], bytes[1]) {
        case (0, _), (10, _), (127, _), (169, 254), (172, 16...31), (192, 168): true
        case (100, 64...127), (198, 18...19), (224..., _): true
        case (192, 0): bytes[2] == 0 || bytes[2] == 2
        case (198, 51): bytes[2] == 100
        case (203, 0): bytes[2] == 113
        default: false
        }
    }

    private static func isPrivate(v6 bytes: [UInt8]) -> Bool {
        let isMapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
        let isTranslated = bytes[..<12].elementsEqual([0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0])
        if isMapped || isTranslated { return isPrivate(v4: Array(bytes[12...])) }
        // Only 2000::/3 is handed out to the public; of it 2001:db8::/32 and 3fff::/20 are for documents, 2001::/32 and
        // 2002::/16 wrap IPv4 addresses.
        guard bytes[0] & 0xE0 == 0x20 else { return true }
        if bytes[0] == 0x20, bytes[1] == 0x02 { return isPrivate(v4: Array(bytes[2..<6])) }
        if bytes[0] == 0x3F, bytes[1] == 0xFF, bytes[2] & 0xF0 == 0 { return true }
        return [[0x20, 0x01, 0x0D, 0xB8], [0x20, 0x01, 0, 0]].contains(Array(bytes[..<4]))
    }
}

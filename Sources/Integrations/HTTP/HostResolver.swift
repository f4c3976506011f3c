import Domain
import Glibc
import NIOCore
import NIOPosix

/// Looks up the addresses of host names, away from the threads that tasks run on, and remembers them for a short while.
actor HostResolver {
    private static let life: TimeAmount = .seconds(30)
    /// Names remembered at most.
    private static let capacity = 1_000

    private var known: [String: (addresses: [SocketAddress], until: NIODeadline)] = [:]

    /// Every address of `host`; throws `unreachable` when it has none.
    func addresses(of host: String) async throws(IntegrationError) -> [SocketAddress] {
        if let found = known[host], found.until > .now() { return found.addresses }
        let addresses = (try? await NIOThreadPool.singleton.runIfActive { HostResolver.lookUp(host) }) ?? []
        guard !addresses.isEmpty else {
            throw IntegrationError(.unreachable, message: "the name \(host) has no address")
        }
        if known.count >= HostResolver.capacity { known = [:] }
        known[host] = (addresses, .now() + HostResolver.life)
        return addresses
    }

    /// Asks as the HTTP client does; blocks its thread.
    private static func lookUp(_ host: String) -> [SocketAddress] {
        var hints = addrinfo()
        hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
        var first: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &first) == 0 else { return [] }
        defer { freeaddrinfo(first) }
        var addresses: [SocketAddress] = []
        var next = first
        while let entry = next {
            if let text = numericText(of: entry.pointee) {
                addresses += [try? SocketAddress(ipAddress: text, port: 0)].compactMap { $0 }
            }
            next = entry.pointee.ai_next
        }
        return addresses
    }

    private static func numericText(of entry: addrinfo) -> String? {
        var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let status = getnameinfo(
            entry.ai_addr,
            entry.ai_addrlen,
            &text,
            socklen_t(text.count),
            nil,
            0,
            NI_NUMERICHOST
        )
        guard status == 0 else { return nil }
        // An address of this link ends in its interface.
        let bytes = text.prefix { $0 != 0 && $0 != CChar(UInt8(ascii: "%")) }.map { UInt8(bitPattern: $0) }
        return String(decoding: bytes, as: UTF8.self)
    }
}

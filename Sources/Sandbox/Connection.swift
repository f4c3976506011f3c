import NIOCore

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Cutting a connection as a failing network does.
enum Connection {
    /// Ends it with a TCP reset; what was sent and not read yet is lost too.
    static func reset(_ channel: any Channel) async {
        if let socket = channel as? any SocketOptionProvider {
            try? await socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
        }
        await cut(channel)
    }

    /// Ends it in order; the client gets what was sent.
    static func cut(_ channel: any Channel) async { try? await channel.close() }
}

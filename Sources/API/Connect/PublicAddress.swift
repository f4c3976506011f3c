import Synchronization

/// Where browsers find this server: as configured, else where it listens.
package final class PublicAddress: Sendable {
    private let configured: String?
    private let host: String
    private let port: Mutex<Int>

    /// `configured` is an http or https address, perhaps with a path; `host` and `port` are what is listened on.
    package init(configured: String?, host: String, port: Int) {
        self.configured = configured
        // An address for every interface is none to go to.
        self.host = ["0.0.0.0", "::"].contains(host) ? "localhost" : host.contains(":") ? "[\(host)]" : host
        self.port = Mutex(port)
    }

    /// Whether `text` can be configured.
    package static func canBe(_ text: String) -> Bool { WebAddress.isPlain(text) && !text.contains("?") }

    /// Says which port is really listened on.
    func listens(on port: Int) { self.port.withLock { $0 = port } }

    /// Without a slash at its end.
    package var text: String {
        guard var text = configured else { return "http://\(host):\(port.withLock { $0 })" }
        while text.hasSuffix("/") { text.removeLast() }
        return text
    }

    var isSecure: Bool { text.lowercased().hasPrefix("https://") }

    /// Where a link is followed.
    package func link(_ token: String) -> String { "\(text)/connect-account?link_token=\(WebAddress.encode(token))" }

    /// Where vendors send browsers back to; what is registered with an OAuth app.
    package var callback: String { "\(text)/connect-account/callback" }
}

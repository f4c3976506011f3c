import Engine
import HTTPTypes

/// The cookie that binds forms and sign-ins to the browser that they were shown to.
struct BrowserCookie {
    let value: String
    private let name: String
    private let isSecure: Bool

    /// The request's own, or a new one.
    init(_ headers: HTTPFields, isSecure: Bool) {
        self.isSecure = isSecure
        // With the prefix, no other host and no plain connection can have set it.
        name = isSecure ? "__Host-sluice-connect" : "sluice-connect"
        let prefix = "\(name)="
        let pairs = headers[values: .cookie].flatMap { $0.split(separator: ";") }
        let known = pairs.map { $0.drop { $0 == " " } }.first { $0.hasPrefix(prefix) }?.dropFirst(prefix.count)
        value = known.map(String.init).flatMap { $0.utf8.count == 43 ? $0 : nil } ?? SecretText.make()
    }

    /// For `Set-Cookie`: no script sees it, and it comes along when a vendor sends the browser back, but with no foreign form.
    var header: String {
        "\(name)=\(value); Path=/; HttpOnly; SameSite=Lax; Max-Age=3600\(isSecure ? "; Secure" : "")"
    }

    /// What may be stored of it.
    var fingerprint: String { Fingerprint.hash(of: Array(value.utf8)) }

    /// What a form of a link carries to show that it was shown to this browser.
    func proof(of link: String) -> String { Fingerprint.hash(of: Array("\(value)\n\(link)".utf8)) }
}

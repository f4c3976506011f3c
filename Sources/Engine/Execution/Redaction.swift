import Domain

/// Takes an account's secrets out of text that is kept: vendors echo what they were sent.
struct Redaction {
    private let secrets: [String]

    init(_ context: AccountContext) { secrets = context.secretTexts.sorted { $0.utf8.count > $1.utf8.count } }

    /// The text without the secrets, at most 500 bytes long.
    func clean(_ text: String) -> String {
        var text = text
        for secret in secrets { text = text.replacing(secret, with: "[secret]") }
        text = withoutCutSecret(text).replacing(/(Bearer|Basic) [A-Za-z0-9+\/=._~-]{8,}/) { "\($0.1) [secret]" }
        return text.utf8.count <= 500 ? text : String(decoding: text.utf8.prefix(500), as: UTF8.self)
    }

    /// Vendors' words arrive cut to a length, and so may end in the start of a secret.
    private func withoutCutSecret(_ text: String) -> String {
        for secret in secrets {
            for count in (4..<max(4, secret.count)).reversed() where text.hasSuffix(secret.prefix(count)) {
                return text.dropLast(count) + "[secret]"
            }
        }
        return text
    }
}

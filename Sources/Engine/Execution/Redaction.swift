import Domain

/// Takes an account's secrets out of text that is kept: vendors echo what they were sent.
struct Redaction {
    private let secrets: [String]

    init(_ context: AccountContext) { secrets = context.secretTexts.sorted { $0.utf8.count > $1.utf8.count } }

    /// The text without the secrets, at most 500 bytes long.
    func clean(_ text: String) -> String {
        var text = text
        for secret in secrets { text = text.replacing(secret, with: "[secret]") }
        return text.utf8.count <= 500 ? text : String(decoding: text.utf8.prefix(500), as: UTF8.self)
    }
}

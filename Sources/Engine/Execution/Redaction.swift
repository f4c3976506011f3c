import Domain
import JSON

/// Takes an account's secrets out of text that is kept: vendors echo what they were sent.
struct Redaction {
    private let secrets: [String]

    init(_ context: AccountContext) { secrets = context.secretTexts.sorted { $0.utf8.count > $1.utf8.count } }

    /// The error with everything the vendor said cleaned.
    func clean(_ error: IntegrationError) -> IntegrationError {
        IntegrationError(
            error.kind,
            message: clean(error.message),
            detail: clean(error.detail),
            answer: error.answer.map(clean)
        )
    }

    private func clean(_ answer: InboundAnswer) -> InboundAnswer {
        let limit = answer.body.count
        var answer = answer
        if let value = try? JSONValue(parsing: answer.body) {
            answer.body = clean(value, limit: limit).bytes
        } else {
            answer.body = Array(clean(String(decoding: answer.body, as: UTF8.self), limit: limit).utf8)
        }
        answer.headers = answer.headers.map { ($0.name, clean($0.value)) }
        return answer
    }

    private func clean(_ value: JSONValue, limit: Int) -> JSONValue {
        switch value {
        case .string(let text): .string(clean(text, limit: limit))
        case .array(let items): .array(items.map { clean($0, limit: limit) })
        case .object(let object):
            .object(JSONObject(object.map { (clean($0.key, limit: limit), clean($0.value, limit: limit)) }))
        case .null, .bool, .number: value
        }
    }

    /// The text without the secrets, at most `limit` bytes long.
    func clean(_ text: String, limit: Int = 500) -> String {
        var text = text
        for secret in secrets { text = text.replacing(secret, with: "[secret]") }
        text = withoutCutSecret(text).replacing(/(Bearer|Basic) [A-Za-z0-9+\/=._~-]{8,}/) { "\($0.1) [secret]" }
        return text.utf8.count <= limit ? text : String(decoding: text.utf8.prefix(limit), as: UTF8.self)
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

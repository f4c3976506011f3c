import Domain
import HTTPTypes
import JSON

/// What of a vendor's answer goes into ours: the body as it came, and what the headers say of limits.
struct RemoteError: Sendable {
    /// JSON where it was some, else the text.
    let body: JSONValue
    let headers: HTTPFields

    init(_ answer: InboundAnswer) {
        body = (try? JSONValue(parsing: answer.body)) ?? .string(String(decoding: answer.body, as: UTF8.self))
        var headers = HTTPFields()
        for (name, value) in answer.headers {
            guard RemoteError.isAboutLimits(name.lowercased()), let field = HTTPField.Name(name) else { continue }
            headers.append(HTTPField(name: field, value: value))
        }
        // The published client reads whole seconds of at least one; a date would make it give up.
        if let text = headers[.retryAfter], Int(text).map({ $0 < 1 }) ?? true { headers[.retryAfter] = nil }
        self.headers = headers
    }

    private static func isAboutLimits(_ name: String) -> Bool {
        name == "retry-after" || ["ratelimit", "x-rate-limit", "x-ratelimit"].contains { name.hasPrefix($0) }
    }
}

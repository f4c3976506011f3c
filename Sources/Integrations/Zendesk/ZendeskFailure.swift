import Domain
import JSON

/// Reads Zendesk's error answers, whose `error` is text on most statuses and an object on 403.
enum ZendeskFailure {
    static func read(_ answer: InboundAnswer, askedWithCursor: Bool, now: Timestamp) -> IntegrationError {
        let said = sentence(in: answer.body)
        let retryAfter = answer.retryAfter(now: now)
        func error(_ kind: IntegrationError.Kind, _ message: String) -> IntegrationError {
            IntegrationError(kind, message: message, detail: said)
        }
        switch answer.status {
        case 401: return error(.unauthorized, "zendesk refuses the credentials (401)")
        case 429: return error(.rateLimited(retryAfter: retryAfter), "zendesk asks to slow down (429)")
        case 403, 503:
            if let retryAfter {
                return error(.rateLimited(retryAfter: retryAfter), "zendesk asks to wait (\(answer.status))")
            }
            return answer.status == 403
                ? error(.rejected(status: 403), "zendesk forbids the call (403)")
                : error(.serverFault(status: 503), "zendesk is not available (503)")
        case 500...599: return error(.serverFault(status: answer.status), "zendesk failed (\(answer.status))")
        case 300...399:
            return error(.rejected(status: answer.status), "zendesk sent a redirect, which is not followed")
        case 400, 410, 422:
            let isAboutCursor = said.lowercased().contains("cursor") || said.contains("InvalidPagination")
            guard askedWithCursor, isAboutCursor else { break }
            return error(.cursorExpired, "zendesk no longer takes the cursor (\(answer.status))")
        default: break
        }
        return error(.rejected(status: answer.status), "zendesk refused the call (\(answer.status))")
    }

    /// The words of an error body, on one line; the body's start when it has another shape.
    static func sentence(in body: [UInt8]) -> String {
        guard let value = try? JSONValue(parsing: body) else {
            return String(decoding: body.prefix(200), as: UTF8.self)
        }
        let first = value["errors"]?[0]
        let parts = [
            value["error"]?.stringValue, value["error"]?["title"]?.stringValue,
            value["error"]?["message"]?.stringValue, value["description"]?.stringValue,
            value["error_description"]?.stringValue, value["message"]?.stringValue,
            first?["code"]?.stringValue, first?["title"]?.stringValue, first?["detail"]?.stringValue,
        ]
        let said = parts.compactMap { $0 }
        return said.isEmpty ? String(decoding: body.prefix(200), as: UTF8.self) : said.joined(separator: ": ")
    }
}

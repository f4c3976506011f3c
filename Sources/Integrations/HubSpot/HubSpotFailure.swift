import Domain
import JSON

/// Reads HubSpot's error answers: a `category`, a `message`, and for a limit the `policyName` of which one.
enum HubSpotFailure {
    static func read(_ answer: InboundAnswer, account: AccountContext, now: Timestamp) -> IntegrationError {
        let body = (try? JSONValue(parsing: answer.body)) ?? .null
        let said = sentence(in: body) ?? String(decoding: answer.body.prefix(200), as: UTF8.self)
        func error(_ kind: IntegrationError.Kind, _ message: String) -> IntegrationError {
            IntegrationError(kind, message: message, detail: said)
        }
        let retryAfter = answer.retryAfter(now: now)
        switch answer.status {
        case 401: return error(.unauthorized, "hubspot refuses the credentials (401)")
        case 403 where body["category"] == "MISSING_SCOPES":
            let scopes = scopes(in: body)
            let named = scopes.isEmpty ? "" : ": \(scopes.joined(separator: ", "))"
            return error(.rejected(status: 403), "hubspot wants scopes that the app wasn't given (403)\(named)")
        case 403: return error(.rejected(status: 403), "hubspot forbids the call (403)")
        case 414:
            let remedy = "name fewer query.properties, or use the method search or batch_read"
            return error(.rejected(status: 414), "the address is too long for hubspot (414); \(remedy)")
        case 423:
            // Much is being written to the same records; documented as over after two seconds.
            return error(.rateLimited(retryAfter: retryAfter ?? .seconds(2)), "hubspot holds a lock (423)")
        case 429: return limit(answer, body["policyName"]?.stringValue, account, now, said)
        case 477 where retryAfter != nil, 503 where retryAfter != nil:
            return error(.rateLimited(retryAfter: retryAfter), "hubspot asks to wait (\(answer.status))")
        case 500...599: return error(.serverFault(status: answer.status), "hubspot failed (\(answer.status))")
        case 300...399:
            return error(.rejected(status: answer.status), "hubspot sent a redirect, which is not followed")
        default: return error(.rejected(status: answer.status), "hubspot refused the call (\(answer.status))")
        }
    }

    /// Which limit was reached, and when it is over.
    private static func limit(
        _ answer: InboundAnswer,
        _ policy: String?,
        _ account: AccountContext,
        _ now: Timestamp,
        _ said: String
    ) -> IntegrationError {
        guard policy != "DAILY" else {
            let day = account["time_zone"].flatMap { HubSpotDay(zone: $0) }
            let message =
                day == nil
                ? "hubspot's daily limit is reached (429); tried again each hour, since the account has no time_zone"
                : "hubspot's daily limit is reached (429); it starts anew at the portal's midnight"
            let wait = day?.remaining(at: now) ?? .seconds(3600)
            return IntegrationError(.rateLimited(retryAfter: wait), message: message, detail: said)
        }
        let window: Duration? =
            switch policy {
            case "SECONDLY": .seconds(1)
            case "TEN_SECONDLY_ROLLING": .seconds(10)
            default: nil
            }
        let wait = answer.retryAfter(now: now) ?? HubSpotLimits.interval(in: answer) ?? window
        return IntegrationError(
            .rateLimited(retryAfter: wait),
            message: "hubspot asks to slow down (429)",
            detail: said
        )
    }

    /// The words of an error body, on one line; nil when it has another shape.
    private static func sentence(in body: JSONValue) -> String? {
        let errors = body["errors"]?.arrayValue ?? []
        let parts =
            [
                body["category"]?.stringValue, body["policyName"]?.stringValue, body["error"]?.stringValue,
                body["message"]?.stringValue ?? body["error_description"]?.stringValue,
            ] + errors.prefix(3).map { $0["message"]?.stringValue }
        let said = parts.compactMap { $0 }
        return said.isEmpty ? nil : String(said.joined(separator: ": ").prefix(500))
    }

    /// Scopes that any of the errors' contexts names, each once.
    private static func scopes(in body: JSONValue) -> [String] {
        var found: [String] = []
        for error in body["errors"]?.arrayValue ?? [] {
            for (key, value) in error["context"]?.objectValue ?? [:] where key.lowercased().contains("scope") {
                for scope in (value.arrayValue ?? []).compactMap(\.stringValue) where !found.contains(scope) {
                    found.append(scope)
                }
            }
        }
        return found
    }
}

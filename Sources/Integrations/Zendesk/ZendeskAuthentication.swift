import Domain
import Foundation
import JSON

/// Zendesk's ways in: OAuth (an access token, refreshed or asked for anew), or the old e-mail and API token.
enum ZendeskAuthentication {
    static func address(_ context: AccountContext) throws(IntegrationError) -> BaseURL {
        if let text = context["base_url"] {
            let trimmed = text.hasSuffix("/") ? String(text.dropLast()) : text
            let root = trimmed.hasSuffix("/api/v2") ? String(trimmed.dropLast(7)) : trimmed
            guard let base = BaseURL(root) else {
                throw IntegrationError(.unsendable, message: "the account's base_url is not an http address")
            }
            return base
        }
        guard let subdomain = context["subdomain"], isHostLabel(subdomain),
            let base = BaseURL("https://\(subdomain).zendesk.com")
        else { throw IntegrationError(.unsendable, message: "the account's subdomain is missing or not a host label") }
        return base
    }

    private static func isHostLabel(_ text: String) -> Bool {
        let isPlain = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D
        }
        return isPlain && (1...63).contains(text.utf8.count) && !text.hasPrefix("-") && !text.hasSuffix("-")
    }

    static func problems(in context: AccountContext) -> [ValidationFailure] {
        var failures = context.nonTexts([
            "subdomain", "base_url", "access_token", "client_id", "client_secret", "email", "api_token",
        ])
        guard failures.isEmpty else { return failures }
        if context["base_url"] == nil, context["subdomain"] == nil {
            failures.append(ValidationFailure("subdomain", "required (or base_url)"))
        } else if (try? address(context)) == nil {
            let key = context["base_url"] == nil ? "subdomain" : "base_url"
            let wanted = key == "subdomain" ? "a host label like \"acme\"" : "an address like \"https://acme.example\""
            failures.append(ValidationFailure(key, "expected \(wanted)"))
        }
        let hasApp = context["client_id"] != nil && context["client_secret"] != nil
        let hasAPIToken = context["email"] != nil && context["api_token"] != nil
        if context["access_token"] == nil, !hasApp, !hasAPIToken {
            let ways = "access_token, client_id and client_secret, or email and api_token"
            failures.append(ValidationFailure("", "no credentials: give \(ways)"))
        }
        return failures
    }

    static func warnings(for context: AccountContext) -> [String] {
        guard usesAPIToken(context) else { return [] }
        return ["Zendesk's API tokens end on 2027-04-30; give OAuth credentials (access_token or client_id)"]
    }

    private static func usesAPIToken(_ context: AccountContext) -> Bool {
        context["access_token"] == nil && context["client_id"] == nil && context["api_token"] != nil
    }

    static func header(_ context: AccountContext) throws(IntegrationError) -> OutboundRequest.Header {
        if let token = context["access_token"] { return .init("authorization", "Bearer \(token)") }
        guard let email = context["email"], let token = context["api_token"] else {
            throw IntegrationError(.unauthorized, message: "the account has no access token")
        }
        return .init("authorization", "Basic \(Data("\(email)/token:\(token)".utf8).base64EncodedString())")
    }

    static func needsRefresh(_ context: AccountContext, now: Timestamp) -> Bool {
        guard context["access_token"] != nil else { return !usesAPIToken(context) }
        return canRefresh(context) && context.tokenExpiry.map { $0 <= now } ?? false
    }

    private static func canRefresh(_ context: AccountContext) -> Bool {
        context["client_id"] != nil && context["client_secret"] != nil
    }

    /// A refresh deletes the old pair at once, so the answer must be stored before it is used.
    static func refreshRequest(for context: AccountContext) throws(IntegrationError) -> OutboundRequest? {
        guard let id = context["client_id"], let secret = context["client_secret"] else { return nil }
        var body: JSONObject = ["client_id": .string(id), "client_secret": .string(secret)]
        if let token = context["refresh_token"] {
            body["grant_type"] = "refresh_token"
            body["refresh_token"] = .string(token)
        } else {
            body["grant_type"] = "client_credentials"
            body["scope"] = .string(context["scope"] ?? "read")
        }
        return OutboundRequest(
            method: "POST",
            url: try address(context).description + "/oauth/tokens",
            headers: [.init("content-type", "application/json"), .init("accept", "application/json")],
            body: JSONValue.object(body).bytes
        )
    }

    static func refreshed(
        _ context: AccountContext,
        by answer: InboundAnswer,
        now: Timestamp
    ) throws(IntegrationError) -> AccountContext {
        try TokenAnswer(answer, from: "zendesk") { ZendeskFailure.read($0, askedWithCursor: false, now: now) }
            .renewing(context, now: now)
    }
}

import Domain
import JSON

/// HubSpot's ways in: a private app's token, or OAuth with a token that is refreshed before it ends.
enum HubSpotAuthentication {
    static func address(_ context: AccountContext) throws(IntegrationError) -> BaseURL {
        guard let base = BaseURL(context["base_url"] ?? "https://api.hubapi.com") else {
            throw IntegrationError(.unsendable, message: "the account's base_url is not an http address")
        }
        return base
    }

    static func problems(in context: AccountContext) -> [ValidationFailure] {
        var failures = context.nonTexts([
            "base_url", "access_token", "refresh_token", "client_id", "client_secret", "time_zone",
            HubSpotVersion.contextKey,
        ])
        guard failures.isEmpty else { return failures }
        if (try? address(context)) == nil {
            failures.append(ValidationFailure("base_url", "expected an address like \"https://api.hubapi.com\""))
        }
        if (try? HubSpotVersion(of: context)) == nil {
            failures.append(ValidationFailure(HubSpotVersion.contextKey, HubSpotVersion.expectation))
        }
        if let zone = context["time_zone"], HubSpotDay(zone: zone) == nil {
            failures.append(ValidationFailure("time_zone", "expected an IANA name like \"Europe/Berlin\""))
        }
        if context["access_token"] == nil, !canRefresh(context) {
            let ways = "access_token, or refresh_token with client_id and client_secret"
            failures.append(ValidationFailure("", "no credentials: give \(ways)"))
        }
        return failures
    }

    static func warnings(for context: AccountContext) -> [String] {
        guard (try? HubSpotVersion(of: context)) == .v3 else { return [] }
        return ["HubSpot's v3 paths end in September 2027; set api_version to a dated one"]
    }

    static func header(_ context: AccountContext) throws(IntegrationError) -> OutboundRequest.Header {
        guard let token = context["access_token"] else {
            throw IntegrationError(.unauthorized, message: "the account has no access token")
        }
        return .init("authorization", "Bearer \(token)")
    }

    static func needsRefresh(_ context: AccountContext, now: Timestamp) -> Bool {
        guard canRefresh(context) else { return false }
        guard context["access_token"] != nil else { return true }
        return context.tokenExpiry.map { $0 <= now } ?? false
    }

    private static func canRefresh(_ context: AccountContext) -> Bool {
        ["refresh_token", "client_id", "client_secret"].allSatisfy { context[$0] != nil }
    }

    static func refreshRequest(for context: AccountContext) throws(IntegrationError) -> OutboundRequest? {
        guard let token = context["refresh_token"], let id = context["client_id"],
            let secret = context["client_secret"]
        else { return nil }
        let form = PercentEncoding.query([
            "grant_type": "refresh_token", "client_id": .string(id), "client_secret": .string(secret),
            "refresh_token": .string(token),
        ])
        return OutboundRequest(
            method: "POST",
            url: "\(try address(context))/\(try HubSpotVersion(of: context).tokenPath)",
            headers: [
                .init("content-type", "application/x-www-form-urlencoded"), .init("accept", "application/json"),
            ],
            body: Array(form.utf8)
        )
    }

    static func refreshed(
        _ context: AccountContext,
        by answer: InboundAnswer,
        now: Timestamp
    ) throws(IntegrationError) -> AccountContext {
        try TokenAnswer(answer, from: "hubspot") { HubSpotFailure.read($0, account: context, now: now) }
            .renewing(context, now: now)
    }
}

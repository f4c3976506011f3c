import Domain
import Integrations
import JSON
import Testing

@Suite struct HubSpotAuthenticationTests {
    private static let adapter = HubSpotAdapter()
    private static let app: JSONObject = [
        "base_url": "https://v.example", "client_id": "c", "client_secret": "s+&", "refresh_token": "r1",
        "access_token": "old",
    ]

    private static func app(_ more: JSONObject) -> AccountContext {
        var fields = app
        for (key, value) in more { fields[key] = value.isNull ? nil : value }
        return AccountContext(fields)
    }

    @Test(arguments: [
        (nil, "oauth/2026-03/token"), ("2026-03", "oauth/2026-03/token"), ("2026-09", "oauth/2026-09/token"),
        ("v3", "oauth/v1/token"),
    ])
    func `a token is refreshed by a form, at the path of its version`(_ version: String?, _ path: String) throws {
        let context = HubSpotAuthenticationTests.app(version.map { ["api_version": .string($0)] } ?? [:])
        let request = try #require(try HubSpotAuthenticationTests.adapter.refreshRequest(for: context))
        #expect(request.method == "POST")
        #expect(request.url == "https://v.example/" + path)
        #expect(request.headers.contains(.init("content-type", "application/x-www-form-urlencoded")))
        let body = String(decoding: request.body ?? [], as: UTF8.self)
        #expect(body == "grant_type=refresh_token&client_id=c&client_secret=s%2B%26&refresh_token=r1")
    }

    @Test(arguments: ["client_id", "client_secret", "refresh_token"])
    func `without all of it there is nothing to renew with`(_ key: String) throws {
        let context = HubSpotAuthenticationTests.app([key: .null, "expires_at": 1])
        #expect(try HubSpotAuthenticationTests.adapter.refreshRequest(for: context) == nil)
        #expect(!HubSpotAuthenticationTests.adapter.needsRefresh(context, now: now))
    }

    @Test(
        arguments: [
            ([:], false), (["access_token": .null], true), (["expires_at": 1], true),
            (["expires_at": .number(JSONNumber(now.milliseconds))], true),
            (["expires_at": .number(JSONNumber(now.milliseconds + 1))], false),
            (["expires_at": "2026-11-24T09:30:00Z"], true), (["expires_at": "2026-11-24T09:31:00Z"], false),
        ] as [(JSONObject, Bool)]
    )
    func `a token is renewed when its time is over, not before`(_ fields: JSONObject, _ needed: Bool) {
        let context = HubSpotAuthenticationTests.app(fields)
        #expect(HubSpotAuthenticationTests.adapter.needsRefresh(context, now: now) == needed)
    }

    @Test func `the new pair takes the old one's place and expires a minute early`() throws {
        let renewed = try HubSpotAuthenticationTests.adapter.refreshed(
            HubSpotAuthenticationTests.app(["hub_id": "kept"]),
            by: answer(
                200,
                ["access_token": "new", "refresh_token": "r2", "expires_in": 1800, "token_type": "bearer"]
            ),
            now: now
        )
        #expect(renewed["access_token"] == "new")
        #expect(renewed["refresh_token"] == "r2")
        #expect(renewed["hub_id"] == "kept")
        #expect(renewed.fields["expires_at"]?.intValue == Int(now.milliseconds) + 1_740_000)
    }

    @Test(
        arguments: [
            (400, ["error": "invalid_grant"], [:], .unauthorized),
            (400, ["status": "BAD_REFRESH_TOKEN", "message": "missing or invalid refresh token"], [:], .unauthorized),
            (429, ["policyName": "TEN_SECONDLY_ROLLING"], [:], .rateLimited(retryAfter: .seconds(10))),
            (429, [:], ["retry-after": "4"], .rateLimited(retryAfter: .seconds(4))),
            (502, "<html>", [:], .serverFault(status: 502)), (200, [:], [:], .malformed),
            (200, ["access_token": ""], [:], .malformed), (200, ["access_token": 7], [:], .malformed),
        ] as [(Int, JSONValue, [String: String], IntegrationError.Kind)]
    )
    func `what the token endpoint refuses, or is too busy for, is told apart`(
        _ status: Int,
        _ body: JSONValue,
        _ headers: [String: String],
        _ kind: IntegrationError.Kind
    ) {
        let error = #expect(throws: IntegrationError.self) {
            try HubSpotAuthenticationTests.adapter.refreshed(
                HubSpotAuthenticationTests.app([:]),
                by: answer(status, body, headers: headers.map { (name: $0.key, value: $0.value) }),
                now: now
            )
        }
        #expect(error?.kind == kind)
    }

    @Test(
        arguments: [
            (["access_token": "t"], []), (app, []), (["access_token": "t", "api_version": "2026-09"], []),
            (["access_token": "t", "time_zone": "America/Argentina/Buenos_Aires"], []), ([:], [""]),
            (["refresh_token": "r", "client_id": "c"], [""]), (["access_token": 7], ["access_token"]),
            (["access_token": "t", "api_version": "v4"], ["api_version"]),
            (["access_token": "t", "api_version": 3], ["api_version"]),
            (["access_token": "t", "time_zone": "Berlin"], ["time_zone"]),
            (["access_token": "t", "base_url": "ftp://x"], ["base_url"]),
            (["base_url": "x", "api_version": "x", "time_zone": "x"], ["base_url", "api_version", "time_zone", ""]),
        ] as [(JSONObject, [String])]
    )
    func `what is wrong with a context is said with its place`(_ fields: JSONObject, _ paths: [String]) {
        let problems = HubSpotAuthenticationTests.adapter.problems(in: AccountContext(fields))
        #expect(problems.map(\.path) == paths)
        #expect(problems.allSatisfy { !$0.message.isEmpty })
    }

    @Test func `numbered paths are warned of`() {
        let old = AccountContext(["access_token": "t", "api_version": "v3"])
        #expect(HubSpotAuthenticationTests.adapter.warnings(for: old).count == 1)
        #expect(HubSpotAuthenticationTests.adapter.warnings(for: AccountContext(["access_token": "t"])).isEmpty)
    }

    @Test func `the test call is one contact`() throws {
        let call = HubSpotAuthenticationTests.adapter.testCall(for: HubSpotAuthenticationTests.app([:]), now: now)
        let request = try HubSpotAuthenticationTests.adapter.request(for: call, after: nil)
        #expect(request.url == "https://v.example/crm/objects/2026-03/contacts?limit=1")
    }
}

import Domain
import Foundation
import Integrations
import JSON
import Testing

@Suite struct ZendeskAuthenticationTests {
    private static let adapter = ZendeskAdapter()
    private static let app: JSONObject = ["base_url": "https://v.example", "client_id": "c", "client_secret": "s"]

    private static func app(_ more: JSONObject) -> AccountContext {
        var fields = app
        for (key, value) in more { fields[key] = value }
        return AccountContext(fields)
    }

    @Test func `client credentials are asked for as JSON`() throws {
        let request = try #require(
            try ZendeskAuthenticationTests.adapter.refreshRequest(for: ZendeskAuthenticationTests.app([:]))
        )
        #expect(request.method == "POST")
        #expect(request.url == "https://v.example/oauth/tokens")
        #expect(
            try JSONValue(parsing: request.body ?? []) == [
                "client_id": "c", "client_secret": "s", "grant_type": "client_credentials", "scope": "read",
            ]
        )
        let scoped = try ZendeskAuthenticationTests.adapter.refreshRequest(
            for: ZendeskAuthenticationTests.app(["scope": "read write"])
        )
        #expect(try JSONValue(parsing: scoped?.body ?? [])["scope"] == "read write")
    }

    @Test func `a refresh token is used when there is one`() throws {
        let context = ZendeskAuthenticationTests.app(["access_token": "old", "refresh_token": "r"])
        let request = try ZendeskAuthenticationTests.adapter.refreshRequest(for: context)
        let body = try JSONValue(parsing: request?.body ?? [])
        #expect(body == ["client_id": "c", "client_secret": "s", "grant_type": "refresh_token", "refresh_token": "r"])
    }

    @Test(
        arguments: [
            ["access_token": "t"], ["email": "a@example.com", "api_token": "k"],
            ["access_token": "t", "client_id": "c"],
            ["access_token": "t", "refresh_token": "r"],
        ] as [JSONObject]
    )
    func `without an app there is nothing to renew with`(_ fields: JSONObject) throws {
        var fields = fields
        fields["base_url"] = "https://v.example"
        #expect(try ZendeskAuthenticationTests.adapter.refreshRequest(for: AccountContext(fields)) == nil)
        #expect(!ZendeskAuthenticationTests.adapter.needsRefresh(AccountContext(fields), now: now))
    }

    @Test func `the new pair takes the old one's place and expires early`() throws {
        let context = ZendeskAuthenticationTests.app(["access_token": "old", "refresh_token": "r1", "note": "kept"])
        let renewed = try ZendeskAuthenticationTests.adapter.refreshed(
            context,
            by: answer(200, ["access_token": "new", "refresh_token": "r2", "expires_in": 7200]),
            now: now
        )
        #expect(renewed["access_token"] == "new")
        #expect(renewed["refresh_token"] == "r2")
        #expect(renewed["note"] == "kept")
        #expect(renewed.fields["expires_at"]?.intValue == Int(now.milliseconds) + 7_140_000)
        #expect(!ZendeskAuthenticationTests.adapter.needsRefresh(renewed, now: now))
        #expect(ZendeskAuthenticationTests.adapter.needsRefresh(renewed, now: now + .seconds(7_140)))
    }

    @Test(arguments: [
        (10, 9_000), (600, 540_000), (601, 541_000), (0, 0),
    ])
    func `a short life is shortened by a tenth`(_ life: Int, _ milliseconds: Int) throws {
        let body: JSONValue = ["access_token": "new", "expires_in": .number(JSONNumber(life))]
        let renewed = try ZendeskAuthenticationTests.adapter.refreshed(
            ZendeskAuthenticationTests.app([:]),
            by: answer(200, body),
            now: now
        )
        #expect(renewed.fields["expires_at"]?.intValue == Int(now.milliseconds) + milliseconds)
    }

    @Test func `an answer that keeps the refresh token or says no life is taken`() throws {
        let context = ZendeskAuthenticationTests.app(["access_token": "old", "refresh_token": "r1", "expires_at": 1])
        let renewed = try ZendeskAuthenticationTests.adapter.refreshed(
            context,
            by: answer(200, ["access_token": "new"]),
            now: now
        )
        #expect(renewed["refresh_token"] == "r1")
        #expect(renewed.fields["expires_at"] == nil)
        #expect(!ZendeskAuthenticationTests.adapter.needsRefresh(renewed, now: now))
    }

    @Test(arguments: ["1e300", "-1e300", "-5", "1e18", "9223372036854775807", "\"3600\"", "null", "[]"])
    func `a life beyond reason doesn't bring the server down`(_ life: String) throws {
        let body = try JSONValue(parsing: #"{"access_token":"new","expires_in":\#(life)}"#)
        let renewed = try ZendeskAuthenticationTests.adapter.refreshed(
            ZendeskAuthenticationTests.app([:]),
            by: answer(200, body),
            now: now
        )
        #expect(renewed["access_token"] == "new")
    }

    @Test(
        arguments: [
            (400, ["error": "invalid_grant", "error_description": "used"], .unauthorized),
            (401, ["error": "invalid_client"], .unauthorized), (403, [:], .unauthorized), (404, [:], .unauthorized),
            (302, [:], .unauthorized), (429, [:], .rateLimited(retryAfter: nil)), (500, [:], .serverFault(status: 500)),
            (503, [:], .serverFault(status: 503)), (200, [:], .malformed), (200, ["access_token": 7], .malformed),
            (200, "x", .malformed), (200, ["access_token": ""], .malformed),
        ] as [(Int, JSONValue, IntegrationError.Kind)]
    )
    func `a refused renewal says whose turn it is`(_ status: Int, _ body: JSONValue, _ kind: IntegrationError.Kind) {
        let error = #expect(throws: IntegrationError.self) {
            try ZendeskAuthenticationTests.adapter.refreshed(
                ZendeskAuthenticationTests.app([:]),
                by: answer(status, body),
                now: now
            )
        }
        #expect(error?.kind == kind)
    }

    @Test(
        arguments: [
            (nil, true), (.null, false), (1_795_512_600_000, true), (1_795_512_600_001, false),
            ("2026-11-24T09:30:00Z", true),
            ("2026-11-24T09:30:00.001Z", false), (1_795_512_600, true), (1_795_512_601, false), ("1795512600000", true),
            ("soon", false), ([], false), (0, true),
        ] as [(JSONValue?, Bool)]
    )
    func `a token is renewed once its moment has come`(_ expires: JSONValue?, _ isDue: Bool) {
        var fields: JSONObject = expires == nil ? [:] : ["access_token": "t"]
        fields["expires_at"] = expires
        let context = ZendeskAuthenticationTests.app(fields)
        #expect(ZendeskAuthenticationTests.adapter.needsRefresh(context, now: now) == isDue)
    }

    @Test func `the old way of signing in is basic authentication with a warning`() throws {
        let old: JSONObject = ["subdomain": "acme", "email": "ä@example.com", "api_token": "k:1"]
        let request = try ZendeskAuthenticationTests.adapter.request(for: call("tickets", account: old), after: nil)
        let header = try #require(request.headers.first { $0.name == "authorization" }?.value)
        let text = Data(base64Encoded: String(header.dropFirst(6))).map { String(decoding: $0, as: UTF8.self) }
        #expect(header.hasPrefix("Basic "))
        #expect(text == "ä@example.com/token:k:1")
        #expect(ZendeskAuthenticationTests.adapter.warnings(for: AccountContext(old)).count == 1)
        #expect(ZendeskAuthenticationTests.adapter.warnings(for: ZendeskAuthenticationTests.app([:])).isEmpty)
        #expect(ZendeskAuthenticationTests.adapter.problems(in: AccountContext(old)).isEmpty)
    }

    @Test func `an account without a token can't call yet`() {
        let error = #expect(throws: IntegrationError.self) {
            try ZendeskAuthenticationTests.adapter.request(
                for: call("tickets", account: ZendeskAuthenticationTests.app),
                after: nil
            )
        }
        #expect(error?.kind == .unauthorized)
    }
}

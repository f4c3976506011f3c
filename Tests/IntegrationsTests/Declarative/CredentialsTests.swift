import Domain
import JSON
import Testing

@testable import Integrations

/// How accounts of a manifest are connected, and how their tokens are renewed.
@Suite struct CredentialsTests {
    private static let manifest: JSONObject = [
        "authorization": ["format": "bearer"],
        "credentials": [
            "oauth2": [
                "config": [
                    "authorize_url": "https://acme.example/authorize", "token_url": "https://acme.example/token",
                    "scopes": ["read", "users"], "authorize_params": ["access_type": "offline"],
                    "fields": [["name": "site", "label": "Site", "pattern": "[a-z]+"]], "token_life": 3600,
                ]
            ],
            "oauth2_client_credentials": [
                "config": [
                    "token_url": "https://acme.example/token", "client_authentication": "basic", "token_format": "json",
                    "scopes": ["read"],
                ]
            ],
            "api_key": [
                "label": "Key", "help": "Made by an administrator.",
                "config": ["fields": [["name": "api_key", "label": "API key"], ["name": "team", "required": false]]],
            ],
        ],
    ]

    private static let signIn = SignInRequest(
        clientID: "id",
        clientSecret: "s&cret",
        redirectURI: "https://sluice.example/connect-account/callback",
        scopes: ["read", "users"],
        state: "st",
        verifier: "ver",
        challenge: "cha"
    )

    @Test func `each way to connect is a form`() throws {
        let methods = try DeclarativeRig(CredentialsTests.manifest).adapter.connectionMethods
        #expect(methods.map(\.key) == ["oauth2", "oauth2_client_credentials", "api_key"])
        #expect(methods.map(\.authenticationMethod) == [.oauth2, .clientCredentials, .apiKey])
        #expect(methods.map(\.isSignIn) == [true, false, false])
        #expect(
            methods.map { $0.fields.map(\.key) } == [["site"], ["client_id", "client_secret"], ["api_key", "team"]]
        )
        #expect(methods[2].fields.map(\.isSecret) == [true, false])
        #expect(methods[2].fields.map(\.isRequired) == [true, false])
    }

    @Test func `a sign-in leads to the vendor and brings back a token`() throws {
        let adapter = try DeclarativeRig(CredentialsTests.manifest).adapter
        let context = AccountContext(["site": "north"])
        let address = try adapter.signInAddress(for: context, CredentialsTests.signIn)
        #expect(
            address == "https://acme.example/authorize?access_type=offline&response_type=code&client_id=id"
                + "&redirect_uri=https%3A%2F%2Fsluice.example%2Fconnect-account%2Fcallback&scope=read%20users&state=st"
                + "&code_challenge=cha&code_challenge_method=S256"
        )
        let request = try adapter.tokenRequest(for: context, code: "c/1", CredentialsTests.signIn)
        #expect(request.url == "https://acme.example/token")
        let form = String(decoding: request.body ?? [], as: UTF8.self)
        #expect(
            form == "grant_type=authorization_code&code=c%2F1"
                + "&redirect_uri=https%3A%2F%2Fsluice.example%2Fconnect-account%2Fcallback&code_verifier=ver&client_id=id"
                + "&client_secret=s%26cret"
        )
        let moved = AccountContext(["base_url": "http://127.0.0.1:9"])
        #expect(
            try adapter.tokenRequest(for: moved, code: "c", CredentialsTests.signIn).url == "http://127.0.0.1:9/token"
        )
        let answer = InboundAnswer(["access_token": "new", "refresh_token": "next"])
        let renewed = try adapter.refreshed(context, by: answer, now: Timestamp(milliseconds: 0))
        #expect(renewed["access_token"] == "new" && renewed["refresh_token"] == "next" && renewed["site"] == "north")
        #expect(renewed.fields["expires_at"] == 3_540_000)
    }

    @Test func `a token is renewed by what the account has`() throws {
        let adapter = try DeclarativeRig(CredentialsTests.manifest).adapter
        let client: JSONObject = ["client_id": "id", "client_secret": "secret"]
        let refresh = client.merging(["refresh_token": "old", "access_token": "t", "expires_at": 1000])
        #expect(adapter.needsRefresh(AccountContext(refresh), now: Timestamp(milliseconds: 1_000_000)))
        #expect(!adapter.needsRefresh(AccountContext(refresh), now: Timestamp(milliseconds: 999_999)))
        let first = try #require(try adapter.refreshRequest(for: AccountContext(refresh)))
        #expect(
            String(decoding: first.body ?? [], as: UTF8.self)
                == "grant_type=refresh_token&refresh_token=old&client_id=id&client_secret=secret"
        )
        #expect(adapter.needsRefresh(AccountContext(client), now: .epoch))
        let second = try #require(try adapter.refreshRequest(for: AccountContext(client)))
        #expect(
            String(decoding: second.body ?? [], as: UTF8.self) == #"{"grant_type":"client_credentials","scope":"read"}"#
        )
        #expect(second.headers.contains { $0.name == "authorization" && $0.value == "Basic aWQ6c2VjcmV0" })
        #expect(try adapter.refreshRequest(for: AccountContext(["api_key": "k"])) == nil)
        #expect(!adapter.needsRefresh(AccountContext(["api_key": "k"]), now: .epoch))
    }

    @Test func `a refused renewal is a matter for a person, a broken one isn't`() throws {
        let adapter = try DeclarativeRig(CredentialsTests.manifest).adapter
        let kinds: [(Int, IntegrationError.Kind)] = [
            (400, .unauthorized), (401, .unauthorized), (429, .rateLimited(retryAfter: nil)),
            (502, .serverFault(status: 502)),
            (200, .malformed),
        ]
        for (status, kind) in kinds {
            #expect {
                try adapter.refreshed(AccountContext([:]), by: InboundAnswer([:], status: status), now: .epoch)
            } throws: { ($0 as? IntegrationError)?.kind == kind }
        }
    }

    @Test func `an account must have all of one way`() throws {
        let adapter = try DeclarativeRig(CredentialsTests.manifest).adapter
        let good: [JSONObject] = [
            ["api_key": "k"], ["client_id": "i", "client_secret": "s"], ["site": "north", "access_token": "t"],
            ["site": "north", "refresh_token": "r", "client_id": "i", "client_secret": "s"],
        ]
        for context in good { #expect(adapter.problems(in: AccountContext(context)).isEmpty, "\(context)") }
        let problems = adapter.problems(in: AccountContext(["site": "north", "refresh_token": "r"]))
        #expect(problems.count == 1)
        #expect(problems.first?.message.contains("client_id and client_secret; or api_key") ?? false, "\(problems)")
        #expect(
            adapter.problems(in: AccountContext(["api_key": "k", "base_url": "nowhere"])).map(\.path) == ["base_url"]
        )
    }
}

extension JSONObject {
    fileprivate func merging(_ other: JSONObject) -> JSONObject {
        var merged = self
        for (key, value) in other { merged[key] = value }
        return merged
    }
}

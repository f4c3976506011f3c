import Foundation
import JSON
import Support
import Testing

/// `override.credentials.oauth2` of an environment integration.
@Suite struct OAuthAppTests {
    private static let secret = "s3cret-app-9c1d"

    private static func override(_ more: JSONObject = [:]) -> JSONValue {
        var app: JSONObject = ["client_id": "sandbox-client", "client_secret": .string(secret), "scopes": ["read"]]
        for (key, value) in more { app[key] = value.isNull ? nil : value }
        return ["override": ["note": "kept", "credentials": ["oauth2": .object(app)]]]
    }

    private static func path(_ server: TestServer) async throws -> String {
        let installed = try await server.client.get("/environment-integration?integration.name=zendesk").result
        return "/environment-integration/\(installed.first?["id"]?.stringValue ?? "")"
    }

    @Test func `an app's secret goes in and never comes out, nor lies on the disk in clear`() async throws {
        try await TestServer.run { server in
            let path = try await OAuthAppTests.path(server)
            let patched = try await server.client.patch(path, OAuthAppTests.override())
            #expect(patched.status == 200)
            let read = try await server.client.get(path)
            for reply in [patched, read, try await server.client.get("/environment-integration")] {
                #expect(!reply.text.contains(OAuthAppTests.secret))
            }
            #expect(read.json["override"]?["note"] == "kept")
            #expect(
                read.json["override"]?["credentials"]?["oauth2"]
                    == ["client_id": "sandbox-client", "has_client_secret": true, "scopes": ["read"]]
            )
            let names = FileManager.default.enumerator(atPath: server.folder.path)?.compactMap { $0 as? String } ?? []
            for name in names {
                let bytes = FileManager.default.contents(atPath: server.folder.path + "/" + name) ?? Data()
                #expect(bytes.range(of: Data(OAuthAppTests.secret.utf8)) == nil, "\(name)")
            }
        }
    }

    @Test func `what was shown can be sent back, and keeps the secret only for the same client at the same place`()
        async throws
    {
        try await TestServer.run { server in
            let path = try await OAuthAppTests.path(server)
            _ = try await server.client.patch(path, OAuthAppTests.override())
            let shown = try await server.client.get(path).json["override"] ?? .null
            #expect(try await server.client.patch(path, ["override": shown]).status == 200)
            for change in [["client_id": "other"], ["base_url": "https://elsewhere.example"]] as [JSONObject] {
                var more = change
                more["client_secret"] = .null
                let reply = try await server.client.patch(path, OAuthAppTests.override(more))
                #expect(reply.status == 400)
                #expect(reply.failurePaths == ["override.credentials.oauth2.client_secret"])
            }
            #expect(try await server.client.patch(path, ["override": [:]]).json["override"] == [:])
            let without = try await server.client.patch(path, OAuthAppTests.override(["client_secret": .null]))
            #expect(without.failurePaths == ["override.credentials.oauth2.client_secret"])
        }
    }

    @Test(
        arguments: [
            (["credentials": 5], "override.credentials"),
            (["credentials": ["api_key": [:]]], "override.credentials.api_key"),
            (["credentials": ["oauth2": 5]], "override.credentials.oauth2"),
            (["credentials": ["oauth2": ["client_secret": "s"]]], "override.credentials.oauth2.client_id"),
            (
                ["credentials": ["oauth2": ["client_id": "c", "client_secret": "s", "scopes": ["a b"]]]],
                "override.credentials.oauth2.scopes"
            ),
            (
                ["credentials": ["oauth2": ["client_id": "c", "client_secret": "s", "clientsecret": "x"]]],
                "override.credentials.oauth2"
            ),
        ] as [(JSONValue, String)]
    )
    func `what is no app is refused with its place`(_ override: JSONValue, _ place: String) async throws {
        try await TestServer.run { server in
            let reply = try await server.client.patch(try await OAuthAppTests.path(server), ["override": override])
            #expect(reply.status == 400)
            #expect(reply.failurePaths == [place], "\(reply.text)")
        }
    }

    @Test func `an account without a client of its own is renewed by the app, wherever the app is at home`()
        async throws
    {
        let sandbox = try await SandboxProcess(["--tickets", "3"])
        try await TestServer.run { server in
            let path = try await OAuthAppTests.path(server)
            var context = try await sandbox.pairContext()
            context["client_id"] = nil
            context["client_secret"] = nil
            let id = try await server.account(context)
            try await sandbox.expireTokens()
            // Without an app there is nothing to renew with.
            #expect(try await server.client.post("/integrated-account/\(id)/test").status == 401)
            // An app of another address isn't lent, whatever the account says of itself.
            let app: JSONObject = ["client_secret": "sandbox-secret"]
            _ = try await server.client.patch(path, OAuthAppTests.override(app))
            #expect(try await server.client.post("/integrated-account/\(id)/test").status == 401)
            let asked = try await sandbox.requests().compactMap { $0["target"]?.stringValue }
            #expect(asked.allSatisfy { !$0.contains("oauth") }, "\(asked)")
            // The session in use sees the change.
            let here = app.adding("base_url", .string(sandbox.base))
            _ = try await server.client.patch(path, OAuthAppTests.override(here))
            let tested = try await server.client.post("/integrated-account/\(id)/test")
            #expect(tested.status == 200, "\(tested.text)")
            let account = try await server.client.get("/integrated-account/\(id)").json
            #expect(account["status"] == "active")
            #expect(account["context"]?["client_id"] == nil)
        }
    }

    @Test func `a vendor that echoes the app's secret doesn't give it away`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "3"])
        try await TestServer.run { server in
            let app: JSONObject = ["base_url": .string(sandbox.base)]
            _ = try await server.client.patch(try await OAuthAppTests.path(server), OAuthAppTests.override(app))
            let context: JSONObject = [
                "base_url": .string(sandbox.base), "access_token": "dead-token", "refresh_token": "dead-refresh",
            ]
            let id = try await server.account(context)
            let body = #"{"error":"invalid_client","error_description":"no \#(OAuthAppTests.secret)"}"#
            try await sandbox.setFaults([["status": 400, "body": .string(body), "match": "oauth"]])
            let tested = try await server.client.post("/integrated-account/\(id)/test")
            #expect(tested.status == 401)
            #expect(tested.text.contains("[secret]"), "\(tested.text)")
            let account = try await server.client.get("/integrated-account/\(id)")
            for reply in [tested, account] { #expect(!reply.text.contains(OAuthAppTests.secret)) }
        }
    }
}

extension JSONObject {
    fileprivate func adding(_ key: String, _ value: JSONValue) -> JSONObject {
        var object = self
        object[key] = value
        return object
    }
}

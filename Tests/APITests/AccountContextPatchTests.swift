import JSON
import Support
import Testing

/// What null in a changed account's context does.
@Suite struct AccountContextPatchTests {
    private static func withAccount(
        _ context: JSONObject,
        _ body: @escaping @Sendable (TestServer, String) async throws -> Void
    ) async throws {
        var context = context
        context["subdomain"] = "acme"
        let whole = context
        try await TestServer.run { server in
            try await body(server, "/integrated-account/\(try await server.account(whole))")
        }
    }

    @Test func `null removes its key, and all else stays`() async throws {
        let context: JSONObject = ["access_token": "t", "note": "x", "more": ["a": 1], "other": [1]]
        try await AccountContextPatchTests.withAccount(context) { server, path in
            let before = try await server.client.get(path).json["context"]
            let reply = try await server.client.patch(path, ["context": ["note": .null, "absent": .null]])
            #expect(reply.status == 200, "\(reply.text)")
            for answer in [reply.json, try await server.client.get(path).json] {
                var expected = before?.objectValue
                expected?["note"] = nil
                #expect(answer["context"]?.objectValue == expected)
            }
        }
    }

    @Test func `null inside of a value is a value`() async throws {
        try await AccountContextPatchTests.withAccount(["access_token": "t"]) { server, path in
            let reply = try await server.client.patch(path, ["context": ["more": ["a": .null, "b": [.null]]]])
            #expect(reply.json["context"]?["more"] == ["a": .null, "b": [.null]])
        }
    }

    @Test func `null for the only credentials is refused, and nothing is changed`() async throws {
        try await AccountContextPatchTests.withAccount(["access_token": "t", "note": "x"]) { server, path in
            let reply = try await server.client.patch(path, ["context": ["access_token": .null, "note": .null]])
            #expect(reply.status == 400)
            #expect(reply.failurePaths == ["context"])
            #expect(try await server.client.get(path).json["context"]?["note"] == "x")
        }
    }

    @Test func `null for a part of the credentials leaves the others`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "1"])
        var context = sandbox.tokenContext
        context["refresh_token"] = "old"
        try await AccountContextPatchTests.withAccount(context) { server, path in
            let reply = try await server.client.patch(path, ["context": ["refresh_token": .null]])
            #expect(reply.status == 200, "\(reply.text)")
            #expect(try await server.client.post(path + "/test", [:]).status == 200)
        }
    }

    @Test func `null for an address that there isn't moves nothing, so that the secrets stay`() async throws {
        try await AccountContextPatchTests.withAccount(["access_token": "t"]) { server, path in
            let reply = try await server.client.patch(path, ["context": ["base_url": .null, "note": "x"]])
            #expect(reply.status == 200, "\(reply.text)")
            #expect(reply.json["context"]?["note"] == "x")
        }
    }

    @Test func `null for the address moves the account, and takes the secrets along`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "1"])
        try await AccountContextPatchTests.withAccount(sandbox.tokenContext) { server, path in
            let reply = try await server.client.patch(path, ["context": ["base_url": .null]])
            #expect(reply.status == 400)
            #expect(try await server.client.get(path).json["context"]?["base_url"]?.stringValue == sandbox.base)
        }
    }
}

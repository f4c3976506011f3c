import JSON
import Support
import Testing

/// `POST /integrated-account/{id}/test` and `validate: true`, when the vendor doesn't just say yes.
@Suite struct AccountCheckTests {
    @Test func `what the vendor answered is passed on as it came, without the secrets`() async throws {
        let sandbox = try await SandboxProcess()
        try await TestServer.run { server in
            let id = try await server.account(["base_url": .string(sandbox.base), "access_token": "a-secret-token"])
            let bodies: [(sent: String, told: JSONValue)] = [
                (
                    #"{"error":{"title":"No","n":1.5},"echo":["a-secret-token"]}"#,
                    ["error": ["title": "No", "n": 1.5], "echo": ["[secret]"]]
                ),
                ("<html>a-secret-token</html>", "<html>[secret]</html>"), ("", ""),
            ]
            for (sent, told) in bodies {
                try await sandbox.setFaults([["status": 422, "body": .string(sent), "retry_after": "7"]])
                let reply = try await server.client.post("/integrated-account/\(id)/test")
                #expect(reply.status == 422)
                #expect(reply.json["truto_is_remote_error"] == true)
                #expect(reply.json["raw_response"] == told, "\(reply.text)")
                #expect(reply.header("retry-after") == "7")
            }
            try await sandbox.setFaults([["status": 200, "body": "no page"]])
            let unreadable = try await server.client.post("/integrated-account/\(id)/test")
            #expect(unreadable.status == 502)
            #expect(unreadable.json["raw_response"] == "no page")
        }
    }

    @Test func `where no vendor answered, none is quoted`() async throws {
        let sandbox = try await SandboxProcess()
        try await TestServer.run { server in
            let id = try await server.account(sandbox.tokenContext)
            await sandbox.process.killNow()
            let reply = try await server.client.post("/integrated-account/\(id)/test")
            #expect(reply.status == 502)
            #expect(reply.message == "no whole answer came: the connection was refused")
            #expect(reply.json["truto_is_remote_error"] == nil)
            #expect(reply.json["raw_response"] == nil)
            #expect(!reply.text.contains("127.0.0.1"))
        }
    }

    @Test(.timeLimit(.minutes(4)))
    func `a check of an account that its vendor keeps waiting says so at once`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "3", "--fault", "429:retry_after=900"])
        try await TestServer.run { server in
            let id = try await server.account(sandbox.tokenContext)
            for _ in 0..<2 {
                let reply = try await server.client.post("/integrated-account/\(id)/test")
                #expect(reply.status == 429)
                #expect(Int(reply.header("retry-after") ?? "").map { (890...900).contains($0) } == true)
            }
            // The account waits: the second check asked nobody.
            #expect(try await sandbox.requests().count == 1)
            let body: JSONValue = [
                "tenant_id": "acme", "integration_name": "zendesk", "context": .object(sandbox.tokenContext),
                "validate": true,
            ]
            let created = try await server.client.post("/integrated-account", body)
            #expect(created.status == 429)
            #expect(created.header("retry-after") == "900")
            #expect(try await server.client.get("/integrated-account").result.count == 1)
        }
    }

    @Test(.timeLimit(.minutes(4)), arguments: [("503", 502), ("503:retry_after=900", 429), ("429", 429)])
    func `a check doesn't wait for a token endpoint that is down`(_ fault: String, _ status: Int) async throws {
        let rule = fault + (fault.contains(":") ? "," : ":") + "match=oauth"
        let sandbox = try await SandboxProcess(["--tickets", "3", "--fault", rule])
        // The waits double a hundred times: whoever waited for the last try would be here for years.
        let settings = ["retry-first-delay": "0.001", "retry-ceiling": "3600", "retry-attempts": "100"]
        try await TestServer.run(settings: settings) { server in
            let id = try await server.account(sandbox.clientContext)
            #expect(try await server.client.post("/integrated-account/\(id)/test").status == status)
            #expect(try await server.client.post("/integrated-account/\(id)/test").status == status)
        }
    }
}

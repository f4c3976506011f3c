import Foundation
import JSON
import Support
import Testing

@Suite struct AccountTests {
    /// Texts that are nowhere else, so that finding one is a leak.
    private static let secrets = [
        "s3cret-access-8f2a", "s3cret-refresh-77bd", "s3cret-client-c0ff", "s3cret-nested-1d2e", "s3cret-array-55aa",
    ]

    private static func context(_ more: JSONObject = [:]) -> JSONValue {
        var context: JSONObject = [
            "subdomain": "acme", "access_token": .string(secrets[0]), "refresh_token": .string(secrets[1]),
            "client_id": "public-client", "client_secret": .string(secrets[2]),
            "extra": ["password": .string(secrets[3]), "credentials": [["x": .string(secrets[4])]], "shown": "yes"],
            "expires_at": 4_102_444_800_000,
        ]
        for (key, value) in more { context[key] = value }
        return .object(context)
    }

    private static func body(_ context: JSONValue, _ more: JSONObject = [:]) -> JSONValue {
        var body: JSONObject = ["tenant_id": "acme", "integration_name": "zendesk", "context": context]
        for (key, value) in more { body[key] = value }
        return .object(body)
    }

    @Test func `secrets go in and never come out, nor lie on the disk in clear`() async throws {
        try await TestServer.run { server in
            let created = try await server.client.post("/integrated-account", AccountTests.body(AccountTests.context()))
            let path = "/integrated-account/\(created.id)"
            let replies = [
                created, try await server.client.get(path), try await server.client.get("/integrated-account"),
                try await server.client.patch(path, ["tenant_id": "other"]),
                try await server.client.patch(path, ["context": ["access_token": .string(AccountTests.secrets[0])]]),
                try await server.client.get("/integrated-account?tenant_id=other"),
            ]
            for reply in replies {
                #expect(reply.status == 200)
                for secret in AccountTests.secrets { #expect(!reply.text.contains(secret)) }
            }
            let shown = replies[1].json["context"]
            #expect(shown?.objectValue?.keys == ["subdomain", "client_id", "extra", "expires_at"])
            #expect(shown?["extra"] == ["shown": "yes"])
            #expect(try AccountTests.leaks(in: server.folder.path).isEmpty)
        }
    }

    /// Every file under `folder` that holds one of the secrets, as text or as base64.
    private static func leaks(in folder: String) throws -> [String] {
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        var checked = 0
        var leaks: [String] = []
        for name in names {
            guard let bytes = FileManager.default.contents(atPath: folder + "/" + name), !bytes.isEmpty else {
                continue
            }
            checked += 1
            for secret in secrets {
                let forms = [Data(secret.utf8), Data(Data(secret.utf8).base64EncodedString().utf8)]
                if forms.contains(where: { bytes.range(of: $0) != nil }) { leaks.append("\(name): \(secret)") }
            }
        }
        guard checked >= 2 else { throw TestFailure("found no files in \(folder)") }
        return leaks
    }

    @Test func `a new address takes only the secrets that come with it`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "1"])
        try await TestServer.run { server in
            let context = AccountTests.context()
            let id = try await server.client.post("/integrated-account", AccountTests.body(context)).id
            let path = "/integrated-account/\(id)"
            for change in [["base_url": .string(sandbox.base)], ["subdomain": "elsewhere"]] as [JSONValue] {
                let reply = try await server.client.patch(path, ["context": change])
                #expect(reply.status == 400)
                #expect(reply.failurePaths == ["context"])
                #expect(try await server.client.get(path).json["context"]?["subdomain"] == "acme")
            }
            let moved = try await server.client.patch(
                path,
                [
                    "context": ["base_url": .string(sandbox.base), "access_token": "a-dead-token"]
                ]
            )
            #expect(moved.status == 200)
            // With the old client's secret it would ask the new address for a token.
            #expect(try await server.client.post(path + "/test", [:]).status == 401)
            let asked = try await sandbox.requests().compactMap { $0["target"]?.stringValue }
            #expect(!asked.isEmpty)
            #expect(asked.allSatisfy { !$0.contains("oauth") }, "\(asked)")
            let same = try await server.client.patch(
                path,
                ["context": ["base_url": .string(sandbox.base), "note": "x"]]
            )
            #expect(same.status == 200)
        }
    }

    @Test func `method and region are those of the contract, the method by the credentials where none is given`()
        async throws
    {
        try await TestServer.run { server in
            let guesses: [(JSONObject, JSONValue)] = [
                (["access_token": "t"], "oauth2"),
                (["client_id": "c", "client_secret": "s"], "oauth2_client_credentials"),
                (["email": "a@example.com", "api_token": "t"], "basic"),
            ]
            for (credentials, method) in guesses {
                var context = credentials
                context["subdomain"] = "acme"
                let reply = try await server.client.post("/integrated-account", AccountTests.body(.object(context)))
                #expect(reply.json["authentication_method"] == method)
                #expect(reply.json["region"] == "wnam")
            }
            let given: JSONObject = ["authentication_method": "api_key", "region": "eu"]
            let body = AccountTests.body(AccountTests.context(), given)
            let account = try await server.client.post("/integrated-account", body)
            #expect(account.json["authentication_method"] == "api_key")
            #expect(account.json["region"] == "eu")
            for wrong in [["region": "mars"], ["authentication_method": "frob"]] as [JSONObject] {
                let body = AccountTests.body(AccountTests.context(), wrong)
                for reply in [
                    try await server.client.post("/integrated-account", body),
                    try await server.client.patch("/integrated-account/\(account.id)", .object(wrong)),
                ] {
                    #expect(reply.status == 400)
                    #expect(reply.failurePaths == wrong.keys)
                    #expect(reply.message.contains("expected one of "))
                }
            }
            let moved = try await server.client.patch("/integrated-account/\(account.id)", ["region": "apac"])
            #expect(moved.json["region"] == "apac")
        }
    }

    @Test func `what must be text is told so`() async throws {
        try await TestServer.run { server in
            let context = AccountTests.context(["subdomain": 5, "access_token": true])
            let reply = try await server.client.post("/integrated-account", AccountTests.body(context))
            #expect(reply.failurePaths == ["context.subdomain", "context.access_token"])
            #expect(reply.text.contains("expected text, found number"))
        }
    }

    @Test func `an integration that is switched off runs nothing`() async throws {
        try await TestServer.run { server in
            let context = AccountTests.context()
            let created = try await server.client.post("/integrated-account", AccountTests.body(context))
            let job = try await server.job([["resource": "groups", "method": "list"]])
            let installed = created.json["environment_integration_id"]?.stringValue ?? ""
            let path = "/environment-integration/\(installed)"
            #expect(try await server.client.patch(path, ["is_enabled": false]).status == 200)
            let run = try await server.client.post(
                "/sync-job-run",
                ["sync_job_id": .string(job), "integrated_account_id": .string(created.id)]
            )
            #expect(run.status == 400)
            #expect(run.failurePaths == ["integrated_account_id"])
            #expect(run.message.contains("zendesk is switched off"))
        }
    }

    @Test func `a check with good credentials succeeds`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "3"])
        try await TestServer.run { server in
            let basic: JSONObject = [
                "base_url": .string(sandbox.base), "email": "agent@example.com", "api_token": "sandbox-api-token",
            ]
            for context in [sandbox.tokenContext, sandbox.clientContext, basic] {
                let id = try await server.account(context)
                let reply = try await server.client.post("/integrated-account/\(id)/test")
                #expect(reply.status == 200)
                #expect(reply.json == ["success": true])
                #expect(try await server.client.get("/integrated-account/\(id)").json["status"] == "active")
            }
        }
    }

    @Test func `a check with dead credentials says what the vendor said and marks the account`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "3"])
        try await TestServer.run { server in
            let dead: [JSONObject] = [
                ["base_url": .string(sandbox.base), "access_token": "dead-token-123"],
                ["base_url": .string(sandbox.base), "client_id": "sandbox-client", "client_secret": "wrong-secret"],
                ["base_url": .string(sandbox.base), "email": "agent@example.com", "api_token": "wrong-token"],
            ]
            for context in dead {
                let id = try await server.account(context)
                let reply = try await server.client.post("/integrated-account/\(id)/test")
                #expect(reply.status == 401)
                #expect(reply.json["truto_is_remote_error"] == true)
                #expect(reply.json["raw_response"]?["error"]?.stringValue?.isEmpty == false)
                let account = try await server.client.get("/integrated-account/\(id)").json
                #expect(account["status"] == "needs_reauth")
                #expect(account["last_error"]?.stringValue?.contains("refuse") == true)
                for secret in ["dead-token-123", "wrong-secret", "wrong-token"] {
                    #expect(!account.text.contains(secret))
                }
            }
        }
    }

    @Test func `new credentials bring an account back`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "3"])
        try await TestServer.run { server in
            let id = try await server.account(["base_url": .string(sandbox.base), "access_token": "dead-token-123"])
            let path = "/integrated-account/\(id)"
            #expect(try await server.client.post(path + "/test").status == 401)
            let reply = try await server.client.patch(path, ["context": ["access_token": "sandbox-access-token"]])
            #expect(reply.json["status"] == "active")
            #expect(reply.json["last_error"] == .null)
            #expect(try await server.client.post(path + "/test").status == 200)
        }
    }

    @Test func `validation keeps no account that doesn't work`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "3"])
        try await TestServer.run { server in
            let dead: JSONValue = ["base_url": .string(sandbox.base), "access_token": "dead-token-123"]
            let refused = try await server.client.post(
                "/integrated-account",
                AccountTests.body(dead, ["validate": true])
            )
            #expect(refused.status == 401)
            #expect(refused.json["truto_is_remote_error"] == true)
            #expect(!refused.text.contains("dead-token-123"))
            #expect(try await server.client.get("/integrated-account").result.isEmpty)
            let good = AccountTests.body(.object(sandbox.tokenContext), ["validate": true])
            #expect(try await server.client.post("/integrated-account", good).status == 200)
            #expect(try await server.client.post("/integrated-account", AccountTests.body(dead)).status == 200)
            #expect(try await server.client.get("/integrated-account").result.count == 2)
        }
    }

    @Test func `the old way of signing in is taken with a warning`() async throws {
        try await TestServer.run { server in
            let old: JSONValue = ["subdomain": "acme", "email": "a@example.com", "api_token": "old-api-token"]
            let reply = try await server.client.post("/integrated-account", AccountTests.body(old))
            #expect(reply.warnings.contains { $0.contains("2027-04-30") })
            let new = try await server.client.post("/integrated-account", AccountTests.body(AccountTests.context()))
            #expect(new.warnings.isEmpty)
            #expect(new.json["warnings"] == nil)
        }
    }

    @Test func `what can't be an account is refused with the place`() async throws {
        let good = AccountTests.context()
        let refusals: [(body: JSONValue, path: String)] = [
            (["integration_name": "zendesk", "context": good], "tenant_id"),
            (["tenant_id": "t", "context": good], "environment_integration_id"),
            (["tenant_id": "t", "integration_name": "nope", "context": good], "integration_name"),
            (["tenant_id": "t", "environment_integration_id": "nope", "context": good], "environment_integration_id"),
            (["tenant_id": "t", "integration_name": "zendesk"], "context"),
            (["tenant_id": "t", "integration_name": "zendesk", "context": "x"], "context"),
            (["tenant_id": "t", "integration_name": "zendesk", "context": [:]], "context.subdomain"),
            (["tenant_id": 1, "integration_name": "zendesk", "context": good], "tenant_id"),
            (AccountTests.body(["subdomain": "acme"]), "context"),
            (AccountTests.body(["subdomain": "acme", "client_id": "x"]), "context"),
            (AccountTests.body(["subdomain": "acme", "access_token": ""]), "context"),
            (AccountTests.body(good, ["unified_model_override": ["a": 1]]), "unified_model_override"),
            (AccountTests.body(good, ["validate": "yes"]), "validate"),
        ]
        try await TestServer.run { server in
            for (body, path) in refusals {
                let reply = try await server.client.post("/integrated-account", body)
                #expect(reply.status == 400)
                #expect(reply.failurePaths.contains(path), "\(reply.text)")
            }
            #expect(try await server.client.get("/integrated-account").result.isEmpty)
        }
    }

    @Test func `a host that isn't one is refused`() async throws {
        let hosts: [(key: String, value: String)] = [
            ("subdomain", "a.b"), ("subdomain", "a/b"), ("subdomain", "evil.com#"), ("subdomain", "a@b"),
            ("subdomain", "a:1"), ("subdomain", "-a"), ("subdomain", "a b"), ("subdomain", "a\n"), ("subdomain", "ä"),
            ("subdomain", String(repeating: "a", count: 64)), ("base_url", "evil"), ("base_url", "ftp://a.example"),
            ("base_url", "https://"), ("base_url", "https://u:p@a.example"), ("base_url", "https://a.example?x=1"),
            ("base_url", "https://a.example#x"), ("base_url", "https://a.example/../b"),
            ("base_url", "https://a:99999"),
        ]
        try await TestServer.run { server in
            for (key, value) in hosts {
                let context = AccountTests.context([key: .string(value)])
                let reply = try await server.client.post("/integrated-account", AccountTests.body(context))
                #expect(reply.status == 400, "\(value)")
                #expect(reply.failurePaths == ["context.\(key)"], "\(value): \(reply.text)")
            }
        }
    }

    @Test func `a private address is refused unless the server allows those`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "1"])
        try await TestServer.run(settings: ["allow-private-networks": "false"]) { server in
            let bases = [
                sandbox.base, "https://127.0.0.1", "https://localhost", "https://10.0.0.1", "https://[::1]",
                "https://2130706433", "https://0x7f.1",
            ]
            for base in bases {
                let id = try await server.account(["base_url": .string(base), "access_token": "sandbox-access-token"])
                let reply = try await server.client.post("/integrated-account/\(id)/test")
                #expect(reply.status == 400, "\(base)")
                #expect(reply.message.contains("SLUICE_ALLOW_PRIVATE_NETWORKS"), "\(reply.message)")
                #expect(reply.json["truto_is_remote_error"] == nil)
            }
        }
        #expect(try await sandbox.requests().isEmpty)
    }

    @Test func `a deleted account takes its runs' future and its secrets along`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "3"])
        try await TestServer.run { server in
            let account = try await server.account(sandbox.tokenContext)
            let job = try await server.job([["resource": "tickets", "method": "list", "persist": true]])
            _ = try await server.run(job: job, account: account)
            #expect(try await server.client.delete("/integrated-account/\(account)").status == 200)
            #expect(try await server.client.get("/record").result.isEmpty)
            let run = try await server.client.post(
                "/sync-job-run",
                [
                    "sync_job_id": .string(job), "integrated_account_id": .string(account),
                ]
            )
            #expect(run.failurePaths == ["integrated_account_id"])
        }
    }

    @Test func `records outlive their account when asked to`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "3"])
        try await TestServer.run { server in
            let account = try await server.account(sandbox.tokenContext)
            let job = try await server.job([["resource": "tickets", "method": "list", "persist": true]])
            _ = try await server.run(job: job, account: account)
            #expect(try await server.client.delete("/integrated-account/\(account)?records=keep").status == 200)
            #expect(try await server.client.get("/record").result.count == 3)
        }
    }
}

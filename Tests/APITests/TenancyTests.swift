import JSON
import Support
import Testing

/// Tokens, and that one environment sees nothing of another.
@Suite struct TenancyTests {
    private static let lists = [
        "/sync-job", "/sync-job-run", "/integrated-account", "/environment-integration", "/environment", "/integration",
        "/record", "/record/count", "/unified-model", "/environment-unified-model",
    ]

    @Test func `without a good token every endpoint answers 401`() async throws {
        try await TestServer.run { server in
            let good = server.client.token ?? ""
            for header in [
                nil, "", "Bearer", "Bearer ", "Bearer x", "Basic \(good)", good, "Bearer \(good)x",
                "Bearer \(good.dropLast())",
            ] {
                for path in TenancyTests.lists + ["/sync-job/x", "/integrated-account/x"] {
                    let reply = try await HTTPClient(base: server.client.base)
                        .send("GET", path, headers: header.map { ["authorization": $0] } ?? [:])
                    #expect(reply.status == 401, "\(header ?? "none") \(path)")
                    #expect(reply.json["error"] == "Unauthorized")
                    #expect(reply.json["statusCode"] == 401)
                }
            }
            let lower = try await HTTPClient(base: server.client.base)
                .send("GET", "/sync-job", headers: ["authorization": "bearer \(good)"])
            #expect(lower.status == 200)
        }
    }

    @Test func `a revoked token is dead at once`() async throws {
        try await TestServer.run { server in
            let other = try await server.client(environment: "other")
            #expect(try await other.get("/sync-job").status == 200)
            let folder = ["--data-dir", server.folder.path + "/data"]
            let line = try await ChildProcess(["token", "list"] + folder).line(containing: "  other  ")
            let id = try #require(line?.split(separator: " ").first)
            let revoked = try await ChildProcess(["token", "revoke", String(id)] + folder).line(containing: "revoked")
            #expect(revoked != nil)
            #expect(try await other.get("/sync-job").status == 401)
            #expect(try await server.client.get("/sync-job").status == 200)
        }
    }

    @Test func `health needs no token`() async throws {
        try await TestServer.run { server async throws in
            for path in ["/health", "/ready", "/ping"] {
                #expect(try await HTTPClient(base: server.client.base).get(path).status == 200)
            }
        }
    }

    @Test func `another environment's token sees and changes nothing`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "3"])
        try await TestServer.run { server in
            let other = try await server.client(environment: "other")
            let job = try await server.job([["resource": "tickets", "method": "list", "persist": true]])
            let account = try await server.account(sandbox.tokenContext)
            let run = try await server.run(job: job, account: account)["id"]?.stringValue ?? ""
            let installed = try await server.client.get("/environment-integration").result[0]["id"]?.stringValue ?? ""
            let environment = try await server.client.get("/environment").result[0]["id"]?.stringValue ?? ""
            let model = try await server.client.get("/environment-unified-model").result[0]["id"]?.stringValue ?? ""
            let things = [
                "/sync-job/\(job)", "/integrated-account/\(account)", "/sync-job-run/\(run)",
                "/environment-integration/\(installed)", "/environment-unified-model/\(model)",
                "/environment/\(environment)",
            ]
            let before = try await TenancyTests.texts(server.client, things)
            for path in things {
                #expect(try await other.get(path).status == 404, "\(path)")
                #expect(
                    try await other.patch(path, ["label": "mine", "name": "mine", "tenant_id": "mine"]).status == 404
                )
                guard !path.hasPrefix("/environment/") else { continue }
                #expect(try await other.delete(path).status == 404, "\(path)")
            }
            #expect(try await other.post("/integrated-account/\(account)/test", [:]).status == 404)
            #expect(try await TenancyTests.texts(server.client, things) == before)
            for path in ["/sync-job", "/sync-job-run", "/integrated-account", "/record", "/record/count"] {
                for query in ["", "?environment_id=\(environment)", "?integrated_account_id=\(account)", "?id=\(job)"] {
                    #expect(try await other.get(path + query).result.isEmpty, "\(path)\(query)")
                }
            }
            for path in [
                "/environment", "/environment-integration", "/integration", "/unified-model",
                "/environment-unified-model",
            ] {
                let text = try await other.get(path).text
                for id in [environment, installed, model] { #expect(!text.contains(id), "\(path)") }
            }
            #expect(try await server.client.get("/record").result.count == 3)
            try await TenancyTests.refuseForeignIDs(server, other, job: job, account: account, installed: installed)
        }
    }

    private static func texts(_ client: HTTPClient, _ paths: [String]) async throws -> [String] {
        var texts: [String] = []
        for path in paths { texts.append(try await client.get(path).text) }
        return texts
    }

    /// Ids of the first environment in bodies of the second.
    private static func refuseForeignIDs(
        _ server: TestServer,
        _ other: HTTPClient,
        job: String,
        account: String,
        installed: String
    ) async throws {
        let context: JSONValue = ["subdomain": "acme", "access_token": "a-secret-token"]
        let ownAccount = try await other.post(
            "/integrated-account",
            [
                "tenant_id": "t", "integration_name": "zendesk", "context": context,
            ]
        ).id
        let ownJob = try await other.post("/sync-job", ["integration_name": "zendesk", "resources": []]).id
        let bodies: [(path: String, body: JSONValue, fault: String)] = [
            (
                "/sync-job-run", ["sync_job_id": .string(job), "integrated_account_id": .string(ownAccount)],
                "sync_job_id"
            ),
            (
                "/sync-job-run", ["sync_job_id": .string(ownJob), "integrated_account_id": .string(account)],
                "integrated_account_id"
            ),
            (
                "/integrated-account",
                ["tenant_id": "t", "environment_integration_id": .string(installed), "context": context],
                "environment_integration_id"
            ),
        ]
        for (path, body, fault) in bodies {
            let reply = try await other.post(path, body)
            #expect(reply.status == 400)
            #expect(reply.failurePaths == [fault])
        }
        let renamed = try await other.patch("/sync-job/\(ownJob)", ["environment_id": "elsewhere"])
        #expect(renamed.status == 200)
        #expect(try await server.client.get("/sync-job").result.count == 1)
    }

    @Test func `an environment is read and renamed by its own token`() async throws {
        try await TestServer.run { server in
            let other = try await server.client(environment: "other")
            let own = try await server.client.get("/environment")
            #expect(own.result.count == 1)
            let id = own.result[0]["id"]?.stringValue ?? ""
            #expect(own.result[0]["name"] == "default")
            #expect(own.result[0]["team_id"]?.stringValue?.count == 36)
            #expect(try await server.client.patch("/environment/\(id)", ["name": "renamed"]).json["name"] == "renamed")
            #expect(try await server.client.get("/environment/\(id)").json["name"] == "renamed")
            #expect(try await server.client.patch("/environment/\(id)", ["name": "other"]).failurePaths == ["name"])
            #expect(try await server.client.patch("/environment/\(id)", ["name": ""]).failurePaths == ["name"])
            #expect(try await other.get("/environment").result.count == 1)
        }
    }
}

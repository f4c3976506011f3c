import JSON
import Support
import Testing

/// Runs in an environment that changed a mapping.
@Suite struct OverriddenRunTests {
    private static func override(_ server: TestServer, _ override: JSONValue) async throws {
        let reply = try await server.client.post(
            "/environment-unified-model",
            ["unified_model_id": "crm", "override": override]
        )
        guard reply.status == 200 else { throw TestFailure(reply.text) }
    }

    @Test func `fields are changed, added and taken away, and another environment sees nothing of it`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "3", "--users", "6"])
        try await TestServer.run { server in
            let account = try await server.account(sandbox.tokenContext)
            let job = try await server.job([["resource": "crm/accounts", "method": "list"]])
            _ = try await server.run(job: job, account: account)
            let before = try await server.records("crm/accounts")
            try await OverriddenRunTests.override(
                server,
                [
                    "accounts": [
                        "zendesk": [
                            "response_mapping": [
                                "name": #""Customer " & name"#, "website": .null, "shared": "shared_tickets",
                                "twice": "$two",
                            ],
                            "variables": ["two": "2"],
                        ]
                    ]
                ]
            )
            let run = try await server.run(job: job, account: account)
            #expect(run["result"] == "clean", "\(run.text)")
            #expect(run["resource_stats"]?["crm/accounts"]?["list"]?["updated"]?.intValue == before.count)
            for (record, old) in zip(try await server.records("crm/accounts"), before) {
                let data = record["data"]?.objectValue ?? [:]
                #expect(data["name"]?.stringValue == "Customer \(old["data"]?["name"]?.stringValue ?? "")")
                #expect(data["website"] == nil && old["data"]?["website"] != nil)
                #expect(data["shared"] == false && data["twice"] == 2)
                #expect(data["created_at"] == old["data"]?["created_at"])
            }
            let other = try await server.client(environment: "other")
            let preview = try await other.post(
                "/unified/crm/accounts/preview",
                ["integration_name": "zendesk", "record": ["id": 1, "name": "Acme"]]
            )
            #expect(preview.result[0]["unified"] == ["id": "1", "name": "Acme"])
        }
    }

    @Test func `a mapping given as one text makes the whole record`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "3", "--users", "6"])
        try await TestServer.run { server in
            let account = try await server.account(sandbox.tokenContext)
            let text = #"{"id": id, "name": "one " & name, "website": domain_names}"#
            try await OverriddenRunTests.override(
                server,
                ["accounts": ["zendesk": ["response_mapping": .string(text)]]]
            )
            let job = try await server.job([["resource": "crm/accounts", "method": "list"]])
            let run = try await server.run(job: job, account: account)
            #expect(run["result"] == "clean", "\(run.text)")
            let records = try await server.records("crm/accounts")
            #expect(!records.isEmpty)
            for record in records {
                #expect(record["data"]?["name"]?.stringValue?.hasPrefix("one ") == true)
                #expect(record["data"]?["created_at"] == nil)
                #expect(record["data"]?["website"] == nil && record["data"]?["website_raw"]?.arrayValue != nil)
            }
        }
    }

    @Test func `an integration gets a resource that it had no mapping for`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "4"])
        try await TestServer.run { server in
            let account = try await server.account(sandbox.tokenContext)
            try await OverriddenRunTests.override(
                server,
                [
                    "opportunities": [
                        "zendesk": [
                            "list": ["resource": "tickets"],
                            "response_mapping": ["id": "id", "name": "subject"],
                        ]
                    ]
                ]
            )
            let methods = try await server.client.get("/unified-model/crm").json["resources"]?["opportunities"]
            #expect(methods?["integrations"]?["zendesk"] == ["list": [:]])
            let job = try await server.job([["resource": "crm/opportunities", "method": "list"]])
            #expect(try await server.run(job: job, account: account)["result"] == "clean")
            #expect(try await server.records("crm/opportunities").count == 4)
        }
    }

    /// Stored past the check, as by a version of the server that understood it.
    @Test func `an override that can't be used fails the calls of its own resource alone`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "3", "--users", "6"])
        try await TestServer.run { server in
            let account = try await server.account(sandbox.tokenContext)
            let override: JSONObject = [
                "contacts": ["zendesk": ["response_mapping": ["title": "("], "no_such_key": 1]],
                "gone": ["zendesk": ["list": ["resource": "users"]]],
                "accounts": ["zendesk": ["response_mapping": ["gone": .null]]],
            ]
            try await server.store(override, of: "crm")
            let job = try await server.job([
                ["resource": "crm/contacts", "method": "list"], ["resource": "crm/accounts", "method": "list"],
                ["resource": "tickets", "method": "list", "persist": true],
            ])
            let run = try await server.run(job: job, account: account)
            #expect(run["status"] == "completed" && run["result"] == "partial", "\(run.text)")
            let errors = run["errors"]?.arrayValue ?? []
            #expect(errors.count == 1)
            let message = errors.first?["message"]?.stringValue ?? ""
            #expect(message.contains("the environment's override of crm can't be used"), "\(message)")
            #expect(message.contains("override.contacts.zendesk.response_mapping.title"), "\(message)")
            #expect(message.contains("override.contacts.zendesk.no_such_key"), "\(message)")
            #expect(try await server.records("crm/accounts").isEmpty == false)
            #expect(try await server.records("tickets").count == 3)
            let shown = try await server.client.get("/environment-unified-model?unified_model.name=crm").result[0]
            let problems = shown["problems"]?.arrayValue?.compactMap { $0["path"]?.stringValue } ?? []
            #expect(problems.contains("override.contacts.zendesk.response_mapping.title"))
            #expect(problems.contains("override.gone"))
            #expect(!problems.contains { $0.hasPrefix("override.accounts") })
            let preview: JSONValue = ["integration_name": "zendesk", "record": ["id": 1]]
            let broken = try await server.client.post("/unified/crm/contacts/preview", preview)
            #expect(broken.status == 400)
            #expect(broken.failurePaths.contains("override.contacts.zendesk.response_mapping.title"))
            #expect(try await server.client.post("/unified/crm/accounts/preview", preview).status == 200)
            #expect(try await server.client.get("/integration").result.count > 1)
        }
    }
}

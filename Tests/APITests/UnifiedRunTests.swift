import JSON
import Support
import Testing

/// Runs of nodes that name a resource of a unified model.
@Suite struct UnifiedRunTests {
    private static func withAccount<Value: Sendable>(
        _ arguments: [String] = ["--tickets", "6", "--users", "9"],
        _ body: @escaping @Sendable (TestServer, String, SandboxProcess) async throws -> Value
    ) async throws -> Value {
        let sandbox = try await SandboxProcess(arguments)
        return try await TestServer.run { server in
            try await body(server, try await server.account(sandbox.tokenContext), sandbox)
        }
    }

    @Test func `unified records are stored with the vendor's own beside them`() async throws {
        try await UnifiedRunTests.withAccount { server, account, sandbox in
            let job = try await server.job([["resource": "crm/contacts", "method": "list", "persist": false]])
            let run = try await server.run(job: job, account: account)
            #expect(run["result"] == "clean", "\(run.text)")
            let vendor = try await sandbox.call("/api/v2/users.json?per_page=100").json["users"]?.arrayValue ?? []
            let contacts = vendor.filter { $0["role"] == "end-user" }
            #expect(contacts.count > 1 && contacts.count < vendor.count)
            let stored = try await server.client.get("/record?resource=crm/contacts&include=remote_data").json["result"]
            #expect(stored?.arrayValue?.count == contacts.count)
            for record in stored?.arrayValue ?? [] {
                let own = contacts.first { $0["id"]?.text == record["record_id"]?.stringValue }
                #expect(record["remote_data"] == own)
                #expect(record["data"]?["id"] == record["record_id"])
                #expect(record["data"]?["name"] == own?["name"])
                let email = record["data"]?["email_addresses"]?[0]?["email"]
                #expect(email == own?["email"])
            }
            let again = try await server.run(job: job, account: account)["resource_stats"]?["crm/contacts"]?["list"]
            #expect(again?["unchanged"]?.intValue == contacts.count)
            #expect(again?["persisted"]?.intValue == contacts.count)
            let plain = try await server.client.get("/record?resource=crm/contacts").json["result"]?[0]
            #expect(plain?["remote_data"] == nil)
        }
    }

    @Test func `a node below reads the fields of the unified record`() async throws {
        try await UnifiedRunTests.withAccount { server, account, sandbox in
            let job = try await server.job([
                ["resource": "crm/contacts", "method": "list"],
                [
                    "resource": "users", "method": "get", "id": "{{resources.crm.contacts.id}}",
                    "depends_on": "crm/contacts", "persist": true,
                    "query": ["mail": "{{resources.crm.contacts.email_addresses.0.email}}"],
                ],
            ])
            let run = try await server.run(job: job, account: account)
            #expect(run["result"] == "clean", "\(run.text)")
            let contacts = try await server.records("crm/contacts")
            #expect(try await server.records("users").count == contacts.count)
            let asked = try await sandbox.targets().filter { $0.contains("mail=") }
            #expect(asked.count == contacts.count)
        }
    }

    private static let formats: [(String, Bool, Bool)] = [
        ("unified", true, true), ("normalized", true, false), ("raw", false, false),
    ]

    @Test(arguments: formats) func `response_format says what a record is`(
        _ format: String,
        _ isMapped: Bool,
        _ hasRemoteData: Bool
    ) async throws {
        try await UnifiedRunTests.withAccount { server, account, _ in
            let job = try await server.job([
                ["resource": "crm/accounts", "method": "list", "response_format": .string(format)]
            ])
            let run = try await server.run(job: job, account: account)
            #expect(run["result"] == "clean", "\(run.text)")
            let record = try await server.client.get("/record?include=remote_data").json["result"]?[0]
            #expect((record?["data"]?["id"]?.stringValue != nil) == isMapped)
            #expect((record?["data"]?["organization_fields"] != nil) != isMapped)
            #expect((record?["remote_data"]?["organization_fields"] != nil) == hasRemoteData)
        }
    }

    @Test func `what the vendor can't filter is filtered here`() async throws {
        try await UnifiedRunTests.withAccount { server, account, _ in
            let all = try await server.job([["resource": "crm/contacts", "method": "list"]])
            _ = try await server.run(job: all, account: account)
            let names = try await server.records("crm/contacts").compactMap { $0["data"]?["name"]?.stringValue }
            let wanted = try #require(names.first)
            let some = try await server.job([
                ["resource": "crm/contacts", "method": "list", "name": "one", "query": ["name": .string(wanted)]]
            ])
            let run = try await server.run(job: some, account: account)
            let count = names.filter { $0 == wanted }.count
            #expect(count < names.count)
            #expect(run["resource_stats"]?["one"]?["list"]?["fetched"]?.intValue == count)
        }
    }

    private static let refused: [(JSONValue, String)] = [
        (["resource": "crm/contacts", "method": "list", "query": ["nam": "x"]], "resources.0.query.nam"),
        (["resource": "crm/contact", "method": "list"], "resources.0.resource"),
        (["resource": "ticketing/comments", "method": "list"], "resources.0.query.ticket_id"),
        (["resource": "crm/contacts", "method": "get"], "resources.0.id"),
        (["resource": "crm/contacts", "method": "list", "response_format": "r"], "resources.0.response_format"),
    ]

    @Test(arguments: refused) func `what a model doesn't have is refused on save`(
        _ node: JSONValue,
        _ path: String
    ) async throws {
        try await TestServer.run { server in
            let reply = try await server.client.post(
                "/sync-job",
                ["integration_name": "zendesk", "resources": [node]]
            )
            #expect(reply.status == 400)
            #expect(reply.failurePaths == [path], "\(reply.text)")
        }
    }

    @Test func `a value that a filter can't have fails the call with its place`() async throws {
        try await UnifiedRunTests.withAccount { server, account, sandbox in
            let job = try await server.job([
                ["resource": "crm/contacts", "method": "list", "query": ["updated_at": ["gt": "soon"]]]
            ])
            let run = try await server.run(job: job, account: account)
            #expect(run["result"] == "partial")
            let message = run["errors"]?[0]?["message"]?.stringValue ?? ""
            #expect(message.contains("query.updated_at[gt]: expected timestamp"), "\(message)")
            #expect(try await sandbox.targets().isEmpty)
        }
    }
}

import JSON
import Support
import Testing

/// `/unified/{model}/{resource}`: calls answered in the shape of a model.
@Suite struct UnifiedCallTests {
    private static func run<Value: Sendable>(
        _ integration: String = "zendesk",
        _ arguments: [String] = ["--tickets", "30", "--users", "40", "--hubspot-contacts", "30"],
        _ body: @escaping @Sendable (HTTPClient, String, SandboxProcess) async throws -> Value
    ) async throws -> Value {
        let sandbox = try await SandboxProcess(arguments)
        return try await TestServer.run { server in
            let account = try await server.account(sandbox.tokenContext, integration: integration)
            return try await body(server.client, "integrated_account_id=\(account)", sandbox)
        }
    }

    /// Every record of a list, page by page.
    private static func all(_ client: HTTPClient, _ path: String) async throws -> [JSONValue] {
        var records: [JSONValue] = []
        var cursor = ""
        repeat {
            let page = try await client.get("\(path)&next_cursor=\(cursor)")
            guard page.status == 200 else { throw TestFailure("\(path): \(page.text)") }
            #expect(page.cursor == nil || !page.result.isEmpty, "an empty page ends a client's loop")
            records += page.result
            cursor = page.cursor ?? ""
        } while !cursor.isEmpty
        return records
    }

    private static let lists: [(String, String)] = [
        ("zendesk", "crm/contacts"), ("zendesk", "crm/accounts"), ("zendesk", "ticketing/tickets"),
        ("zendesk", "ticketing/users"), ("hubspot", "crm/contacts"), ("hubspot", "crm/accounts"),
        ("hubspot", "crm/opportunities"), ("hubspot", "crm/users"), ("hubspot", "ticketing/tickets"),
    ]

    @Test(arguments: lists) func `a call reads what a run stores`(
        _ integration: String,
        _ resource: String
    ) async throws {
        let sandbox = try await SandboxProcess(["--tickets", "30", "--users", "40", "--hubspot-contacts", "30"])
        try await TestServer.run { server in
            let account = try await server.account(sandbox.tokenContext, integration: integration)
            let job = try await server.job(
                [["resource": .string(resource), "method": "list"]],
                integration: integration
            )
            let run = try await server.run(job: job, account: account)
            #expect(run["result"] == "clean", "\(run.text)")
            let path = "/record?resource=\(resource)&include=remote_data&limit=1000"
            var stored: [JSONValue: JSONValue] = [:]
            for record in try await server.client.get(path).result {
                var data = record["data"]?.objectValue ?? [:]
                data["remote_data"] = record["remote_data"]
                stored[record["record_id"] ?? .null] = .object(data)
            }
            let path2 = "/unified/\(resource)?integrated_account_id=\(account)&limit=7"
            let read = try await UnifiedCallTests.all(server.client, path2)
            #expect(!read.isEmpty)
            #expect(Dictionary(uniqueKeysWithValues: read.map { ($0["id"] ?? .null, $0) }) == stored)
            let id = try #require(read.first?["id"]?.stringValue)
            let one = try await server.client.get("/unified/\(resource)/\(id)?integrated_account_id=\(account)")
            #expect(one.json == read.first, "\(one.text)")
        }
    }

    @Test func `a filter that the vendor ignores still gives the exact answer`() async throws {
        try await UnifiedCallTests.run { client, account, sandbox in
            let all = try await UnifiedCallTests.all(client, "/unified/crm/contacts?\(account)")
            let name = try #require(all.last?["last_name"]?.stringValue)
            let wanted = all.filter { $0["last_name"]?.stringValue == name }
            let encoded = name.addingPercentEncoding()
            let found = try await UnifiedCallTests.all(
                client,
                "/unified/crm/contacts?\(account)&limit=2&last_name=\(encoded)"
            )
            #expect(found == wanted)
            #expect(found.count < all.count)
            let none = try await client.get("/unified/crm/contacts?\(account)&limit=2&last_name=nobody")
            #expect(none.result.isEmpty && none.cursor == nil && none.status == 200)
            #expect(none.json["is_partial_response"] == nil)
            let moment = try #require(all[all.count / 2]["updated_at"]?.stringValue)
            for (word, keeps) in [("gt", { $0 > moment }), ("lte", { $0 <= moment })] as [(String, (String) -> Bool)] {
                let path = "/unified/crm/contacts?\(account)&updated_at[\(word)]=\(moment)"
                let read = try await UnifiedCallTests.all(client, path)
                #expect(Set(read) == Set(all.filter { keeps($0["updated_at"]?.stringValue ?? "") }))
            }
        }
    }

    @Test func `a HubSpot search by date reads exactly what changed`() async throws {
        try await UnifiedCallTests.run("hubspot") { client, account, sandbox in
            let all = try await UnifiedCallTests.all(client, "/unified/crm/contacts?\(account)")
            let moment = try #require(all[all.count / 2]["updated_at"]?.stringValue)
            let wanted = all.filter { ($0["updated_at"]?.stringValue ?? "") > moment }
            let path = "/unified/crm/contacts?\(account)&limit=5&updated_at[gt]=\(moment)"
            let read = try await UnifiedCallTests.all(client, path)
            #expect(Set(read.compactMap { $0["id"] }) == Set(wanted.compactMap { $0["id"] }))
            #expect(try await sandbox.targets().contains { $0.hasPrefix("POST") && $0.hasSuffix("/search") })
            #expect(read.contains { $0["account"]?["id"] != nil })
        }
    }

    @Test func `what a record holds is the caller's choice`() async throws {
        try await UnifiedCallTests.run { client, account, _ in
            let path = "/unified/crm/contacts?\(account)&limit=5"
            let unified = try #require(try await client.get(path).result.first)
            var normalized = unified.objectValue ?? [:]
            normalized["remote_data"] = nil
            let raw = unified["remote_data"]
            #expect(raw?["role"] == "end-user")
            for (parameter, expected) in [
                ("truto_response_format=normalized", JSONValue.object(normalized)),
                ("truto_ignore_remote_data=true", JSONValue.object(normalized)),
                ("truto_response_format=raw", raw ?? .null),
            ] {
                #expect(try await client.get("\(path)&\(parameter)").result.first == expected, "\(parameter)")
            }
            let few = try await client.get("\(path)&truto_exclude_fields=remote_data,name,urls").result.first
            #expect(few?["remote_data"] == nil && few?["name"] == nil && few?["urls"] == nil && few?["id"] != nil)
        }
    }

    @Test func `records are created, changed and deleted in the model's words`() async throws {
        try await UnifiedCallTests.run("hubspot") { client, account, sandbox in
            let body: JSONValue = [
                "first_name": "Ada", "last_name": "Sample", "email_addresses": [["email": "ada@example.test"]],
            ]
            let created = try await client.post("/unified/crm/contacts?\(account)", body)
            #expect(created.status == 200, "\(created.text)")
            #expect(created.json["first_name"] == "Ada")
            #expect(created.json["remote_data"]?["properties"]?["firstname"] == "Ada")
            let path = "/unified/crm/contacts/\(created.id)?\(account)"
            #expect(try await client.patch(path, ["title": "Countess"]).json["title"] == "Countess")
            let read = try await client.get(path)
            #expect(read.json["title"] == "Countess" && read.json["first_name"] == "Ada")
            #expect(try await client.delete(path).json == ["id": .string(created.id)])
            #expect(try await client.get(path).status == 404)
        }
    }

    @Test func `a body of the vendor's own is passed on as it is`() async throws {
        try await UnifiedCallTests.run("hubspot") { client, account, _ in
            let path = "/unified/crm/contacts?\(account)&truto_body_passthrough=true"
            let created = try await client.post(path, ["properties": ["firstname": "Own"]])
            #expect(created.json["first_name"] == "Own", "\(created.text)")
        }
    }

    @Test func `a record of the vendor that isn't one of the resource is not found`() async throws {
        try await UnifiedCallTests.run { client, account, sandbox in
            let users = try await sandbox.call("/api/v2/users.json?per_page=100").json["users"]?.arrayValue ?? []
            let agent = try #require(users.first { $0["role"] == "agent" }?["id"]?.text)
            let reply = try await client.get("/unified/crm/contacts/\(agent)?\(account)")
            #expect(reply.status == 404)
            #expect(reply.json["truto_is_remote_error"] == nil)
            #expect(reply.message.contains("crm/contacts"))
        }
    }

    private static let refused: [(String, Int, String)] = [
        ("/unified/crm/contacts?ACCOUNT&nam=x", 400, "did you mean \"name\"?"),
        ("/unified/crm/contacts?ACCOUNT&updated_at[gt]=soon", 400, "query.updated_at[gt]: expected timestamp"),
        ("/unified/crm/contacts?ACCOUNT&name[near]=x", 400, "unknown operator"),
        ("/unified/crm/contact?ACCOUNT", 404, "did you mean \"crm/contacts\"?"),
        ("/unified/crm/opportunities?ACCOUNT", 404, "no resource"),
        ("/unified/tickets/list?ACCOUNT", 404, "no resource"),
        ("/unified/ticketing/comments?ACCOUNT", 400, "ticket_id"),
        ("/unified/crm/contacts?ACCOUNT&truto_super_query=wnam", 400, "not supported yet"),
        ("/unified/crm/contacts?ACCOUNT&truto_ignor=true", 400, "unknown; there is truto_response_format"),
        ("/unified/crm/contacts?ACCOUNT&truto_response_format=r", 400, "expected one of raw, unified, normalized"),
        ("/unified/crm/contacts", 400, "integrated_account_id"),
    ]

    @Test func `what a model doesn't have is refused with its place, and the vendor hears nothing`() async throws {
        try await UnifiedCallTests.run { client, account, sandbox in
            for (path, status, text) in UnifiedCallTests.refused {
                let reply = try await client.get(path.replacing("ACCOUNT", with: account))
                #expect(reply.status == status, "\(path): \(reply.text)")
                #expect(reply.text.replacing("\\\"", with: "\"").contains(text), "\(path): \(reply.text)")
            }
            let custom = try await client.post("/unified/crm/contacts/merge?\(account)", [:])
            #expect(custom.status == 405)
            #expect(try await sandbox.requests().isEmpty)
        }
    }

    @Test func `a method tells its schemas and its mapping`() async throws {
        try await UnifiedCallTests.run { client, account, sandbox in
            let list = try await client.get("/unified/crm/contacts/meta/list?\(account)").json
            #expect(list["method"] == "list")
            #expect(list["schema"]?["properties"]?["email_addresses"]?["type"] == "array")
            #expect(list["query_schema"]?["properties"]?["updated_at"]?["format"] == "date-time")
            #expect(list["response_mapping"]?["name"] != nil)
            #expect(list["request_body_schema"] == JSONValue.null)
            let comments = try await client.get("/unified/ticketing/comments/meta/list?\(account)").json
            #expect(comments["query_schema"]?["required"] == ["ticket_id"])
            #expect(try await client.get("/unified/crm/contacts/meta/merge?\(account)").status == 405)
            #expect(try await sandbox.requests().isEmpty)
        }
    }

    @Test func `an integration that is switched off is not called`() async throws {
        let sandbox = try await SandboxProcess()
        try await TestServer.run { server in
            let account = try await server.account(sandbox.tokenContext)
            let installed = try #require(
                try await server.client.get("/environment-integration?integration.name=zendesk").result.first?["id"]
            )
            let path = "/environment-integration/\(installed.stringValue ?? "")"
            #expect(try await server.client.patch(path, ["is_enabled": false]).status == 200)
            let reply = try await server.client.get("/unified/crm/contacts?integrated_account_id=\(account)")
            #expect(reply.failurePaths == ["integrated_account_id"], "\(reply.text)")
            #expect(try await sandbox.requests().isEmpty)
        }
    }
}

extension String {
    fileprivate func addingPercentEncoding() -> String {
        utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

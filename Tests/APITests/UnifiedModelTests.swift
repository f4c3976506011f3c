import JSON
import Support
import Testing

/// `/unified-model`, and where integrations tell of models.
@Suite struct UnifiedModelTests {
    @Test func `models are listed with their fields and who maps them`() async throws {
        try await TestServer.run { server in
            let list = try await server.client.get("/unified-model")
            #expect(list.result.compactMap { $0["name"]?.stringValue }.sorted() == ["crm", "ticketing"])
            #expect(list.json["next_cursor"] == .null && list.json["limit"] == 100)
            let crm = try await server.client.get("/unified-model/crm")
            #expect(crm.status == 200)
            #expect(try await server.client.get("/unified-model/\(crm.id)").bytes == crm.bytes)
            #expect(list.result.contains(crm.json))
            for (key, value) in ["label": "CRM", "category": "crm", "sharing": "allow", "scopes": [:]] as JSONObject {
                #expect(crm.json[key] == value, "\(key)")
            }
            let environment = try await server.client.get("/environment").result[0]
            #expect(crm.json["installed_environment"] == [environment["id"] ?? .null])
            #expect(crm.json["created_at"] == environment["created_at"])
            let contacts = crm.json["resources"]?["contacts"]
            let schema = contacts?["schema"]?["properties"]
            #expect(schema?["title"] == ["type": "string", "description": "Job title."])
            #expect(schema?["account"]?["properties"]?["id"]?["type"] == "string")
            #expect(contacts?["integrations"]?["zendesk"] == ["list": [:], "get": [:]])
            #expect(contacts?["integrations"]?["hubspot"]?["create"] == [:])
            let comments = try await server.client.get("/unified-model/ticketing").json["resources"]?["comments"]
            #expect(comments?["query_schema"]?["properties"]?["ticket_id"]?["type"] == "string")
            #expect(comments?["integrations"]?["hubspot"] == nil)
        }
    }

    private static let queries: [(String, [String])] = [
        ("name=crm", ["crm"]), ("name[in]=crm,nope", ["crm"]), ("category=ticketing", ["ticketing"]),
        ("name%5Blike%5D=tick%25", ["ticketing"]), ("name[ne]=crm", ["ticketing"]), ("id=x", []),
        ("created_at[gt]=2000-01-01", ["crm", "ticketing"]), ("updated_at[lt]=2000-01-01T00:00:00Z", []),
        ("name=&next_cursor=", ["crm", "ticketing"]), ("whatever=1", ["crm", "ticketing"]),
    ]

    @Test(arguments: queries) func `the list is filtered as others are`(_ query: String, _ names: [String]) async throws
    {
        try await TestServer.run { server in
            let reply = try await server.client.get("/unified-model?\(query)")
            #expect(reply.result.compactMap { $0["name"]?.stringValue }.sorted() == names, "\(reply.text)")
        }
    }

    @Test func `the list is walked page by page`() async throws {
        try await TestServer.run { server in
            for path in ["/unified-model", "/environment-unified-model"] {
                let all = try await server.client.get(path).result
                let first = try await server.client.get("\(path)?limit=1")
                let cursor = try #require(first.cursor)
                let second = try await server.client.get("\(path)?limit=1&next_cursor=\(cursor)")
                #expect(first.result + second.result == all)
                #expect(second.cursor == nil)
            }
            #expect(try await server.client.get("/unified-model?name[is]=x").failurePaths == ["name[is]"])
            #expect(try await server.client.get("/unified-model?created_at[gt]=soon").status == 400)
        }
    }

    @Test func `models are not made, changed or deleted, and it is said how a mapping is changed`() async throws {
        try await TestServer.run { server in
            let body: JSONValue = ["name": "hris", "category": "hris", "resources": [:]]
            for reply in [
                try await server.client.post("/unified-model", body),
                try await server.client.patch("/unified-model/crm", ["description": "x"]),
                try await server.client.delete("/unified-model/crm"),
            ] {
                #expect(reply.status == 501)
                #expect(reply.json["error"] == "Not Implemented")
                #expect(reply.message.contains("/environment-unified-model"))
            }
            #expect(try await server.client.get("/unified-model/hris").status == 404)
            #expect(try await server.client.get("/unified-model").result.count == 2)
        }
    }

    @Test func `an integration tells which models it has`() async throws {
        try await TestServer.run { server in
            let config = try await server.client.get("/integration/zendesk").json["config"]
            #expect(config?["resources"]?["tickets"]?["list"] == [:])
            #expect(config?["unified_apis"]?["crm"]?["contacts"] == ["list": [:], "get": [:]])
            #expect(config?["unified_apis"]?["crm"]?["opportunities"] == nil)
            let reply = try await server.client.get("/integration/zendesk/unified-apis")
            #expect(reply.result.compactMap { $0["name"]?.stringValue }.sorted() == ["crm", "ticketing"])
            for model in reply.result {
                #expect(model["resources"] == config?["unified_apis"]?[model["name"]?.stringValue ?? ""])
            }
            #expect(try await server.client.get("/integration/nope/unified-apis").status == 404)
        }
    }
}

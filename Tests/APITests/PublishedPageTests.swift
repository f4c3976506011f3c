import JSON
import Support
import Testing

@Suite struct PublishedPageTests {
    @Test func `every field of the published page comes back as it was sent`() async throws {
        try await TestServer.run { server in
            let id = try await server.job([])
            let before = try await server.client.get("/sync-job/\(id)").json
            let reply = try await server.client.patch("/sync-job/\(id)", PublishedBody.json)
            #expect(reply.status == 200)
            let again = try await server.client.get("/sync-job/\(id)").json
            for answer in [reply.json, again] {
                #expect(answer["id"]?.stringValue == id)
                #expect(answer["integration_name"] == "zendesk")
                #expect(answer["args_schema"]?.text == PublishedBody.json["args_schema"]?.text)
                #expect(answer["environment_id"] == before["environment_id"])
                #expect(answer["environment_id"]?.stringValue?.count == 36)
                #expect(answer["created_at"] == before["created_at"])
                #expect(answer["default_runtime_version"] == 3)
                let nodes = answer["resources"]?.arrayValue ?? []
                let sent = PublishedBody.json["resources"]?.arrayValue ?? []
                #expect(nodes.count == sent.count)
                for (node, sent) in zip(nodes, sent) {
                    for key in ["resource", "method", "id", "query", "loop_on", "depends_on", "persist"] {
                        #expect(node[key]?.text == sent[key]?.text, "\(key)")
                    }
                    #expect(node.text == sent.text)
                }
            }
            let moved = try #require(reply.json["updated_at"]?.stringValue)
            #expect(moved > before["updated_at"]?.stringValue ?? "")
            #expect(moved.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil)
        }
    }

    @Test func `a created job answers like a changed one`() async throws {
        try await TestServer.run { server in
            let created = try await server.client.post("/sync-job", PublishedBody.json)
            #expect(created.status == 200)
            let id = created.json["id"]?.stringValue ?? ""
            var changed = try await server.client.patch("/sync-job/\(id)", PublishedBody.json).json.objectValue
            #expect(changed?["updated_at"] != created.json["updated_at"])
            changed?["updated_at"] = created.json["updated_at"]
            #expect(changed.map { JSONValue.object($0) } == created.json)
        }
    }

    @Test func `the vendor is asked exactly what the nodes say`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "5", "--comments-per-ticket", "2"])
        let nodes: JSONValue = [
            [
                "resource": "tickets", "method": "list", "persist": true,
                "query": ["page": 1, "per_page": 2, "user_id": "{{args.user_id}}"],
            ],
            ["resource": "groups", "method": "get", "id": "30001"],
            ["resource": "organizations", "method": "get", "id": "{{args.organization}}"],
            ["resource": "users", "method": "get", "id": "{{args.user_ids}}", "loop_on": ["{ args.user_ids }": .null]],
            ["resource": "groups", "method": "get", "id": "{{args.group_ids}}", "loop_on": "args.group_ids"],
            [
                "resource": "comments", "method": "list", "depends_on": "tickets",
                "query": ["ticket_id": "{{resources.tickets.id}}", "per_page": 50],
            ],
            ["resource": "ticket_fields", "method": "list", "depends_on": "comments", "query": ["page": "1"]],
        ]
        let schema: JSONValue = [
            "type": "object",
            "properties": [
                "user_id": ["type": "integer", "default": 10_007],
                "organization": ["type": "string", "required": true],
                "user_ids": ["type": "array"], "group_ids": ["type": "array"],
            ],
        ]
        let run = try await TestServer.run { server in
            let account = try await server.account(sandbox.tokenContext)
            let job = try await server.job(nodes, argsSchema: schema)
            let args: JSONValue = [
                "organization": "20003", "user_ids": [10_001, 10_002, 10_002], "group_ids": ["30004"],
            ]
            return try await server.run(job: job, account: account, ["args": args])
        }
        #expect(run["status"] == "completed")
        #expect(run["result"] == "clean")
        #expect(run["args"]?["user_id"] == 10_007)
        let asked = try await sandbox.targets()
        let expected = [
            "GET /api/v2/groups/30001.json",
            "GET /api/v2/groups/30004.json",
            "GET /api/v2/organizations/20003.json",
            "GET /api/v2/ticket_fields.json?page=1&per_page=100",
            "GET /api/v2/tickets.json?user_id=10007&page=1&per_page=2",
            "GET /api/v2/tickets.json?user_id=10007&page=2&per_page=2",
            "GET /api/v2/tickets.json?user_id=10007&page=3&per_page=2",
            "GET /api/v2/tickets/1/comments.json?page[size]=50",
            "GET /api/v2/tickets/2/comments.json?page[size]=50",
            "GET /api/v2/tickets/3/comments.json?page[size]=50",
            "GET /api/v2/tickets/4/comments.json?page[size]=50",
            "GET /api/v2/tickets/5/comments.json?page[size]=50",
            "GET /api/v2/users/10001.json",
            "GET /api/v2/users/10002.json",
            "GET /api/v2/users/10002.json",
        ]
        #expect(asked.sorted() == expected)
        #expect(asked.filter { $0.contains("tickets.json") } == Array(expected[4...6]))
        let comments = try #require(asked.lastIndex { $0.contains("/comments.json") })
        let fields = try #require(asked.firstIndex { $0.contains("/ticket_fields.json") })
        #expect(comments < fields)
    }
}

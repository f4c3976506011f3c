import JSON
import Support
import Testing

/// What a job may look like: each odd form of the published contract, taken or refused with its place.
@Suite struct SyncJobRulesTests {
    private struct Refusal {
        let body: JSONValue
        let path: String
        var says = ""
    }

    private static let list: JSONValue = ["resource": "tickets", "method": "list"]
    private static let schema: JSONValue = ["type": "object", "properties": ["ids": ["type": "array"]]]

    private static func node(_ more: JSONObject) -> JSONValue {
        var node: JSONObject = ["resource": "tickets", "method": "list"]
        for (key, value) in more { node[key] = value }
        return ["integration_name": "zendesk", "resources": [.object(node)], "args_schema": schema]
    }

    private static func nodes(_ nodes: [JSONValue]) -> JSONValue {
        ["integration_name": "zendesk", "resources": .array(nodes), "args_schema": schema]
    }

    private static func schema(_ schema: JSONValue) -> JSONValue {
        ["integration_name": "zendesk", "resources": [], "args_schema": schema]
    }

    private static let refusals: [Refusal] = [
        Refusal(body: ["resources": []], path: "integration_name", says: "required"),
        Refusal(body: ["integration_name": "nope"], path: "integration_name", says: "zendesk"),
        Refusal(body: ["integration_name": 1], path: "integration_name", says: "found number"),
        Refusal(body: ["integration_name": "zendesk", "resources": [:]], path: "resources"),
        Refusal(body: ["integration_name": "zendesk", "resources": ["tickets"]], path: "resources.0"),
        Refusal(body: ["integration_name": "zendesk", "label": 7], path: "label"),
        Refusal(body: ["integration_name": "zendesk", "default_runtime_version": 4], path: "default_runtime_version"),
        Refusal(
            body: ["integration_name": "zendesk", "default_runtime_version": "x"],
            path: "default_runtime_version"
        ),
        Refusal(
            body: ["integration_name": "zendesk", "args_validation": "$count("],
            path: "args_validation",
            says: "S0207"
        ),
        Refusal(body: ["integration_name": "zendesk", "mutex_key": "a"], path: "mutex_key", says: "not supported yet"),
        Refusal(body: ["integration_name": "zendesk", "state_key": "a"], path: "state_key", says: "not supported yet"),
        Refusal(body: node(["resource": "tickts"]), path: "resources.0.resource", says: "tickets"),
        Refusal(body: node(["resource": .null]), path: "resources.0.resource", says: "required"),
        Refusal(body: node(["resource": ""]), path: "resources.0.resource"),
        Refusal(body: node(["method": "lst"]), path: "resources.0.method", says: "list"),
        Refusal(body: node(["method": 3]), path: "resources.0.method"),
        Refusal(body: node(["presist": true]), path: "resources.0.presist", says: "persist"),
        Refusal(body: node(["loopon": "ids"]), path: "resources.0.loopon", says: "loop_on"),
        Refusal(body: node(["loopOn": "ids"]), path: "resources.0.loopOn", says: "loop_on"),
        Refusal(body: node(["Depends-On": "ids"]), path: "resources.0.Depends-On", says: "depends_on"),
        Refusal(
            body: node(["loop_on": ["args.ids": .null, "x": .null]]),
            path: "resources.0.loop_on",
            says: "one array"
        ),
        Refusal(body: node(["loop_on": ["args.ids": 5]]), path: "resources.0.loop_on", says: "nothing beside"),
        Refusal(body: ["integration_name": .null, "resources": []], path: "integration_name", says: "null"),
        Refusal(body: node(["persist": "yes"]), path: "resources.0.persist"),
        Refusal(body: node(["query": "{\"a\": "]), path: "resources.0.query", says: "S0207"),
        Refusal(body: node(["query": []]), path: "resources.0.query"),
        Refusal(body: node(["body": "a ! b"]), path: "resources.0.body", says: "S0204"),
        Refusal(body: node(["type": "request"]), path: "resources.0.type", says: "not supported yet"),
        Refusal(body: node(["recurse": [:]]), path: "resources.0.recurse", says: "not supported yet"),
        Refusal(body: node(["delete_tracking": "hard"]), path: "resources.0.delete_tracking", says: "yet"),
        Refusal(body: node(["response_format": "raw"]), path: "resources.0.response_format", says: "yet"),
        Refusal(body: node(["id": "7"]), path: "resources.0.id", says: "takes no id"),
        Refusal(body: node(["method": "get"]), path: "resources.0.id", says: "required"),
        Refusal(body: node(["method": "get", "id": ""]), path: "resources.0.id"),
        Refusal(body: node(["method": "get", "id": true]), path: "resources.0.id"),
        Refusal(body: node(["resource": "comments"]), path: "resources.0.query.ticket_id", says: "required"),
        Refusal(body: node(["query": ["a": "{{args.x:nope}}"]]), path: "resources.0.query.a", says: "malformed"),
        Refusal(body: node(["query": ["a": "{{}}"]]), path: "resources.0.query.a", says: "malformed"),
        Refusal(body: node(["query": ["a": "{{resources.users.id}}"]]), path: "resources.0.query.a"),
        Refusal(body: node(["loop_on": "args.names"]), path: "resources.0.loop_on", says: "there is args.ids"),
        Refusal(
            body: nodes([list, ["resource": "users", "method": "list", "depends_on": "tickets", "loop_on": "tags"]]),
            path: "resources.1.loop_on",
            says: "args.ids, a field of resources.tickets"
        ),
        Refusal(body: node(["loop_on": "names"]), path: "resources.0.loop_on"),
        Refusal(body: node(["loop_on": "args"]), path: "resources.0.loop_on"),
        Refusal(body: node(["loop_on": "resources.users"]), path: "resources.0.loop_on"),
        Refusal(body: node(["loop_on": ["ids"]]), path: "resources.0.loop_on"),
        Refusal(body: node(["loop_on": [:]]), path: "resources.0.loop_on"),
        Refusal(body: node(["loop_on": "{{a}} b"]), path: "resources.0.loop_on"),
        Refusal(body: node(["depends_on": "users"]), path: "resources.0.depends_on", says: "users"),
        Refusal(body: node(["depends_on": "tickets"]), path: "resources.0.depends_on", says: "itself"),
        Refusal(body: node(["depends_on": ["users", "groups"]]), path: "resources.0.depends_on", says: "several"),
        Refusal(body: node(["depends_on": [:]]), path: "resources.0.depends_on"),
        Refusal(
            body: nodes([list, list, ["resource": "users", "method": "list", "depends_on": "tickets"]]),
            path: "resources.2.depends_on",
            says: "name"
        ),
        Refusal(
            body: nodes([
                ["resource": "users", "method": "list", "depends_on": "groups"],
                ["resource": "groups", "method": "list", "depends_on": "users"],
            ]),
            path: "resources.0.depends_on",
            says: "cycle"
        ),
        Refusal(
            body: nodes([
                ["resource": "users", "method": "list", "name": "a"],
                ["resource": "groups", "method": "list", "name": "a"],
            ]),
            path: "resources.1.name"
        ),
        Refusal(body: schema("x"), path: "args_schema"),
        Refusal(
            body: schema(["type": "object", "properties": ["a": ["type": "strin"]]]),
            path: "args_schema.properties.a.type"
        ),
        Refusal(
            body: schema(["type": "object", "properties": ["a": ["pattern": "^(a"]]]),
            path: "args_schema.properties.a.pattern",
            says: "not closed"
        ),
        Refusal(
            body: schema(["type": "object", "properties": ["a": ["format": "updatedat"]]]),
            path: "args_schema.properties.a.format",
            says: "is unknown"
        ),
        Refusal(
            body: schema(["type": "object", "properties": ["a": ["requierd": true]]]),
            path: "args_schema.properties.a.requierd",
            says: "is unknown"
        ),
        Refusal(
            body: schema(["type": "object", "properties": ["a": ["$ref": "#/$defs/a"]]]),
            path: "args_schema.properties.a.$ref",
            says: "where nothing is"
        ),
        Refusal(
            body: schema(["type": "object", "properties": ["a": ["type": "integer", "default": "x"]]]),
            path: "args_schema.properties.a.default"
        ),
    ]

    @Test func `a job that can't run is refused with the place of each fault`() async throws {
        try await TestServer.run { server in
            let job = try await server.job([SyncJobRulesTests.list])
            let before = try await server.client.get("/sync-job/\(job)").text
            for refusal in SyncJobRulesTests.refusals {
                let created = try await server.client.post("/sync-job", refusal.body)
                #expect(created.status == 400, "\(refusal.body.text)")
                #expect(created.failurePaths.contains(refusal.path), "\(created.text)")
                #expect(created.text.contains(refusal.says), "\(created.text)")
                #expect(created.json["error"] == "Bad Request")
                // A change without a name keeps the one that the job has.
                guard refusal.body["integration_name"] != nil else { continue }
                let changed = try await server.client.patch("/sync-job/\(job)", refusal.body)
                #expect(changed.status == 400)
                #expect(changed.failurePaths == created.failurePaths)
            }
            #expect(try await server.client.get("/sync-job/\(job)").text == before)
            #expect(try await server.client.get("/sync-job").result.count == 1)
        }
    }

    @Test func `everything wrong with a body is said at once`() async throws {
        try await TestServer.run { server in
            let reply = try await server.client.post(
                "/sync-job",
                [
                    "integration_name": "zendesk",
                    "resources": [
                        ["resource": "tickets", "method": "get"], ["resource": "nope", "method": "list"],
                        ["resource": "users", "method": "list", "query": ["a": "{{"], "persist": true],
                    ],
                ]
            )
            #expect(reply.status == 400)
            #expect(reply.failurePaths.prefix(2) == ["resources.0.id", "resources.1.resource"])
        }
    }

    @Test func `odd forms are taken and given back as they were`() async throws {
        let nodes: [JSONValue] = [
            ["resource": "tickets", "method": "get", "id": 17],
            ["resource": "tickets", "method": "get", "id": 1.0],
            ["resource": "users", "method": "get", "id": "{{args.ids}}", "loop_on": "ids"],
            ["resource": "users", "method": "get", "id": "{{args.ids}}", "loop_on": "args.ids"],
            ["resource": "users", "method": "get", "id": "{{args.ids}}", "loop_on": "{{args.ids}}"],
            ["resource": "users", "method": "get", "id": "{{args.ids}}", "loop_on": "{{ args.ids }}"],
            ["resource": "users", "method": "get", "id": "{{args.ids}}", "loop_on": ["{ args.ids }": .null]],
            ["resource": "tickets", "method": "list", "name": "mine", "note": ["kept": [1.50, "x"]]],
            ["resource": "comments", "method": "list", "depends_on": ["mine"], "query": ["ticket_id": 5]],
            ["resource": "groups", "method": "list", "depends_on": "root"],
            ["resource": "crm/contacts", "method": "list", "persist": false],
            [
                "resource": "tickets", "method": "list",
                "query": ["a": "{b} }} text", "b": ["$truto_merge": "{{args.ids:json}}"]],
            ],
        ]
        try await TestServer.run { server in
            let body: JSONValue = [
                "integration_name": "zendesk", "resources": .array(nodes), "args_schema": SyncJobRulesTests.schema,
                "default_runtime_version": "2", "colour": "blue", "mutex_key": .null, "args_validation": "",
            ]
            let reply = try await server.client.post("/sync-job", body)
            #expect(reply.status == 200, "\(reply.text)")
            #expect(reply.json["resources"]?.text == JSONValue.array(nodes).text)
            #expect(reply.json["default_runtime_version"] == 2)
            #expect(reply.warnings.contains { $0.hasPrefix("colour") })
            #expect(reply.warnings.contains { $0.hasPrefix("resources.10.persist") })
            #expect(reply.json["colour"] == nil)
        }
    }

    @Test func `unset keys of a node are absent rather than null`() async throws {
        try await TestServer.run { server in
            let id = try await server.job([["resource": "tickets", "method": "list", "id": .null, "persist": .null]])
            let nodes = try await server.client.get("/sync-job/\(id)").json["resources"]
            #expect(nodes?.text == #"[{"resource":"tickets","method":"list"}]"#)
        }
    }

    @Test func `a patch changes what it names and leaves the rest`() async throws {
        try await TestServer.run { server in
            let id = try await server.client.post("/sync-job", PublishedBody.json).id
            var last = try await server.client.get("/sync-job/\(id)").json
            let steps: [(patch: JSONValue, key: String, value: JSONValue)] = [
                (["label": "Nightly"], "label", "Nightly"),
                (["label": .null], "label", "Untitled"),
                (["default_runtime_version": 2], "default_runtime_version", 2),
                (["resources": [SyncJobRulesTests.list]], "resources", [SyncJobRulesTests.list]),
                (["args_schema": .null], "args_schema", .null),
                (
                    ["args_schema": ["n": ["type": "number", "default": 1.0]]], "args_schema",
                    ["n": ["type": "number", "default": 1.0]]
                ),
                (["resources": []], "resources", []),
                ([:], "label", "Untitled"),
            ]
            for step in steps {
                let reply = try await server.client.patch("/sync-job/\(id)", step.patch)
                #expect(reply.status == 200, "\(reply.text)")
                #expect(reply.json[step.key]?.text == step.value.text)
                #expect(reply.json["updated_at"]?.stringValue ?? "" > last["updated_at"]?.stringValue ?? "")
                for key in reply.json.objectValue?.keys ?? [] where key != step.key && key != "updated_at" {
                    #expect(reply.json[key] == last[key], "\(key)")
                }
                last = reply.json
            }
        }
    }

    @Test func `what the server sets is ignored and said so`() async throws {
        try await TestServer.run { server in
            let id = try await server.job([SyncJobRulesTests.list])
            let before = try await server.client.get("/sync-job/\(id)").json
            let reply = try await server.client.patch(
                "/sync-job/\(id)",
                [
                    "id": "x", "environment_id": "y", "created_at": "2001-01-01T00:00:00.000Z", "updated_at": .null,
                ]
            )
            #expect(reply.status == 200)
            for key in ["id", "environment_id", "created_at"] { #expect(reply.json[key] == before[key]) }
            #expect(reply.warnings.count == 4)
        }
    }

    @Test func `a new integration is checked against the nodes that stay`() async throws {
        try await TestServer.run { server in
            let id = try await server.job([["resource": "groups", "method": "list"]])
            for (name, path) in [("nope", "integration_name"), ("hubspot", "resources.0.resource")] {
                let reply = try await server.client.patch("/sync-job/\(id)", ["integration_name": .string(name)])
                #expect(reply.status == 400)
                #expect(reply.failurePaths == [path])
            }
        }
    }
}

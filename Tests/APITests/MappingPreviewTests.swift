import JSON
import Support
import Testing

/// `POST /unified/{model}/{resource}/preview`: a mapping tried on records.
@Suite struct MappingPreviewTests {
    private static let path = "/unified/crm/contacts/preview"
    private static let user: JSONValue = [
        "id": .number(JSONNumber(text: "12345678901234567890") ?? JSONNumber(0)), "name": "Zoë Lindqvist",
        "role": "end-user", "organization_id": 7,
        "created_at": "2026-02-04T10:00:00Z",
    ]

    @Test func `a record becomes what a call would make of it, and nothing is stored or called`() async throws {
        let sandbox = try await SandboxProcess()
        try await TestServer.run { server in
            let account = try await server.account(sandbox.tokenContext)
            let reply = try await server.client.post(
                MappingPreviewTests.path,
                ["integrated_account_id": .string(account), "record": MappingPreviewTests.user]
            )
            #expect(reply.status == 200)
            let expected: JSONValue = [
                "id": "12345678901234567890", "first_name": "Zoë", "last_name": "Lindqvist", "name": "Zoë Lindqvist",
                "account": ["id": "7"], "created_at": "2026-02-04T10:00:00.000Z",
            ]
            #expect(
                reply.json == [
                    "result": [["unified": expected, "problems": [], "remote_data": MappingPreviewTests.user]]
                ]
            )
            #expect(try await sandbox.targets().isEmpty)
            #expect(try await server.client.get("/record").result.isEmpty)
        }
    }

    @Test func `an override lies over the environment's own`() async throws {
        try await TestServer.run { server in
            let stored: JSONValue = ["contacts": ["zendesk": ["response_mapping": ["title": "notes", "name": "id"]]]]
            _ = try await server.client.post(
                "/environment-unified-model",
                ["unified_model_id": "crm", "override": stored]
            )
            var body: JSONObject = [
                "integration_name": "zendesk", "record": ["id": 1, "role": "end-user", "notes": "a", "alias": "b"],
            ]
            let plain = try await server.client.post(MappingPreviewTests.path, .object(body)).result[0]
            #expect(plain["unified"] == ["id": "1", "name": "1", "title": "a"])
            body["override"] = ["response_mapping": ["title": "alias", "name": .null, "nickname": "$uppercase(alias)"]]
            let changed = try await server.client.post(MappingPreviewTests.path, .object(body)).result[0]
            #expect(changed["unified"] == ["id": "1", "title": "b", "nickname": "B"])
            body["override"] = ["response_mapping": #"{"id": id, "name": alias}"#, "record_filter": .null]
            let whole = try await server.client.post(MappingPreviewTests.path, .object(body)).result[0]
            #expect(whole["unified"] == ["id": "1", "name": "b"])
            let again = try await server.client.post(
                MappingPreviewTests.path,
                ["integration_name": "zendesk", "record": body["record"] ?? .null]
            ).result[0]
            #expect(again["unified"] == plain["unified"])
        }
    }

    @Test func `what fails is told beside the rest of the record, and who is left out is null`() async throws {
        try await TestServer.run { server in
            let reply = try await server.client.post(
                MappingPreviewTests.path,
                [
                    "integration_name": "zendesk",
                    "override": ["response_mapping": ["title": "$number(notes)"]],
                    "records": [
                        ["id": 1, "role": "end-user", "notes": "many"], ["id": 2, "role": "agent"],
                        ["id": 3, "role": "end-user", "notes": "7"],
                    ],
                ]
            )
            #expect(reply.result.count == 3)
            #expect(reply.result[0]["unified"] == ["id": "1"])
            #expect(reply.result[0]["problems"]?.arrayValue?.count == 1)
            #expect(reply.result[0]["problems"]?[0]?["field"] == "title")
            #expect(
                reply.result[0]["problems"]?[0]?["message"]?.stringValue?.contains("D3030") == true,
                "\(reply.text)"
            )
            #expect(reply.result[1]["unified"] == .null && reply.result[1]["problems"] == [])
            #expect(reply.result[2]["unified"] == ["id": "3", "title": "7"])
        }
    }

    @Test func `lookups, query and context are as given`() async throws {
        try await TestServer.run { server in
            let record: JSONValue = [
                "id": 5, "author_id": 8, "body": "hello", "public": true, "created_at": "2026-02-04T10:00:00Z",
            ]
            let comments = try await server.client.post(
                "/unified/ticketing/comments/preview",
                [
                    "integration_name": "zendesk", "record": record, "query": ["ticket_id": 70011],
                    "lookups": ["users": [["id": 9, "name": "No"], ["id": 8, "name": "Kwame", "role": "agent"]]],
                ]
            )
            #expect(comments.warnings.isEmpty)
            #expect(comments.result[0]["unified"]?["author"] == ["id": "8", "name": "Kwame", "type": "user"])
            #expect(comments.result[0]["unified"]?["ticket"] == ["id": "70011"])
            let without = try await server.client.post(
                "/unified/ticketing/comments/preview",
                ["integration_name": "zendesk", "record": record]
            )
            #expect(without.warnings.map { $0.prefix(14) } == ["lookups.users:"])
            #expect(without.result[0]["unified"]?["author"] == ["id": "8"])
            let account = try await server.account(["subdomain": "acme", "access_token": "a-secret-token"])
            var body: JSONObject = [
                "integrated_account_id": .string(account), "record": ["id": 1],
                "override": [
                    "response_mapping": ["a": "$context.subdomain", "b": "$context.access_token", "c": "$context.c"]
                ],
            ]
            let path = "/unified/crm/accounts/preview"
            let own = try await server.client.post(path, .object(body))
            #expect(own.result[0]["unified"]?["a"] == "acme")
            #expect(own.result[0]["unified"]?["b"] == nil)
            body["context"] = ["subdomain": "other", "c": 3]
            let given = try await server.client.post(path, .object(body)).result[0]["unified"]
            #expect(given?["a"] == "other" && given?["c"] == 3)
        }
    }

    private static let refused: [(JSONObject, [String], String)] = [
        ([:], ["integrated_account_id", "record"], "2 things"),
        (["record": [:]], ["integrated_account_id"], "required, or integration_name"),
        (["integration_name": "zendesk"], ["record"], "required, or records"),
        (["integration_name": "zendesk", "record": "x"], ["record"], "found string"),
        (["integration_name": "zendesk", "records": [[:], 1]], ["records.1"], "found number"),
        (["integration_name": "zendesk", "record": [:], "records": [[:]]], ["records"], "not both"),
        (["integration_name": "zendesc", "record": [:]], ["integration_name"], "did you mean \"zendesk\"?"),
        (["integrated_account_id": "x", "record": [:]], ["integrated_account_id"], "there is no integrated account"),
        (["integrated_account_id": "x", "integration_name": "x", "record": [:]], ["integration_name"], "not both"),
        (["integration_name": "zendesk", "record": [:], "method": "fetch"], ["method"], "expected one of"),
        (
            ["integration_name": "zendesk", "record": [:], "query": ["nam": "x"]], ["query.nam"],
            "did you mean \"name\"?"
        ),
        (["integration_name": "zendesk", "record": [:], "lookups": ["x": []]], ["lookups.x"], "there is no lookup"),
        (
            ["integration_name": "hubspot", "record": [:], "lookups": ["companies": [:]]], ["lookups.companies"],
            "expected an array"
        ),
        (
            ["integration_name": "zendesk", "record": [:], "override": ["response_mapping": ["title": "("]]],
            ["override.response_mapping.title"], "S0207"
        ),
        (
            ["integration_name": "zendesk", "record": [:], "override": ["get": ["resource": "things"], "lists": [:]]],
            ["override.lists", "override.get.resource"], "2 things"
        ),
        (
            ["integration_name": "zendesk", "record": [:], "override": ["variables": ["x": "$number(\"x\")"]]],
            ["variables.x"], "D3030"
        ),
        (
            ["integration_name": "zendesk", "records": .array(Array(repeating: [:], count: 101))], ["records"],
            "at most 100"
        ),
    ]

    @Test(arguments: refused) func `what can't be tried is refused with its place`(
        _ body: JSONObject,
        _ paths: [String],
        _ says: String
    ) async throws {
        try await TestServer.run { server in
            let reply = try await server.client.post(MappingPreviewTests.path, .object(body))
            #expect(reply.status == 400)
            #expect(reply.failurePaths == paths, "\(reply.text)")
            #expect(reply.message.contains(says), "\(reply.message)")
        }
    }

    @Test func `a resource that no model has is 404, one without a mapping needs a whole one`() async throws {
        try await TestServer.run { server in
            var body: JSONObject = ["integration_name": "zendesk", "record": ["id": 1, "subject": "Deal"]]
            let unknown = try await server.client.post("/unified/crm/contact/preview", .object(body))
            #expect(unknown.status == 404 && unknown.message.contains("did you mean \"crm/contacts\"?"))
            let path = "/unified/crm/opportunities/preview"
            let bare = try await server.client.post(path, .object(body))
            #expect(bare.failurePaths == ["override"] && bare.message.contains("zendesk has no crm/opportunities"))
            body["override"] = ["response_mapping": ["id": "id", "name": "subject"]]
            #expect(
                try await server.client.post(path, .object(body)).result[0]["unified"] == ["id": "1", "name": "Deal"]
            )
        }
    }

    @Test func `another environment's account is not there`() async throws {
        try await TestServer.run { server in
            let account = try await server.account(["subdomain": "acme", "access_token": "a-secret-token"])
            let other = try await server.client(environment: "other")
            let reply = try await other.post(
                MappingPreviewTests.path,
                ["integrated_account_id": .string(account), "record": [:]]
            )
            #expect(reply.status == 400 && reply.failurePaths == ["integrated_account_id"])
        }
    }
}

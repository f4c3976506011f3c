import JSON
import Support
import Testing

/// `/environment-unified-model`: what an environment changes of a model's mappings.
@Suite struct UnifiedOverrideTests {
    private static let title: JSONValue = [
        "contacts": ["zendesk": ["response_mapping": ["title": "user_fields.job"]]]
    ]

    private static func id(_ client: HTTPClient, _ model: String = "crm") async throws -> String {
        try await client.get("/environment-unified-model?unified_model.name=\(model)").result[0]["id"]?.stringValue
            ?? ""
    }

    @Test func `every model is there in each environment, with an id of its own`() async throws {
        try await TestServer.run { server in
            let other = try await server.client(environment: "other")
            let own = try await server.client.get("/environment-unified-model")
            #expect(own.result.count == 2 && own.json["limit"] == 100)
            let environment = try await server.client.get("/environment").result[0]["id"]
            for installed in own.result {
                let id = installed["id"]?.stringValue ?? ""
                #expect(installed["environment_id"] == environment)
                #expect(installed["override"] == [:])
                #expect(installed["problems"] == nil)
                let model = try await server.client.get(
                    "/unified-model/\(installed["unified_model_id"]?.stringValue ?? "")"
                )
                #expect(installed["unified_model"] == model.json)
                #expect(try await server.client.get("/environment-unified-model/\(id)").json == installed)
                #expect(try await other.get("/environment-unified-model/\(id)").status == 404)
            }
            let ids = Set(own.result.compactMap { $0["id"]?.stringValue })
            let theirs = Set(
                try await other.get("/environment-unified-model").result.compactMap { $0["id"]?.stringValue }
            )
            #expect(ids.count == 2 && theirs.count == 2 && ids.isDisjoint(with: theirs))
        }
    }

    @Test func `POST finds what is there, PATCH replaces the override whole, null and DELETE clear it`() async throws {
        try await TestServer.run { server in
            let client = server.client
            let id = try await UnifiedOverrideTests.id(client)
            let path = "/environment-unified-model/\(id)"
            let untouched = try await client.get(path)
            let posted = try await client.post("/environment-unified-model", ["unified_model_id": "crm"])
            #expect(posted.status == 200 && posted.bytes == untouched.bytes)
            let model = untouched.json["unified_model_id"] ?? .null
            let changed = try await client.post(
                "/environment-unified-model",
                ["unified_model_id": model, "override": UnifiedOverrideTests.title]
            )
            #expect(changed.json["override"] == UnifiedOverrideTests.title)
            #expect(changed.id == id && changed.json["created_at"] == untouched.json["created_at"])
            #expect(changed.json["updated_at"] != untouched.json["updated_at"])
            let again = try await client.post("/environment-unified-model", ["unified_model_id": model])
            #expect(again.bytes == changed.bytes)
            #expect(try await client.patch(path, ["override": UnifiedOverrideTests.title]).bytes == changed.bytes)
            let other: JSONValue = ["accounts": ["zendesk": ["response_mapping": ["website": .null]]]]
            let replaced = try await client.patch(path, ["override": other, "environment_id": "x", "colour": "red"])
            #expect(replaced.json["override"] == other)
            #expect(replaced.warnings.contains { $0.hasPrefix("environment_id") })
            #expect(replaced.warnings.contains { $0.hasPrefix("colour") })
            #expect(try await client.patch(path, ["override": .null]).json["override"] == [:])
            #expect(try await client.patch(path, ["override": other]).json["override"] == other)
            #expect(try await client.patch(path, ["override": [:]]).json["override"] == [:])
            #expect(try await client.patch(path, ["override": other]).json["override"] == other)
            #expect(try await client.delete(path).json == ["id": .string(id)])
            #expect(try await client.get(path).bytes == untouched.bytes)
            #expect(try await client.delete(path).json == ["id": .string(id)])
            for reply in [
                try await client.get("/environment-unified-model/x"),
                try await client.patch("/environment-unified-model/x", ["override": [:]]),
                try await client.delete("/environment-unified-model/x"),
            ] {
                #expect(reply.status == 404)
            }
            #expect(try await client.post("/environment-unified-model", [:]).failurePaths == ["unified_model_id"])
            let unknown = try await client.post("/environment-unified-model", ["unified_model_id": "crn"])
            #expect(unknown.failurePaths == ["unified_model_id"] && unknown.message.contains("crm"))
        }
    }

    private static let refused: [(JSONValue, [String], String)] = [
        ("x", ["override"], "expected an object"), ([], ["override"], "expected an object"),
        (["contact": [:]], ["override.contact"], "did you mean \"contacts\"?"),
        (["deals": [:]], ["override.deals"], "there is contacts, accounts"),
        (["contacts": .null], ["override.contacts"], "expected an object of integrations"),
        (["contacts": ["hubspt": [:]]], ["override.contacts.hubspt"], "did you mean \"hubspot\"?"),
        (["contacts": ["zendesk": "id"]], ["override.contacts.zendesk"], "found string"),
        (
            ["contacts": ["zendesk": ["respons_mapping": [:]]]], ["override.contacts.zendesk.respons_mapping"],
            "did you mean \"response_mapping\"?"
        ),
        (
            ["contacts": ["zendesk": ["response_mapping": ["title": "a &"]]]],
            ["override.contacts.zendesk.response_mapping.title"], "S0207"
        ),
        (
            ["contacts": ["zendesk": ["response_mapping": ["titel": "a"]]]],
            ["override.contacts.zendesk.response_mapping.titel"], "did you mean \"title\"?"
        ),
        (
            ["contacts": ["zendesk": ["response_mapping": ["titel": .null]]]],
            ["override.contacts.zendesk.response_mapping.titel"], "null takes a key away"
        ),
        (
            ["contacts": ["zendesk": ["response_mapping": .null]]], ["override.contacts.zendesk.response_mapping"],
            "required"
        ),
        (
            ["contacts": ["zendesk": ["get": ["resource": "user"]]]], ["override.contacts.zendesk.get.resource"],
            "has no \"user\"; did you mean \"users\"?"
        ),
        (
            ["contacts": ["zendesk": ["list": [["resource": "users"], ["resource": "users", "method": "search"]]]]],
            ["override.contacts.zendesk.list.1.method"], "has no \"search\"; it has"
        ),
        (
            ["contacts": ["zendesk": ["lookups": ["all": ["resource": "things"]]]]],
            ["override.contacts.zendesk.lookups.all.resource"], "has no \"things\""
        ),
        (
            ["opportunities": ["zendesk": ["list": ["resource": "tickets"]]]],
            ["override.opportunities.zendesk.response_mapping"], "required"
        ),
    ]

    @Test(arguments: refused) func `what can't work is refused with its place`(
        _ override: JSONValue,
        _ paths: [String],
        _ says: String
    ) async throws {
        try await TestServer.run { server in
            let path = "/environment-unified-model/\(try await UnifiedOverrideTests.id(server.client))"
            let before = try await server.client.get(path)
            let reply = try await server.client.patch(path, ["override": override])
            #expect(reply.status == 400)
            #expect(reply.failurePaths == paths, "\(reply.text)")
            #expect(reply.message.contains(says), "\(reply.message)")
            #expect(try await server.client.get(path).bytes == before.bytes)
        }
    }

    @Test func `all faults are told at once`() async throws {
        try await TestServer.run { server in
            let path = "/environment-unified-model/\(try await UnifiedOverrideTests.id(server.client))"
            let override: JSONValue = [
                "contacts": [
                    "zendesk": [
                        "get": ["resource": "user"], "record_filter": "(",
                        "response_mapping": ["title": "a &", "nam": "b"],
                        "trusts": .null,
                    ],
                    "nope": [:],
                ],
                "deals": [:],
            ]
            let reply = try await server.client.patch(path, ["override": override])
            let mapping = "override.contacts.zendesk"
            #expect(
                Set(reply.failurePaths) == [
                    "\(mapping).get.resource", "\(mapping).record_filter", "\(mapping).response_mapping.title",
                    "\(mapping).response_mapping.nam", "\(mapping).trusts", "override.contacts.nope", "override.deals",
                ]
            )
        }
    }

    @Test func `webhooks are told of an override that comes, changes and goes`() async throws {
        let receiver = try await WebhookReceiver()
        try await TestServer.run { server in
            let types: JSONValue = [
                "environment_unified_model:created", "environment_unified_model:updated",
                "environment_unified_model:deleted",
            ]
            let hook = try await server.client.post(
                "/webhook",
                ["target_url": .string(receiver.url), "event_types": types]
            )
            #expect(hook.status == 200 && hook.warnings.isEmpty)
            let path = "/environment-unified-model/\(try await UnifiedOverrideTests.id(server.client))"
            _ = try await server.client.delete(path)
            let created = try await server.client.patch(path, ["override": UnifiedOverrideTests.title])
            _ = try await server.client.patch(path, ["override": UnifiedOverrideTests.title])
            _ = try await server.client.patch(path, ["override": ["contact": [:]]])
            let updated = try await server.client.patch(path, ["override": [:]])
            _ = try await server.client.delete(path)
            let events = try await receiver.waitUntil { $0.count == 3 }
            #expect(events.names == ["created", "updated", "deleted"])
            for (event, shown) in zip(events, [created, updated, updated]) {
                for key in ["id", "unified_model_id", "environment_id", "override", "created_at", "updated_at"] {
                    #expect(event.payload[key] == shown.json[key], "\(event.event) \(key)")
                }
                #expect(event.payload["unified_model"]?["name"] == "crm")
            }
        }
    }
}

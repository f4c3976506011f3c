import App
import Engine
import JSON
import Support
import Testing

/// Runs against an emulated HubSpot, through the whole server.
@Suite struct HubSpotRunTests {
    private static func run<Value: Sendable>(
        _ sandbox: [String] = [],
        more: JSONObject = [:],
        _ body: @escaping @Sendable (SyncRig) async throws -> Value
    ) async throws -> Value {
        let context: @Sendable (SandboxProcess) -> JSONObject = { vendor in
            var context = vendor.tokenContext
            for (key, value) in more { context[key] = value }
            return context
        }
        return try await SyncRig.run(sandbox, integration: "hubspot", context: context, body)
    }

    @Test(arguments: ["v3", "2026-03", "2026-09"])
    func `a list ends in the store byte for byte, whatever the version of the paths`(_ version: String) async throws {
        try await HubSpotRunTests.run(["--hubspot-contacts", "250"], more: ["api_version": .string(version)]) { rig in
            let run = try await rig.sync([
                [
                    "resource": "contacts", "method": "list", "persist": true,
                    "query": ["properties": ["email", "phone", "loyalty_points"], "associations": "companies"],
                ]
            ])
            #expect(run["result"] == "clean")
            #expect(run.counter("contacts", "requests") == 3)
            let query = "limit=100&properties=email,phone,loyalty_points&associations=companies"
            let vendor = try await RawRecords.hubSpot(rig.sandbox, "/crm/v3/objects/contacts?\(query)")
            #expect(try await rig.records("contacts") == vendor)
            #expect(try await rig.sandbox.counts(of: "hubspot")["contacts"]?.intValue == vendor.count)
            let isNumbered = try await rig.sandbox.targets().prefix(3).allSatisfy { $0.contains("/crm/v3/") }
            #expect(isNumbered == (version == "v3"))
        }
    }

    @Test func `archived records are a list of their own`() async throws {
        try await HubSpotRunTests.run(["--hubspot-contacts", "300"]) { rig in
            let run = try await rig.sync([
                ["resource": "contacts", "method": "list", "persist": true, "query": ["archived": true]]
            ])
            #expect(run["result"] == "clean")
            #expect(try await rig.ids("contacts") == ["100000000097", "100000000194", "100000000291"])
        }
    }

    @Test func `a search reads on beyond what one may give`() async throws {
        try await HubSpotRunTests.run(["--hubspot-contacts", "200", "--hubspot-search-cap", "60"]) { rig in
            let search: JSONValue = [
                [
                    "resource": "contacts", "method": "search", "persist": true,
                    "body": [
                        "limit": 20,
                        "filterGroups": [
                            ["filters": [["propertyName": "lastname", "operator": "HAS_PROPERTY"]]],
                            ["filters": [["propertyName": "city", "operator": "IN", "values": ["Berlin", "大阪"]]]],
                        ],
                    ],
                ]
            ]
            let run = try await rig.sync(search)
            #expect(run["result"] == "clean")
            #expect(run.counter("contacts", "requests", method: "search") == 10)
            let vendor = try await RawRecords.hubSpot(rig.sandbox, "/crm/v3/objects/contacts?limit=100")
            #expect(try await rig.records("contacts") == vendor)
        }
    }

    @Test func `records that leave a search while it is read take no other one with them`() async throws {
        let slow = "slow:match=search,after=1,times=1,delay_ms=4000"
        try await HubSpotRunTests.run(["--hubspot-contacts", "90", "--fault", slow]) { rig in
            let events = rig.server.composition.events.stream()
            let job = try await rig.server.job(
                [["resource": "contacts", "method": "search", "persist": true, "body": ["limit": 10]]],
                integration: "hubspot"
            )
            let id = try await rig.server.startRun(job: job, account: rig.account)
            // The second page is under way, and not decided yet.
            var stats = JSONValue.null
            repeat {
                stats = try await rig.sandbox.stats()
                try #require((stats["requests"]?.intValue ?? 0) < 2, "the second page came too soon to be held")
            } while stats["requests"] != 1 || stats["in_flight"] != 1
            let gone = ["100000000002", "100000000003", "100000000004"]
            _ = try await rig.sandbox.control(
                "/_sandbox/hubspot/remove",
                ["resource": "contacts", "ids": .array(gone.map { .string($0) })]
            )
            #expect(try await rig.server.ended(id, events)["result"] == "clean")
            #expect(try await rig.ids("contacts").count == 90)
        }
    }

    @Test func `a search in the caller's own order ends with an error at what the vendor gives`() async throws {
        try await HubSpotRunTests.run(["--hubspot-contacts", "200", "--hubspot-search-cap", "60"]) { rig in
            let run = try await rig.sync([
                [
                    "resource": "contacts", "method": "search", "persist": true,
                    "body": ["limit": 20, "sorts": [["propertyName": "createdate", "direction": "DESCENDING"]]],
                ]
            ])
            #expect(run["result"] == "partial")
            #expect(run.errorTexts.first?.hasPrefix("rejected: ") == true)
            #expect(try await rig.ids("contacts").count == 60)
        }
    }

    @Test func `what changed since is found by a search, with whole numbers of any size`() async throws {
        try await HubSpotRunTests.run(["--hubspot-deals", "50"]) { rig in
            _ = try await rig.sandbox.control(
                "/_sandbox/hubspot/touch",
                [
                    "resource": "deals", "ids": ["40000000007", "40000000009"], "updated_at": "2026-11-20T00:00:00Z",
                    "properties": ["dealname": "Neu ✓"],
                ]
            )
            let filter: JSONValue = [
                "propertyName": "hs_lastmodifieddate", "operator": "GTE", "value": "{{args.since}}",
            ]
            let run = try await rig.sync(
                [
                    [
                        "resource": "deals", "method": "search", "persist": true,
                        "body": ["filterGroups": [["filters": [filter]]], "properties": ["dealname"]],
                    ]
                ],
                args: ["since": "1795000000000"]
            )
            #expect(run["result"] == "clean")
            #expect(try await rig.ids("deals") == ["40000000007", "40000000009"])
            let texts = try await rig.records("deals").values.map { String(decoding: $0, as: UTF8.self) }
            #expect(texts.allSatisfy { $0.contains(#""dealname":"Neu ✓""#) })
        }
    }

    @Test func `associations of listed records are read, and none are no failure`() async throws {
        try await HubSpotRunTests.run(["--hubspot-contacts", "12", "--hubspot-companies", "5"]) { rig in
            let run = try await rig.sync([
                ["resource": "contacts", "method": "list"],
                [
                    "resource": "associations", "method": "batch_read", "depends_on": "contacts", "persist": true,
                    "query": ["from": "contacts", "to": "companies"],
                    "body": ["inputs": [["id": "{{resources.contacts.id}}"]]],
                ],
            ])
            #expect(run["result"] == "clean")
            // Every fourth contact has no company.
            #expect(try await rig.ids("associations").count == 9)
            let first = try #require(try await rig.records("associations")["100000000001"])
            #expect(try JSONValue(parsing: first)["to"]?[0]?["toObjectId"]?.numberValue?.text == "9007199254740993")
        }
    }

    @Test func `a batch of which a part is missing is reported`() async throws {
        try await HubSpotRunTests.run { rig in
            let inputs: JSONValue = [["id": "100000000001"], ["id": "7"], ["id": "8"]]
            let run = try await rig.sync([
                ["resource": "contacts", "method": "batch_read", "persist": true, "body": ["inputs": inputs]]
            ])
            #expect(run["result"] == "partial")
            #expect(run.errorTexts == ["rejected: hubspot could not read 2 of the batch (207)"])
        }
    }

    @Test func `owners, pipelines and properties are stored by what names them`() async throws {
        try await HubSpotRunTests.run(["--hubspot-owners", "20"]) { rig in
            let run = try await rig.sync([
                ["resource": "owners", "method": "list", "persist": true, "query": ["limit": 7]],
                ["resource": "pipelines", "method": "list", "persist": true, "query": ["object_type": "deals"]],
                ["resource": "properties", "method": "list", "persist": true, "query": ["object_type": "contacts"]],
            ])
            #expect(run["result"] == "clean")
            #expect(try await rig.ids("owners").count == 18)
            #expect(try await rig.ids("pipelines") == ["default", "880001"])
            #expect(try await Set(rig.ids("properties")).isSuperset(of: ["email", "hs_object_id", "favourite_colour"]))
        }
    }

    @Test func `writes go to the record that is named`() async throws {
        try await HubSpotRunTests.run(["--hubspot-tickets", "5"]) { rig in
            let run = try await rig.sync([
                [
                    "resource": "tickets", "method": "update", "id": "2000000001", "name": "rename", "persist": true,
                    "body": ["properties": ["subject": "Größe \"7\""]],
                ],
                ["resource": "tickets", "method": "delete", "id": "2000000002", "depends_on": "rename"],
                [
                    "resource": "tickets", "method": "create", "name": "make", "depends_on": "rename", "persist": true,
                    "body": ["properties": ["subject": "Neu"]],
                ],
            ])
            #expect(run["result"] == "clean")
            #expect(Set(try await rig.ids("tickets")) == ["2000000001", "2000000006"])
            #expect(try await rig.sandbox.counts(of: "hubspot")["tickets"] == 5)
            let renamed = try #require(try await rig.records("tickets")["2000000001"])
            #expect(try JSONValue(parsing: renamed)["properties"]?["subject"] == "Größe \"7\"")
        }
    }
}

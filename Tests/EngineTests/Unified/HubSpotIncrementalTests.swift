import JSON
import Support
import Testing

/// HubSpot's changes by their unified names: found by searches, whose records lack what lists have inline.
@Suite struct HubSpotIncrementalTests {
    private static let resources = [
        ("crm/contacts", "contacts"), ("crm/accounts", "companies"), ("crm/opportunities", "deals"),
        ("ticketing/tickets", "tickets"), ("ticketing/contacts", "contacts"), ("ticketing/accounts", "companies"),
    ]

    @Test(arguments: resources) func `a search gives the same records as the list, also beyond what one search gives`(
        _ resource: String,
        _ own: String
    ) async throws {
        let sizes = ["contacts", "companies", "deals", "tickets"].flatMap { ["--hubspot-\($0)", "130"] }
        try await SyncRig.run(sizes + ["--hubspot-search-cap", "60"], integration: "hubspot") { rig in
            var node: JSONObject = [
                "resource": .string(resource), "method": "list", "response_format": "normalized",
            ]
            let list = try await rig.sync([.object(node)])
            #expect(list["result"] == "clean", "\(list.text)")
            #expect(list.counter(resource, "created") == 129)
            #expect(try await rig.count(of: "/search") == 0)
            node["query"] = ["updated_at": ["gte": "2020-01-01T00:00:00Z"], "limit": 50]
            let search = try await rig.sync([.object(node)])
            #expect(search["result"] == "clean", "\(search.text)")
            #expect(search.counter(resource, "unchanged") == 129)
            #expect(search.counter(resource, "created") == 0)
            #expect(search.counter(resource, "updated") == 0)
            #expect(try await rig.count(of: "/\(own)/search") == 3)
        }
    }

    @Test func `what changed since the previous run is found, with associations read by batch`() async throws {
        let sizes = ["--hubspot-contacts", "200", "--hubspot-companies", "9"]
        try await SyncRig.run(sizes + ["--hubspot-search-cap", "60"], integration: "hubspot") { rig in
            let job = try await rig.server.job(
                [
                    [
                        "resource": "crm/contacts", "method": "list",
                        "query": ["updated_at": ["gt": "{{previous_run_date}}"], "limit": 30],
                    ]
                ],
                integration: "hubspot"
            )
            let first = try await rig.server.run(job: job, account: rig.account)
            #expect(first["result"] == "clean", "\(first.text)")
            #expect(first.counter("crm/contacts", "fetched") == 198)
            let before = try await rig.unified("crm/contacts")
            let touched = (101...180).map { "100000000\($0)" }
            _ = try await rig.sandbox.control(
                "/_sandbox/hubspot/touch",
                [
                    "resource": "contacts", "ids": .array(touched.map { .string($0) }),
                    "properties": ["jobtitle": "Käufer"],
                ]
            )
            let second = try await rig.server.run(job: job, account: rig.account)
            #expect(second["result"] == "clean", "\(second.text)")
            #expect(second.counter("crm/contacts", "updated") == 80)
            #expect(second.counter("crm/contacts", "fetched") == 80)
            #expect(try await rig.count(of: "/contacts/search") == 3)
            #expect(try await rig.count(of: "/batch/read") == 3)
            let after = try await rig.unified("crm/contacts")
            for (id, record) in after {
                let isTouched = touched.contains(id)
                #expect((record.data["title"] == "Käufer") == isTouched)
                #expect(record.data["account"] == before[id]?.data["account"])
                #expect((record.data == before[id]?.data) != isTouched)
            }
        }
    }

    @Test func `a contact is found by any of its addresses`() async throws {
        try await SyncRig.run(["--hubspot-contacts", "60"], integration: "hubspot") { rig in
            let raw = try await rig.hubSpot("objects/contacts", ["email", "work_email", "hs_additional_emails"])
            let wanted = try #require(raw.first { $0.value["properties"]?["hs_additional_emails"]?.stringValue != nil })
            let texts = wanted.value["properties"]?["hs_additional_emails"]?.stringValue?.split(separator: ";") ?? []
            for address in texts.map(String.init) + (wanted.value["properties"]?.texts("email") ?? []) {
                let account = try await rig.server.account(rig.sandbox.tokenContext, integration: "hubspot")
                let job = try await rig.server.job(
                    [
                        [
                            "resource": "crm/contacts", "method": "list",
                            "query": ["email_addresses": ["email": .string(address)]],
                        ]
                    ],
                    integration: "hubspot"
                )
                let run = try await rig.server.run(job: job, account: account)
                #expect(run["result"] == "clean", "\(run.text)")
                #expect(try await Array(rig.unified("crm/contacts", of: account).keys) == [wanted.key], "\(address)")
            }
        }
    }
}

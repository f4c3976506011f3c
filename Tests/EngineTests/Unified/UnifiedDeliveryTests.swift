import JSON
import Support
import Testing

/// Unified nodes in runs that deliver to a webhook.
@Suite struct UnifiedDeliveryTests {
    @Test func `of four nodes the unified one is delivered whatever persist says, and proxy nodes that persist`()
        async throws
    {
        try await DeliveryRig.run(["--tickets", "5", "--users", "30"]) { rig in
            let nodes: JSONValue = [
                ["resource": "tickets", "method": "list"],
                ["resource": "groups", "method": "list", "persist": true],
                ["resource": "crm/contacts", "method": "list", "persist": false],
                [
                    "resource": "comments", "method": "list", "depends_on": "tickets",
                    "query": ["ticket_id": "{{resources.tickets.id}}"],
                ],
            ]
            let made = try await rig.server.client.post(
                "/sync-job",
                ["integration_name": "zendesk", "resources": nodes]
            )
            #expect(
                made.json["warnings"] == ["resources.2.persist: records of a unified resource are always stored"],
                "\(made.json.text)"
            )
            let run = try await rig.deliver(nodes)
            #expect(run["result"] == "clean", "\(run.text)")
            let events = try await rig.receiver.waitUntil { $0.last?.event == "sync_job_run:completed" }
            let contacts = try await rig.sync.zendesk("users").filter { $0.value["role"] == "end-user" }
            #expect(events.countsByResource == ["groups": 5, "crm/contacts": contacts.count])
            #expect(run.counter("comments", "fetched") == 15)
            #expect(run.counter("comments", "persisted") == 0)
            #expect(try await rig.server.client.get("/record/count").json["result"] == [])
            let delivered = events.filter { $0.payload["resource"] == "crm/contacts" }
                .flatMap { $0.payload["records"]?.arrayValue ?? [] }
            #expect(Set(delivered.compactMap { $0["id"]?.stringValue }) == Set(contacts.keys))
            for record in delivered {
                #expect(record["remote_data"] == contacts[record["id"]?.stringValue ?? ""])
                #expect(record["name"] == record["remote_data"]?["name"])
            }
        }
    }

    private static let formats: [(String, Bool, Bool)] = [
        ("unified", true, true), ("normalized", true, false), ("raw", false, false),
    ]

    @Test(arguments: formats) func `record events hold what response_format says`(
        _ format: String,
        _ isMapped: Bool,
        _ hasRemoteData: Bool
    ) async throws {
        try await DeliveryRig.run(["--organizations", "3"]) { rig in
            let run = try await rig.deliver([
                ["resource": "crm/accounts", "method": "list", "response_format": .string(format)]
            ])
            #expect(run["result"] == "clean")
            let events = try await rig.receiver.waitUntil { $0.last?.event == "sync_job_run:completed" }
            let records = events.flatMap { $0.payload["records"]?.arrayValue ?? [] }
            #expect(records.count == 3)
            for record in records {
                #expect((record["website"] != nil) == isMapped)
                #expect((record["domain_names"] != nil) != isMapped)
                #expect((record["remote_data"]?["domain_names"] != nil) == hasRemoteData)
            }
        }
    }

    @Test func `a record that is larger than an event may be goes alone, whole`() async throws {
        try await DeliveryRig.run(["--tickets", "6", "--ticket-bytes", "3000"], webhook: ["max_bytes": 4096]) { rig in
            let run = try await rig.deliver([["resource": "ticketing/tickets", "method": "list"]])
            #expect(run["result"] == "clean", "\(run.text)")
            let events = try await rig.receiver.waitUntil { $0.last?.event == "sync_job_run:completed" }
            let records = events.filter { $0.event == "sync_job_run:record" }
            #expect(records.allSatisfy { $0.payload["records"]?.arrayValue?.count == 1 && $0.bytes.count > 4096 })
            let tickets = try await rig.sync.zendesk("tickets")
            #expect(Set(records.flatMap { $0.payload.texts("records", "id") }) == Set(tickets.keys))
        }
    }
}

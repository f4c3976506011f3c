import JSON
import Support
import Testing

/// Runs that deliver to a webhook instead of storing.
@Suite struct DeliveryTests {
    private static let tickets: JSONValue = ["resource": "tickets", "method": "list", "persist": true]

    @Test func `every record goes out as the vendor wrote it, between started and completed`() async throws {
        try await DeliveryRig.run(["--tickets", "25", "--page-size", "10"]) { rig in
            let run = try await rig.deliver([DeliveryTests.tickets], ["args": ["a": 1]])
            #expect(run["result"] == "clean")
            #expect(run["webhook_id"] == rig.webhookID)
            #expect(run["daemon_group_key"] == .null)
            #expect(run.counter("tickets", "persisted") == 25)
            let events = try await rig.receiver.waitUntil { $0.last?.event == "sync_job_run:completed" }
            #expect(events.names == ["created", "started", "record", "record", "record", "completed"])
            let vendor = try await RawRecords.vendor(rig.sync.sandbox, "/api/v2/tickets.json", key: "tickets")
            #expect(try events.records().count == 25)
            #expect(try Set(events.records()) == Set(vendor.values))
            // Nothing is stored.
            #expect(try await rig.server.records("tickets").isEmpty)
            let first = events[2].body
            #expect(
                first.objectValue?.keys == [
                    "id", "event", "event_type", "payload", "environment_id", "created_at", "tenant_id", "webhook_id",
                ]
            )
            #expect(first["tenant_id"] == "acme")
            #expect(first["webhook_id"] == rig.webhookID)
            let payload = events[2].payload
            #expect(payload["resource"] == "tickets")
            #expect(payload["method"] == "list")
            #expect(payload["args"] == ["a": 1])
            #expect(payload["sync_job_run_id"] == run["id"])
            #expect(events.last?.payload["status"] == "completed")
            #expect(events.last?.payload["result"] == "clean")
        }
    }

    @Test func `of four nodes exactly the one with persist and its persisting sibling's child are delivered`()
        async throws
    {
        try await DeliveryRig.run(["--tickets", "5"]) { rig in
            let run = try await rig.deliver([
                ["resource": "tickets", "method": "list"],
                ["resource": "groups", "method": "list", "persist": false],
                ["resource": "organizations", "method": "list", "persist": true],
                [
                    "resource": "comments", "method": "list", "depends_on": "tickets", "persist": true,
                    "query": ["ticket_id": "{{resources.tickets.id}}"],
                ],
            ])
            #expect(run["result"] == "clean")
            let events = try await rig.receiver.waitUntil { $0.last?.event == "sync_job_run:completed" }
            #expect(events.countsByResource == ["organizations": 20, "comments": 15])
        }
    }
}

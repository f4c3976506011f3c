import JSON
import Support
import Testing

/// Receivers that refuse, fail, ask to wait, and are gone for good.
@Suite(.serialized) struct DeliveryFaultTests {
    private static let tickets: JSONValue = ["resource": "tickets", "method": "list", "persist": true]
    private static let ended: @Sendable (JSONValue) -> Bool = { $0["finished_at"]?.stringValue != nil }

    @Test func `a started event answered 400 stops the run before anything is asked for`() async throws {
        try await DeliveryRig.run { rig in
            try await rig.receiver.setFaults([["status": 400, "match": "sync_job_run:started", "body": "not today"]])
            let run = try await rig.deliver([DeliveryFaultTests.tickets])
            #expect(run["status"] == "stopped")
            #expect(try await rig.sync.sandbox.targets().isEmpty)
            let events = try await rig.receiver.waitUntil { $0.last?.event == "sync_job_run:updated" }
            #expect(events.names == ["created", "updated"])
            let started = try #require(try await rig.deliveries("event=sync_job_run:started").first)
            #expect(started["state"] == "refused")
            #expect(started["answer"] == ["status": 400, "body": "not today", "error": .null])
        }
    }

    @Test func `a started event that is refused otherwise fails the run`() async throws {
        try await DeliveryRig.run { rig in
            try await rig.receiver.setFaults([["status": 403, "match": "sync_job_run:started"]])
            let run = try await rig.deliver([DeliveryFaultTests.tickets])
            #expect(run["status"] == "failed")
            #expect(run["failure"]?["kind"] == "start_refused")
            #expect(try await rig.sync.sandbox.targets().isEmpty)
            #expect(try rig.receiver.arrivals().count { $0.event == "sync_job_run:started" } == 3)
        }
    }

    @Test func `work begins only when started was taken`() async throws {
        try await DeliveryRig.run { rig in
            try await rig.receiver.setFaults([
                ["status": 503, "match": "sync_job_run:started", "times": 4],
                ["kind": "slow", "delay_ms": 300, "match": "sync_job_run:started"],
            ])
            let run = try await rig.start([DeliveryFaultTests.tickets])
            _ = try await rig.run(run) { $0["waiting_on"] == "webhook" }
            #expect(try await rig.sync.sandbox.targets().isEmpty)
            #expect(try await rig.run(run, when: DeliveryFaultTests.ended)["result"] == "clean")
        }
    }

    @Test func `a refused event is tried three times, kept with the answer, and the run is partial`() async throws {
        try await DeliveryRig.run(["--tickets", "30", "--page-size", "10"]) { rig in
            try await rig.receiver.setFaults([
                ["status": 422, "match": "sync_job_run:record", "times": 3, "body": "no such board"]
            ])
            let run = try await rig.deliver([DeliveryFaultTests.tickets])
            #expect(run["status"] == "completed")
            #expect(run["result"] == "partial")
            let dead = try await rig.deliveries("state=dead")
            #expect(dead.count == 1)
            #expect(dead[0]["attempts"] == 3)
            #expect(dead[0]["event"] == "sync_job_run:record")
            #expect(dead[0]["sync_job_run_id"] == run["id"])
            #expect(dead[0]["answer"] == ["status": 422, "body": "no such board", "error": .null])
            let events = try await rig.receiver.waitUntil { $0.last?.event == "sync_job_run:completed" }
            #expect(events.names == ["created", "started", "record", "record", "completed"])
            #expect(events.last?.payload["result"] == "partial")
            let first = try #require(try rig.receiver.arrivals().first { $0.status == 422 })
            #expect(try await rig.replay(["event_id": .string(first.id)]) == 1)
            let again = try await rig.receiver.waitUntil { $0.count == 6 }
            #expect(again.last?.id == first.id)
            #expect(again.last?.bytes == first.bytes)
            let vendor = try await RawRecords.vendor(rig.sync.sandbox, "/api/v2/tickets.json", key: "tickets")
            #expect(try Set(again.records()) == Set(vendor.values))
        }
    }

    @Test func `a receiver that is gone for good is given up: the run fails, the webhook is off, the rest is kept`()
        async throws
    {
        try await DeliveryRig.run(
            ["--tickets", "60", "--page-size", "10"],
            settings: ["open-pages": "3"],
            webhook: ["give_up_after": 1]
        ) { rig in
            try await rig.receiver.setFaults([["status": 500, "match": "sync_job_run:record", "after": 1]])
            let id = try await rig.start([DeliveryFaultTests.tickets])
            _ = try await rig.run(id) { $0["waiting_on"] == "webhook" }
            let run = try await rig.run(id, when: DeliveryFaultTests.ended)
            #expect(run["status"] == "failed")
            #expect(run["failure"]?["kind"] == "webhook_given_up")
            #expect(run["failure"]?["message"]?.stringValue?.contains("status 500") == true)
            let path = "/webhook/\(rig.webhookID.stringValue ?? "")"
            let webhook = try await rig.server.client.get(path).json
            #expect(webhook["is_active"] == false)
            #expect(webhook["last_error"]?.stringValue?.contains("given up after 1 s") == true)
            let dead = try await rig.deliveries("state=dead")
            #expect(dead.count >= 2 && dead.allSatisfy { $0["event"] == "sync_job_run:record" })
            #expect(try await rig.deliveries("state=pending").isEmpty)
            // Nothing more, until somebody switches it on; then all of it in the old order.
            #expect(try await rig.server.client.post("\(path)/replay", ["sync_job_run_id": .string(id)]).status == 400)
            try await rig.receiver.setFaults([])
            #expect(try await rig.server.client.patch(path, ["is_active": true]).json["last_error"] == .null)
            let settled = try await rig.deliveries().count
            #expect(try await rig.replay(["sync_job_run_id": .string(id)]) == settled)
            let taken = try await rig.receiver.waitUntil { $0.count == settled }
            let order = try await RawRecords.vendorOrder(rig.sync.sandbox, "/api/v2/tickets.json", key: "tickets")
            let records = try taken.records()
            #expect(records == Array(order.prefix(records.count)))
            #expect(records.count == (dead.count + 1) * 10)
        }
    }

    @Test func `fetching runs no further ahead than the bound`() async throws {
        try await DeliveryRig.run(["--tickets", "90", "--page-size", "10"], settings: ["open-pages": "2"]) { rig in
            try await rig.receiver.setFaults([["status": 503, "match": "sync_job_run:record"]])
            let id = try await rig.start([DeliveryFaultTests.tickets])
            // Two pages are there; the third is not asked for however often the first is refused.
            try await rig.receiver.waitForArrivals { $0.count { $0.status == 503 } >= 5 }
            #expect(try await rig.sync.sandbox.targets().count == 2)
            try await rig.receiver.setFaults([])
            #expect(try await rig.run(id, when: DeliveryFaultTests.ended)["result"] == "clean")
            #expect(
                try await rig.receiver.waitUntil { $0.last?.event == "sync_job_run:completed" }.records().count == 90
            )
        }
    }

    @Test func `with a bound of one each page waits until the one before was taken`() async throws {
        try await DeliveryRig.run(["--tickets", "50", "--page-size", "10"], settings: ["open-pages": "1"]) { rig in
            try await rig.receiver.setFaults([["kind": "slow_body", "delay_ms": 60000, "match": "sync_job_run:record"]])
            let id = try await rig.start([DeliveryFaultTests.tickets])
            try await rig.receiver.waitForArrivals { $0.contains { $0.event == "sync_job_run:record" } }
            #expect(try await rig.sync.sandbox.targets().count == 1)
            _ = try await rig.server.client.delete("/sync-job-run/\(id)")
            #expect(try await rig.run(id, when: DeliveryFaultTests.ended)["status"] == "stopped")
        }
    }

    @Test func `a 429 with Retry-After is waited for and loses nothing`() async throws {
        try await DeliveryRig.run(["--tickets", "20", "--page-size", "10"]) { rig in
            try await rig.receiver.setFaults([
                ["status": 429, "match": "sync_job_run:record", "times": 2, "retry_after": "1"]
            ])
            let run = try await rig.deliver([DeliveryFaultTests.tickets])
            #expect(run["result"] == "clean")
            let first = try #require(try await rig.deliveries("event=sync_job_run:record").last)
            #expect(first["attempts"] == 3)
        }
    }
}

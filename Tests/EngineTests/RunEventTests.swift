import JSON
import Support
import Testing

/// What webhooks are told of runs and accounts, and what of it they may choose.
@Suite(.serialized) struct RunEventTests {
    private static let tickets: JSONValue = ["resource": "tickets", "method": "list", "persist": true]
    private static let broken: JSONValue = [
        "resource": "users", "method": "get", "id": "{{args.ids}}", "loop_on": "args.ids", "persist": true,
    ]

    @Test func `errors go out one by one, or all in one event at the end`() async throws {
        let args: JSONObject = ["args": ["ids": [10_001, 99, 98]]]
        for (mode, expected) in [
            ("ignore", ["record_error", "record_error"]), ("batch", ["record_error"]), ("fail_fast", []),
        ] {
            try await DeliveryRig.run(settings: ["calls-per-account": "1"]) { rig in
                var more = args
                more["error_handling"] = .string(mode)
                let run = try await rig.deliver([RunEventTests.broken], more)
                #expect(run["error_handling"] == .string(mode))
                let last = mode == "fail_fast" ? "failed" : "completed"
                let events = try await rig.receiver.waitUntil { $0.names.last == last }
                #expect(events.names.filter { $0 == "record_error" } == expected, "\(mode)")
                guard let event = events.first(where: { $0.event.hasSuffix("record_error") }) else { return }
                #expect(event.payload["args"] == more["args"])
                #expect(event.payload["sync_job_run_id"] == run["id"])
                let one = mode == "batch" ? event.payload["errors"]?[0] : event.payload["error"]
                #expect(one?["statusCode"] == 404)
                #expect(one?["truto_is_remote_error"] == true)
                #expect(one?["raw_response"]?.stringValue?.isEmpty == false)
                #expect(mode != "batch" || event.payload["errors"]?.arrayValue?.count == 2)
                #expect(mode != "batch" || events.names.suffix(2) == ["record_error", "completed"])
            }
        }
    }

    @Test func `only the events that a run asks for are sent`() async throws {
        try await DeliveryRig.run(["--tickets", "5"]) { rig in
            let names: JSONValue = ["sync_job_run:record", "sync_job_run:completed"]
            let run = try await rig.deliver([RunEventTests.tickets], ["events_to_send": names])
            #expect(run["events_to_send"] == names)
            let events = try await rig.receiver.waitUntil { $0.names.last == "completed" }
            #expect(events.names == ["record", "completed"])
        }
    }

    @Test func `record events go to the run's webhook whatever it listens to, and to no other`() async throws {
        try await DeliveryRig.run(["--tickets", "5"], webhook: ["event_types": ["sync_job_run:completed"]]) { rig in
            let other = try await WebhookReceiver()
            for types in [["sync_job_run:completed"], ["sync_job_run:record", "sync_job_run:failed"]] as [JSONValue] {
                let body: JSONValue = ["target_url": .string(other.url), "event_types": types]
                #expect(try await rig.server.client.post("/webhook", body).status == 200)
            }
            let run = try await rig.deliver([RunEventTests.tickets])
            let events = try await rig.receiver.waitUntil { $0.names.last == "completed" }
            #expect(events.names == ["record", "completed"])
            let told = try await other.waitUntil { !$0.isEmpty }
            #expect(told.names == ["completed"])
            // One event, two receivers: its id is the same, and each is told which webhook it is.
            #expect(told[0].id == events[1].id)
            #expect(told[0].body["webhook_id"] != events[1].body["webhook_id"])
            #expect(told[0].payload["id"] == run["id"])
        }
    }

    @Test func `a run that stores tells its life to everybody who listens`() async throws {
        try await DeliveryRig.run(["--tickets", "5"]) { rig in
            let run = try await rig.sync.sync([RunEventTests.tickets])
            let id = run["id"]?.stringValue ?? ""
            _ = try await rig.server.client.delete("/sync-job-run/\(id)")
            let events = try await rig.receiver.waitUntil { $0.names.last == "deleted" }
            #expect(events.names == ["created", "started", "completed", "deleted"])
            #expect(events.allSatisfy { $0.payload["id"]?.stringValue == id && $0.body["tenant_id"] == "acme" })
            #expect(try await rig.server.records("tickets").count == 5)
        }
    }

    @Test func `a pause on the vendor's word is told with its seconds, and its end too`() async throws {
        try await DeliveryRig.run(["--tickets", "5"]) { rig in
            try await rig.sync.sandbox.setFaults([["status": 429, "retry_after": "1", "times": 1]])
            _ = try await rig.deliver([RunEventTests.tickets])
            let events = try await rig.receiver.waitUntil { $0.names.last == "completed" }
            #expect(events.names == ["created", "started", "rate_limited", "updated", "record", "completed"])
            #expect(events[2].payload["status"] == "rate_limited")
            #expect(events[2].payload["retryAfter"] == 1)
            #expect(events[3].payload["status"] == "running")
        }
    }

    @Test func `stopping a run tells that it was updated, after what it had delivered`() async throws {
        try await DeliveryRig.run(["--tickets", "50", "--page-size", "10"]) { rig in
            try await rig.sync.sandbox.setFaults([["kind": "slow_body", "delay_ms": 60000, "after": 2]])
            let id = try await rig.start([RunEventTests.tickets])
            _ = try await rig.receiver.waitUntil { $0.names.count { $0 == "record" } == 2 }
            _ = try await rig.server.client.patch("/sync-job-run/\(id)", ["status": "stopped"])
            let events = try await rig.receiver.waitUntil { $0.names.last == "updated" }
            #expect(events.names == ["created", "started", "record", "record", "updated"])
            #expect(events.last?.payload["status"] == "stopped")
        }
    }

    @Test func `an account's life is told without its secrets`() async throws {
        try await DeliveryRig.run { rig in
            let client = rig.server.client
            let id = try await rig.server.account(rig.sync.sandbox.clientContext)
            _ = try await client.patch("/integrated-account/\(id)", ["tenant_id": "umbrella"])
            _ = try await client.patch("/integrated-account/\(id)", ["context": ["client_secret": "wrong"]])
            let job = try await rig.server.job([RunEventTests.tickets])
            _ = try await rig.server.run(job: job, account: id)
            _ = try await client.patch("/integrated-account/\(id)", ["context": ["client_secret": "sandbox-secret"]])
            _ = try await client.delete("/integrated-account/\(id)")
            let events = try await rig.receiver.waitUntil { $0.last?.event == "integrated_account:deleted" }
            let ofAccount = events.filter {
                $0.event.hasPrefix("integrated_account") && $0.payload["id"]?.stringValue == id
            }
            #expect(
                ofAccount.names == [
                    "created", "active", "updated", "updated", "authentication_error", "updated", "reactivated",
                    "deleted",
                ]
            )
            let first = try #require(ofAccount.first)
            #expect(first.payload["integration"]?["name"] == "zendesk")
            #expect(first.payload["environment_integration"]?["is_enabled"] == true)
            for event in events {
                let text = String(decoding: event.bytes, as: UTF8.self)
                #expect(!text.contains("sandbox-secret") && !text.contains("wrong"))
            }
        }
    }

    @Test func `limits of a webhook split a page, by bytes and by count`() async throws {
        for (limits, most) in [(["max_records": 4], 4), (["max_bytes": 8_000], 3)] as [(JSONObject, Int)] {
            try await DeliveryRig.run(["--tickets", "25", "--page-size", "10"], webhook: limits) { rig in
                let run = try await rig.deliver([RunEventTests.tickets])
                #expect(run["result"] == "clean")
                let events = try await rig.receiver.waitUntil { $0.names.last == "completed" }
                let order = try await RawRecords.vendorOrder(rig.sync.sandbox, "/api/v2/tickets.json", key: "tickets")
                #expect(try events.records() == order)
                let counts = events.compactMap { $0.payload["records"]?.arrayValue?.count }
                #expect(counts.max() == most)
                let bytes = limits["max_bytes"]?.intValue ?? .max
                #expect(events.filter { $0.names == ["record"] }.allSatisfy { $0.bytes.count <= bytes })
            }
        }
    }
}

extension WebhookReceiver.Arrival {
    fileprivate var names: [String] { [self].names }
}

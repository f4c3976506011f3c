import JSON
import Support
import Testing

/// What a run stores and what it only reads.
@Suite struct PersistTests {
    @Test func `of four nodes exactly the one with persist and its persisting sibling's child are stored`() async throws
    {
        try await SyncRig.run(["--tickets", "5"]) { rig in
            let run = try await rig.sync([
                ["resource": "tickets", "method": "list"],
                ["resource": "groups", "method": "list", "persist": false],
                ["resource": "organizations", "method": "list", "persist": true],
                [
                    "resource": "comments", "method": "list", "depends_on": "tickets", "persist": true,
                    "query": ["ticket_id": "{{resources.tickets.id}}"],
                ],
            ])
            #expect(run["result"] == "clean")
            let counts = try await rig.server.client.get("/record/count").json["result"]?.arrayValue ?? []
            let stored = counts.map { "\($0["resource"]?.stringValue ?? "") \($0["count"]?.intValue ?? 0)" }
            #expect(stored.sorted() == ["comments 15", "organizations 20"])
            #expect(run.counter("tickets", "fetched") == 5)
            #expect(run.counter("tickets", "persisted") == 0)
            #expect(run.counter("groups", "fetched") == 5)
            #expect(run.counter("comments", "persisted") == 15)
        }
    }

    @Test func `ids above 2 to the 53rd and every byte of a record come through`() async throws {
        try await SyncRig.run(["--tickets", "20", "--ticket-fields", "6"]) { rig in
            _ = try await rig.sync([
                ["resource": "ticket_fields", "method": "list", "persist": true],
                ["resource": "tickets", "method": "list", "persist": true],
            ])
            let fields = try await rig.records("ticket_fields")
            #expect(fields.keys.sorted().first == "9007199254740993")
            #expect(
                try await fields == RawRecords.vendor(rig.sandbox, "/api/v2/ticket_fields.json", key: "ticket_fields")
            )
            #expect(
                try await rig.records("tickets")
                    == RawRecords.vendor(rig.sandbox, "/api/v2/tickets.json", key: "tickets")
            )
        }
    }

    @Test func `a second run of what didn't change writes nothing`() async throws {
        try await SyncRig.run(["--tickets", "30"]) { rig in
            let nodes: JSONValue = [["resource": "tickets", "method": "list", "persist": true]]
            _ = try await rig.sync(nodes)
            let before = try await rig.server.records("tickets")
            let again = try await rig.sync(nodes)
            #expect(again.counter("tickets", "unchanged") == 30)
            #expect(again.counter("tickets", "created") == 0)
            #expect(again.counter("tickets", "updated") == 0)
            #expect(try await rig.server.records("tickets") == before)
        }
    }

    @Test func `changed and new records get new numbers, and action is relative to what the reader knows`() async throws
    {
        try await SyncRig.run(["--tickets", "30"]) { rig in
            let nodes: JSONValue = [["resource": "tickets", "method": "list", "persist": true]]
            _ = try await rig.sync(nodes)
            let known = try #require(try await rig.server.records("tickets").last?["change"]?.intValue)
            _ = try await rig.sandbox.control("/_sandbox/touch", ["resource": "tickets", "ids": [3, 7]])
            _ = try await rig.sandbox.control("/_sandbox/add", ["resource": "tickets", "count": 1])
            let run = try await rig.sync(nodes)
            #expect(run.counter("tickets", "updated") == 2)
            #expect(run.counter("tickets", "created") == 1)
            #expect(run.counter("tickets", "unchanged") == 28)
            let changed = try await rig.server.client.get("/record?resource=tickets&change%5Bgt%5D=\(known)").json
            let actions = (changed["result"]?.arrayValue ?? []).map {
                "\($0["record_id"]?.stringValue ?? "") \($0["action"]?.stringValue ?? "")"
            }
            #expect(actions == ["3 updated", "7 updated", "31 created"])
            // For whoever knows nothing, they are all new.
            let all = try await rig.server.client.get("/record?resource=tickets&limit=1000&change%5Bgt%5D=0").json
            #expect(all["result"]?.arrayValue?.count == 31)
            #expect(all["result"]?.arrayValue?.allSatisfy { $0["action"] == "created" } == true)
        }
    }

    @Test func `two accounts' records don't mix`() async throws {
        let other = try await SandboxProcess(["--groups", "2", "--seed", "9"])
        try await SyncRig.run { rig in
            let job = try await rig.server.job([["resource": "groups", "method": "list", "persist": true]])
            let second = try await rig.server.account(other.tokenContext)
            async let one = rig.server.startRun(job: job, account: rig.account)
            async let two = rig.server.startRun(job: job, account: second)
            _ = try await (one, two)
            let last = try await rig.server.run(job: job, account: second)
            #expect(last.counter("groups", "fetched") == 2)
            let first = try await rig.server.run(job: job, account: rig.account)
            #expect(first.counter("groups", "unchanged") == 5)
            for (account, count) in [(rig.account, 5), (second, 2)] {
                let page = try await rig.server.client.get("/record?integrated_account_id=\(account)").json
                #expect(page["result"]?.arrayValue?.count == count)
            }
        }
    }
}

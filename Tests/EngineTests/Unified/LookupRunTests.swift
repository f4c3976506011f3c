import App
import Domain
import Engine
import JSON
import Support
import Testing

/// The vendor's other lists that mappings read: asked for seldom, and never guessed when they fail.
@Suite struct LookupRunTests {
    private static let deals: JSONValue = [
        ["resource": "crm/opportunities", "method": "list", "query": ["limit": 10]]
    ]

    @Test func `whole lists are asked for once for all pages, nodes and runs of some minutes`() async throws {
        try await SyncRig.run(["--hubspot-deals", "50"], integration: "hubspot") { rig in
            let run = try await rig.sync(LookupRunTests.deals)
            #expect(run["result"] == "clean", "\(run.text)")
            #expect(run.counter("crm/opportunities", "pages") == 5)
            #expect(run.counter("crm/opportunities", "requests") == 7)
            let both = try await rig.sync([
                ["resource": "crm/contacts", "method": "list"],
                ["resource": "ticketing/contacts", "method": "list"],
                ["resource": "crm/opportunities", "method": "list"],
            ])
            #expect(both["result"] == "clean")
            #expect(try await rig.count(of: "/properties/2026-03/deals") == 1)
            #expect(try await rig.count(of: "/pipelines/2026-03/deals") == 1)
            #expect(try await rig.count(of: "/properties/2026-03/contacts") == 1)
        }
    }

    private static let refusals: [(String, [String: String], String)] = [
        ("404:match=properties", [:], "rejected: lookup properties: hubspot refused the call (404)"),
        ("500:match=pipelines", ["retry-attempts": "1"], "server_fault: lookup pipelines: hubspot failed (500)"),
        ("garbage:match=pipelines", ["retry-attempts": "1"], "malformed: lookup pipelines: "),
    ]

    @Test(arguments: refusals) func `a list that fails makes the call fail by its name, and the next run has all`(
        _ fault: String,
        _ settings: [String: String],
        _ reason: String
    ) async throws {
        try await SyncRig.run(["--fault", fault], integration: "hubspot", settings: settings) { rig in
            let run = try await rig.sync(LookupRunTests.deals)
            #expect(run["result"] == "partial")
            #expect(run.errorTexts.count == 1)
            #expect(run.errorTexts.first?.hasPrefix(reason) == true, "\(run.errorTexts)")
            #expect(run.counter("crm/opportunities", "fetched") == 0)
            try await rig.sandbox.clearFaults()
            let again = try await rig.sync(LookupRunTests.deals)
            #expect(again["result"] == "clean", "\(again.text)")
            let count = try await rig.sandbox.counts(of: "hubspot")["deals"]?.intValue
            #expect(try await rig.unified("crm/opportunities").count == count)
        }
    }

    @Test func `rows by key that fail on one page leave the pages before it, and the next run has all`() async throws {
        let arguments = ["--hubspot-contacts", "95", "--fault", "404:match=batch/read,after=2,times=1"]
        try await SyncRig.run(arguments, integration: "hubspot") { rig in
            let job = try await rig.server.job(
                [
                    [
                        "resource": "crm/contacts", "method": "list",
                        "query": ["updated_at": ["gt": "{{previous_run_date?:2020-01-01T00:00:00Z}}"], "limit": 20],
                    ]
                ],
                integration: "hubspot"
            )
            let run = try await rig.server.run(job: job, account: rig.account)
            #expect(run["result"] == "partial")
            #expect(run.errorTexts == ["rejected: lookup companies: hubspot refused the call (404)"])
            #expect(try await rig.unified("crm/contacts").count == 40)
            let again = try await rig.server.run(job: job, account: rig.account)
            #expect(again["result"] == "clean", "\(again.text)")
            let stored = try await rig.unified("crm/contacts")
            let vendor = try await rig.hubSpot("objects/contacts", associations: "companies")
            #expect(Set(stored.keys) == Set(vendor.keys))
            for (id, record) in stored {
                #expect((record.data["account"] != nil) == (vendor[id]?["associations"] != nil))
            }
        }
    }

    @Test func `a burst limit on the way to a lookup is waited for, and nothing is lost`() async throws {
        let body = #"{"status":"error","message":"slow down","policyName":"SECONDLY"}"#
        try await SyncRig.run(integration: "hubspot") { rig in
            try await rig.sandbox.setFaults([
                ["kind": "429", "times": 1, "match": "pipelines", "body": .string(body)],
                ["kind": "429", "times": 1, "match": "deals?", "after": 2, "body": .string(body)],
            ])
            let (run, events) = try await rig.syncListening(LookupRunTests.deals)
            #expect(run["result"] == "clean", "\(run.text)")
            let waits = events.compactMap { event -> Duration? in
                guard case .rateLimited(_, let wait) = event else { return nil }
                return wait
            }
            #expect(waits == [.seconds(1), .seconds(1)])
            let count = try await rig.sandbox.counts(of: "hubspot")["deals"]?.intValue
            #expect(try await rig.unified("crm/opportunities").count == count)
        }
    }

    @Test func `the daily limit at a lookup parks the run before anything is read without it`() async throws {
        try await SyncRig.run(["--hubspot-daily-limit", "1"], integration: "hubspot") { rig in
            let events = rig.server.composition.events.stream()
            let job = try await rig.server.job(LookupRunTests.deals, integration: "hubspot")
            let id = try await rig.server.startRun(job: job, account: rig.account)
            var wait: Duration?
            for await event in events {
                guard case .rateLimited(_, let asked) = event else { continue }
                wait = asked
                break
            }
            // The account has no time zone.
            #expect(wait == .seconds(3600))
            #expect(try await rig.server.client.get("/sync-job-run/\(id)").json["status"] == "rate_limited")
            #expect(try await rig.sandbox.targets().count == 2)
            #expect(try await rig.unified("crm/opportunities").isEmpty)
            _ = try await rig.server.client.patch("/sync-job-run/\(id)", ["status": "stopped"])
        }
    }
}

import App
import Domain
import Engine
import JSON
import Support
import Testing

/// HubSpot's tokens that end, and its limits of seconds and of the day.
@Suite struct HubSpotFaultTests {
    private static let contacts: JSONValue = [
        ["resource": "contacts", "method": "list", "persist": true, "query": ["limit": 50]]
    ]

    /// Runs the job with an account whose pair of tokens was just issued.
    private static func syncWithPair(_ rig: SyncRig, _ more: JSONObject = [:]) async throws -> (JSONValue, String) {
        var context = try await rig.sandbox.pairContext(of: "hubspot")
        for (key, value) in more { context[key] = value }
        let account = try await rig.server.account(context, integration: "hubspot")
        let job = try await rig.server.job(contacts, integration: "hubspot")
        return (try await rig.server.run(job: job, account: account), account)
    }

    @Test(arguments: ["v3", "2026-03"])
    func `a token that is known to end is renewed before it is refused`(_ version: String) async throws {
        try await SyncRig.run(integration: "hubspot") { rig in
            let (run, account) = try await HubSpotFaultTests.syncWithPair(
                rig,
                ["expires_at": "2026-01-01T00:00:00Z", "api_version": .string(version)]
            )
            #expect(run["result"] == "clean")
            #expect(try await rig.sandbox.stats()["by_status"]?["401"] == nil)
            #expect(try await rig.tokenRequests() == 1)
            let again = try await rig.server.run(
                job: rig.server.job(HubSpotFaultTests.contacts, integration: "hubspot"),
                account: account
            )
            #expect(again["result"] == "clean")
            #expect(try await rig.tokenRequests() == 1)
        }
    }

    @Test func `a token that died in the middle is renewed, and the pages go on`() async throws {
        try await SyncRig.run(["--fault", "expire_tokens:match=contacts,after=2,times=1"], integration: "hubspot") {
            rig in
            let (run, _) = try await HubSpotFaultTests.syncWithPair(rig)
            #expect(run["result"] == "clean")
            #expect(try await rig.tokenRequests() == 1)
            let count = try await rig.sandbox.counts(of: "hubspot")["contacts"]?.intValue
            #expect(try await rig.ids("contacts").count == count)
        }
    }

    @Test func `a private app's token that is refused needs a person`() async throws {
        try await SyncRig.run(integration: "hubspot") { rig in
            var context = rig.sandbox.tokenContext
            context["access_token"] = "unknown-token"
            let account = try await rig.server.account(context, integration: "hubspot")
            let job = try await rig.server.job(HubSpotFaultTests.contacts, integration: "hubspot")
            let run = try await rig.server.run(job: job, account: account)
            #expect(run["result"] != "clean")
            let stored = try await rig.server.client.get("/integrated-account/\(account)").json
            #expect(stored["status"] == "needs_reauth")
            #expect(stored.text.contains("unknown-token") == false)
        }
    }

    @Test func `a token endpoint that is busy is waited for`() async throws {
        let fault = "429:match=/oauth/,times=2,retry_after=0"
        try await SyncRig.run(["--fault", fault], integration: "hubspot") { rig in
            let (run, _) = try await HubSpotFaultTests.syncWithPair(rig, ["expires_at": 1])
            #expect(run["result"] == "clean")
            #expect(try await rig.tokenRequests() == 3)
        }
    }

    @Test func `a burst limit is waited for as its policy says`() async throws {
        let body = #"{"policyName":"SECONDLY"}"#
        try await SyncRig.run(integration: "hubspot") { rig in
            try await rig.sandbox.setFaults([["kind": "429", "times": 1, "body": .string(body)]])
            let (run, events) = try await rig.syncListening(HubSpotFaultTests.contacts)
            #expect(run["result"] == "clean")
            #expect(HubSpotFaultTests.waits(in: events) == [.seconds(1)])
        }
    }

    @Test func `the daily limit parks the run until the portal's midnight, and what came before is kept`() async throws
    {
        let arguments = ["--hubspot-daily-limit", "2"]
        let context: @Sendable (SandboxProcess) -> JSONObject = { vendor in
            var context = vendor.tokenContext
            context["time_zone"] = "Asia/Kolkata"
            return context
        }
        try await SyncRig.run(arguments, integration: "hubspot", context: context) { rig in
            let events = rig.server.composition.events.stream()
            let job = try await rig.server.job(HubSpotFaultTests.contacts, integration: "hubspot")
            let before = Ambient.live.now()
            let id = try await rig.server.startRun(job: job, account: rig.account)
            var wait: Duration?
            for await event in events {
                guard case .rateLimited(_, let asked) = event else { continue }
                wait = asked
                break
            }
            let after = Ambient.live.now()
            // Half past five in the east of Greenwich: midnight there is 18:30 UTC.
            func untilMidnight(_ moment: Timestamp) -> Int64 {
                86_400_000 - (moment.milliseconds + 19_800_000) % 86_400_000
            }
            let asked = try #require(wait?.milliseconds)
            let (most, least) = (untilMidnight(before), untilMidnight(after))
            // Unless midnight passed meanwhile.
            #expect(asked <= most && asked >= least || least > most)
            #expect(try await rig.ids("contacts").count == 100)
            let run = try await rig.server.client.get("/sync-job-run/\(id)").json
            #expect(run["status"] == "rate_limited")
            _ = try await rig.server.client.patch("/sync-job-run/\(id)", ["status": "stopped"])
        }
    }

    private static func waits(in events: [RunEvent]) -> [Duration] {
        events.compactMap { event in
            guard case .rateLimited(_, let wait) = event else { return nil }
            return wait
        }
    }

    @Test(arguments: ["500:every=3,times=3", "reset:every=3,times=3", "truncate:every=3,times=3", "garbage:times=2"])
    func `every contact arrives through what goes wrong on the way`(_ fault: String) async throws {
        try await SyncRig.run(["--fault", fault], integration: "hubspot") { rig in
            let run = try await rig.sync(HubSpotFaultTests.contacts)
            #expect(run["result"] == "clean")
            let count = try await rig.sandbox.counts(of: "hubspot")["contacts"]?.intValue
            #expect(try await rig.ids("contacts").count == count)
        }
    }

    @Test func `missing scopes are said in the run's errors`() async throws {
        try await SyncRig.run(["--fault", "403"], integration: "hubspot") { rig in
            let run = try await rig.sync(HubSpotFaultTests.contacts)
            #expect(run["result"] == "partial")
            #expect(
                run.errorTexts == [
                    "rejected: hubspot wants scopes that the app wasn't given (403): crm.objects.contacts.read"
                ]
            )
        }
    }

    @Test func `a cursor that leads back ends the list with an error`() async throws {
        try await SyncRig.run(["--fault", "repeat_cursor:after=1"], integration: "hubspot") { rig in
            let run = try await rig.sync(HubSpotFaultTests.contacts)
            #expect(run["result"] == "partial")
            #expect(run.errorTexts.first?.hasPrefix("cursor_repeated") == true)
        }
    }

    @Test func `a next link to elsewhere is not followed`() async throws {
        try await SyncRig.run(["--fault", "foreign_next"], integration: "hubspot") { rig in
            let run = try await rig.sync(HubSpotFaultTests.contacts)
            #expect(run["result"] == "clean")
            let count = try await rig.sandbox.counts(of: "hubspot")["contacts"]?.intValue
            #expect(try await rig.ids("contacts").count == count)
        }
    }
}

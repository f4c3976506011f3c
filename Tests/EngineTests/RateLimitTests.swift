import App
import Domain
import Engine
import JSON
import Support
import Testing

/// When the vendor asks to wait.
@Suite struct RateLimitTests {
    private static let groups: JSONValue = [["resource": "groups", "method": "list", "persist": true]]

    @Test(arguments: ["429", "403", "503"])
    func `a refusal with Retry-After is waited out, is no attempt, and shows as rate_limited`(
        _ status: String
    ) async throws {
        try await SyncRig.run(["--fault", "\(status):times=1,retry_after=3"], settings: ["retry-attempts": "1"]) {
            rig in
            let events = rig.server.composition.events.stream()
            let id = try await rig.server.startRun(job: rig.server.job(RateLimitTests.groups), account: rig.account)
            var wait: Duration?
            for await event in events {
                guard case .rateLimited(_, let asked) = event else { continue }
                wait = asked
                break
            }
            #expect(wait == .seconds(3))
            var seen: [String] = []
            var run = JSONValue.null
            repeat {
                run = try await rig.server.client.get("/sync-job-run/\(id)").json
                let now = run["status"]?.stringValue ?? ""
                if seen.last != now { seen.append(now) }
            } while run["finished_at"]?.stringValue == nil
            #expect(seen.drop { $0 == "running" }.first == "rate_limited")
            #expect(seen.last == "completed")
            #expect(run["result"] == "clean")
            #expect(run.counter("groups", "requests") == 2)
            #expect(run.counter("groups", "retries") == 1)
            #expect((run.counter("groups", "wait_ms") ?? 0) > 0)
            let times = try await rig.sandbox.requests().compactMap { $0["at"]?.intValue }
            #expect(times.count == 2 && times[1] - times[0] >= 2900)
        }
    }

    @Test func `a Retry-After that is a date is waited for`() async throws {
        // A date in the past asks for no wait; one that can't be reached in a test would hang it.
        let fault: JSONValue = [
            ["kind": "429", "times": 2, "retry_after": "Sun, 06 Nov 1994 08:49:37 GMT"]
        ]
        try await SyncRig.run { rig in
            try await rig.sandbox.setFaults(fault)
            let (run, events) = try await rig.syncListening(RateLimitTests.groups)
            #expect(run["result"] == "clean")
            let waits = events.compactMap { event -> Duration? in
                guard case .rateLimited(_, let wait) = event else { return nil }
                return wait
            }
            #expect(waits == [.milliseconds(50), .milliseconds(50)])
        }
    }

    @Test func `a 429 without Retry-After backs off and is no attempt`() async throws {
        try await SyncRig.run(["--fault", "429:times=9"], settings: ["retry-attempts": "2"]) { rig in
            let run = try await rig.sync(RateLimitTests.groups)
            #expect(run["result"] == "clean")
            #expect(run.counter("groups", "retries") == 9)
            #expect(run.counter("groups", "errors") == 0)
        }
    }

    @Test func `one account's wait is not another's`() async throws {
        let other = try await SandboxProcess()
        try await SyncRig.run(["--fault", "429:retry_after=3600"]) { rig in
            let events = rig.server.composition.events.stream()
            let job = try await rig.server.job(RateLimitTests.groups)
            let limited = try await rig.server.startRun(job: job, account: rig.account)
            for await event in events { if case .rateLimited = event { break } }
            let free = try await rig.server.run(job: job, account: rig.server.account(other.tokenContext))
            #expect(free["status"] == "completed")
            _ = try await rig.server.client.patch("/sync-job-run/\(limited)", ["status": "stopped"])
        }
    }

    @Test(.timeLimit(.minutes(4)))
    func `calls at one time never pass the account's bound`() async throws {
        let slow = "slow:match=comments,delay_ms=100"
        try await SyncRig.run(["--tickets", "40", "--fault", slow], settings: ["calls-per-account": "3"]) { rig in
            let run = try await rig.sync([
                ["resource": "tickets", "method": "list"],
                [
                    "resource": "comments", "method": "list", "depends_on": "tickets",
                    "query": ["ticket_id": "{{resources.tickets.id}}"],
                ],
            ])
            #expect(run["result"] == "clean")
            #expect(try await rig.sandbox.stats()["max_in_flight"] == 3)
        }
    }
}

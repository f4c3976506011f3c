import Domain
import JSON
import Support
import Testing

/// `previous_run_date`.
@Suite struct PreviousRunTests {
    private static let nodes: JSONValue = [
        [
            "resource": "incremental_tickets", "method": "list", "persist": true,
            "query": ["start_time": "{{previous_run_date}}"],
        ],
        ["resource": "users", "method": "list", "query": ["updated": ["since": "{{previous_run_date}}"]]],
        ["resource": "groups", "method": "list", "query": ["since": "from {{previous_run_date}}"]],
    ]

    private static func startTimes(_ rig: SyncRig) async throws -> [Int] {
        try await rig.sandbox.targets().compactMap { target in
            guard let start = target.firstRange(of: "start_time=") else { return nil }
            return Int(target[start.upperBound...].prefix { $0.isNumber })
        }
    }

    private static func moment(_ run: JSONValue, _ key: String) throws -> Timestamp {
        try #require(run[key]?.stringValue.flatMap { Timestamp(iso: $0) })
    }

    @Test func `the first run has no date: its key goes, and inside a text the epoch stands`() async throws {
        try await SyncRig.run(["--tickets", "3"]) { rig in
            let run = try await rig.sync(PreviousRunTests.nodes)
            #expect(run["result"] == "clean")
            #expect(
                try await rig.sortedTargets() == [
                    "GET /api/v2/groups.json?since=from 1970-01-01T00:00:00.000Z&page[size]=100",
                    "GET /api/v2/incremental/tickets/cursor.json?start_time=0",
                    "GET /api/v2/users.json?page[size]=100",
                ]
            )
        }
    }

    @Test func `the second run starts where the first one started, less the look-back`() async throws {
        try await SyncRig.run(["--tickets", "3"]) { rig in
            let job = try await rig.server.job(PreviousRunTests.nodes)
            let first = try await rig.server.run(job: job, account: rig.account)
            let second = try await rig.server.run(job: job, account: rig.account)
            #expect(second["result"] == "clean")
            let start = try PreviousRunTests.moment(first, "started_at")
            #expect(try await PreviousRunTests.startTimes(rig).last == Int((start - .seconds(120)).unixSeconds))
            let users = try await rig.sandbox.targets().last { $0.contains("users.json") }
            #expect(users == "GET /api/v2/users.json?updated[since]=\(start)&page[size]=100")
        }
    }

    @Test func `a node that missed something moves no date, its sibling does`() async throws {
        try await SyncRig.run(["--tickets", "3"], settings: ["retry-attempts": "1"]) { rig in
            let job = try await rig.server.job(PreviousRunTests.nodes)
            let first = try await rig.server.run(job: job, account: rig.account)
            try await rig.sandbox.setFaults(["500:match=incremental"])
            let second = try await rig.server.run(job: job, account: rig.account)
            #expect(second["result"] == "partial")
            try await rig.sandbox.clearFaults()
            _ = try await rig.server.run(job: job, account: rig.account)
            let start = try PreviousRunTests.moment(first, "started_at")
            #expect(try await PreviousRunTests.startTimes(rig).last == Int((start - .seconds(120)).unixSeconds))
            let users = try await rig.sandbox.targets().last { $0.contains("users.json") }
            #expect(users?.contains("\(try PreviousRunTests.moment(second, "started_at"))") == true)
        }
    }

    @Test func `other arguments, another definition, another account and ignore_previous_run have no date`()
        async throws
    {
        let other = try await SandboxProcess(["--tickets", "1"])
        try await SyncRig.run(["--tickets", "3"]) { rig in
            let job = try await rig.server.job(PreviousRunTests.nodes)
            _ = try await rig.server.run(job: job, account: rig.account)
            _ = try await rig.server.run(job: job, account: rig.account, ["args": ["a": 1]])
            _ = try await rig.server.run(job: job, account: rig.account, ["ignore_previous_run": true])
            let changed: JSONValue = [
                [
                    "resource": "incremental_tickets", "method": "list", "persist": true, "name": "another",
                    "query": ["start_time": "{{previous_run_date}}"],
                ]
            ]
            _ = try await rig.server.run(job: job, account: rig.account, ["resources": changed])
            #expect(try await PreviousRunTests.startTimes(rig) == [0, 0, 0, 0])
            let second = try await rig.server.account(other.tokenContext)
            _ = try await rig.server.run(job: job, account: second)
            #expect(try await other.targets().contains { $0.hasSuffix("start_time=0") })
        }
    }
}

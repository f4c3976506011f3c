import App
import Domain
import Engine
import Foundation
import GRDB
import JSON
import Support
import Testing

@testable import Persistence

/// Two servers on one database: only the newest claim may write.
@Suite struct FenceTests {
    private static let tickets: JSONValue = [
        ["resource": "tickets", "method": "list", "persist": true],
        [
            "resource": "comments", "method": "list", "depends_on": "tickets", "persist": true,
            "query": ["ticket_id": "{{resources.tickets.id}}"],
        ],
    ]

    @Test(.timeLimit(.minutes(2)))
    func `a run whose lease lapses goes on at the other server and is done once`() async throws {
        let sandbox = try await SandboxProcess([
            "--tickets", "60", "--page-size", "2", "--latency-ms", "20", "--comments-per-ticket", "3",
        ])
        let folder = try TemporaryFolder()
        try await TestServer.run(folder: folder, settings: ["parallel-runs": "1"]) { first in
            let events = first.composition.events.stream()
            let account = try await first.account(sandbox.tokenContext)
            let run = try await first.startRun(job: first.job(FenceTests.tickets), account: account)
            var commits = events.makeAsyncIterator()
            try await FenceTests.commits(4, &commits)
            let ended = try await TestServer.run(folder: folder) { second in
                let others = second.composition.events.stream()
                // Renewed every second: what lapses may be caught up by a renewal, so it is done until it works.
                var isLost = false
                while !isLost {
                    try await FenceTests.lapse(second)
                    second.composition.scheduler.wake()
                    isLost = try await FenceTests.isClaimed(second, by: others)
                }
                return try await second.ended(run, others)
            }
            #expect(ended["status"] == "completed")
            #expect(ended["result"] == "clean")
            #expect(ended["resumes"] == 1)
            try await FenceTests.loses(&commits)
            let stats = ended["resource_stats"]
            #expect(stats?["tickets"]?["list"]?["pages"] == 30)
            #expect(stats?["tickets"]?["list"]?["fetched"] == 60)
            #expect(stats?["tickets"]?["list"]?["created"] == 60)
            #expect(stats?["tickets"]?["list"]?["unchanged"] == 0)
            #expect(stats?["comments"]?["list"]?["pages"] == 120)
            #expect(stats?["comments"]?["list"]?["created"] == 180)
            #expect(stats?["comments"]?["list"]?["unchanged"] == 0)
            let source = try await RawRecords.vendor(sandbox, "/api/v2/tickets.json", key: "tickets")
            #expect(try await RawRecords.stored(first.client, "tickets") == source)
        }
    }

    private static func lapse(_ server: TestServer) async throws {
        try await server.composition.database.write { db in try db.execute(sql: "UPDATE run SET lease_expires_at = 0") }
    }

    /// Whether the server has the run now; waits for its scheduler's turn by the lease it writes.
    private static func isClaimed(_ server: TestServer, by events: AsyncStream<RunEvent>) async throws -> Bool {
        while true {
            let (lease, resumes) = try await server.composition.database.read { db in
                let row = try Row.fetchOne(db, sql: "SELECT lease_expires_at, resumes FROM run")
                return (row?["lease_expires_at"] as Int64? ?? 0, row?["resumes"] as Int? ?? 0)
            }
            if resumes > 0 { return true }
            if lease > 0 { return false }
            await Task.yield()
        }
    }

    private static func commits(_ count: Int, _ events: inout AsyncStream<RunEvent>.Iterator) async throws {
        var seen = 0
        while seen < count {
            guard let event = await events.next() else { throw TestFailure("no more events") }
            if case .committed = event { seen += 1 }
        }
    }

    private static func loses(_ events: inout AsyncStream<RunEvent>.Iterator) async throws {
        while let event = await events.next() {
            if case .claimLost = event { return }
            if case .finished = event { throw TestFailure("the first server finished a run that it had lost") }
        }
    }

    @Test(.timeLimit(.minutes(4)))
    func `nothing is written after a stop`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "60", "--page-size", "2", "--latency-ms", "20"])
        try await TestServer.run(settings: ["parallel-runs": "1"]) { server in
            let job = try await server.job(FenceTests.tickets)
            let account = try await server.account(sandbox.tokenContext)
            let events = server.composition.events.stream()
            let run = try await server.startRun(job: job, account: account)
            var commits = events.makeAsyncIterator()
            try await FenceTests.commits(5, &commits)
            let reply = try await server.client.patch("/sync-job-run/\(run)", ["status": "stopped"])
            #expect(reply.json["status"] == "stopped")
            let atStop = try await FenceTests.contents(server, account)
            // The only place is free again when nothing works on the stopped run any more.
            let other = try await server.account(sandbox.tokenContext)
            let next = try await server.run(
                job: server.job([["resource": "groups", "method": "list"]]),
                account: other
            )
            #expect(next["status"] == "completed")
            #expect(try await FenceTests.contents(server, account) == atStop)
            #expect(try await server.client.get("/sync-job-run/\(run)").json["status"] == "stopped")
        }
    }

    private static func contents(_ server: TestServer, _ account: String) async throws -> [String] {
        try await server.composition.database.read { db in
            let records = try String.fetchAll(
                db,
                sql: """
                    SELECT resource || record_id || change FROM record JOIN record_set ON record_set.id = set_id
                    WHERE account_id = ? ORDER BY change
                    """,
                arguments: [account]
            )
            let run = try String.fetchAll(
                db,
                sql: """
                    SELECT status || updated_at || coalesce(sum(pages), 0) || coalesce(sum(requests), 0)
                    FROM run JOIN run_node ON run_seq = seq WHERE account_id = ?
                    """,
                arguments: [account]
            )
            let items = try String.fetchAll(
                db,
                sql: """
                    SELECT work_item.id || state || coalesce(cursor, '') FROM work_item JOIN run ON seq = run_seq
                    WHERE account_id = ? ORDER BY 1
                    """,
                arguments: [account]
            )
            return records + run + items
        }
    }

    @Test func `a second server on a folder refuses and says why`() async throws {
        let folder = try TemporaryFolder()
        let first = try await ServerProcess(dataDir: folder.path)
        let second = try ChildProcess(["serve", "--port", "0", "--data-dir", folder.path])
        #expect(await second.exited() != 0)
        #expect(second.standardError.contains("another server runs on \(folder.path)"))
        await first.process.killNow()
        let third = try await ServerProcess(dataDir: folder.path)
        #expect(await third.process.terminate() == 0)
    }
}

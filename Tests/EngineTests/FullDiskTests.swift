import App
import Domain
import Engine
import GRDB
import JSON
import Support
import Testing

@testable import Persistence

/// A disk without room.
@Suite struct FullDiskTests {
    private static let job: JSONValue = [["resource": "tickets", "method": "list", "persist": true]]

    /// SQLite refuses to grow the file beyond `pages`, as on a full disk; nil gives all the room there is.
    private static func limit(_ server: TestServer, pages: Int?) async throws {
        try await server.composition.database.pool.writeWithoutTransaction { db in
            let size = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            _ = try Int.fetchOne(db, sql: "PRAGMA max_page_count=\(pages.map { size + $0 } ?? 1_000_000)")
        }
    }

    /// Asks until the server says that it is ready, or that it isn't.
    private static func wait(_ server: TestServer, untilReady isReady: Bool) async throws -> HTTPClient.Reply {
        while true {
            let reply = try await server.client.get("/ready")
            if (reply.status == 200) == isReady { return reply }
        }
    }

    @Test(.timeLimit(.minutes(4)))
    func `a run waits for room and goes on by itself`() async throws {
        try await SyncRig.run(["--tickets", "300"]) { rig in
            let job = try await rig.server.job(FullDiskTests.job)
            let events = rig.server.composition.events.stream()
            try await FullDiskTests.limit(rig.server, pages: 20)
            let id = try await rig.server.startRun(job: job, account: rig.account)
            let unready = try await FullDiskTests.wait(rig.server, untilReady: false)
            #expect(unready.status == 503)
            #expect(unready.json["reason"] == "the disk is full; runs wait")
            let run = try await rig.server.client.get("/sync-job-run/\(id)").json
            #expect(run["status"] == "running")
            #expect(run["waiting_on"] == "disk")
            // What is stored can be read meanwhile.
            #expect(try await rig.server.client.get("/record").status == 200)
            try await FullDiskTests.limit(rig.server, pages: nil)
            let ended = try await rig.server.ended(id, events)
            #expect(ended["result"] == "clean")
            #expect(ended["waiting_on"] == .null)
            #expect(ended.counter("tickets", "created") == 297)
            #expect(try await rig.server.client.get("/ready").status == 200)
            #expect(
                try await rig.records("tickets")
                    == RawRecords.vendor(rig.sandbox, "/api/v2/tickets.json", key: "tickets")
            )
        }
    }

    @Test(.timeLimit(.minutes(4)))
    func `a run that is stopped while it waits leaves a ready server`() async throws {
        try await SyncRig.run(["--tickets", "300"]) { rig in
            let job = try await rig.server.job(FullDiskTests.job)
            try await FullDiskTests.limit(rig.server, pages: 20)
            let id = try await rig.server.startRun(job: job, account: rig.account)
            _ = try await FullDiskTests.wait(rig.server, untilReady: false)
            try await FullDiskTests.limit(rig.server, pages: nil)
            #expect(try await rig.server.client.patch("/sync-job-run/\(id)", ["status": "stopped"]).status == 200)
            _ = try await FullDiskTests.wait(rig.server, untilReady: true)
        }
    }

    @Test(.timeLimit(.minutes(4)))
    func `a token renewed while the disk is full is not lost`() async throws {
        try await SyncRig.run(["--fault", "expire_tokens:times=1"]) { rig in
            let context = try await rig.sandbox.pairContext()
            let account = try await rig.server.account(context)
            // The account's row must grow for a full disk to matter.
            try await rig.server.composition.database.pool.write { db in
                try db.execute(
                    sql: """
                        CREATE TABLE ballast (data BLOB);
                        CREATE TRIGGER growth AFTER UPDATE ON integrated_account
                        BEGIN INSERT INTO ballast VALUES (zeroblob(1000000)); END
                        """
                )
            }
            let events = rig.server.composition.events.stream()
            let job = try await rig.server.job([["resource": "groups", "method": "list", "persist": true]])
            try await FullDiskTests.limit(rig.server, pages: 20)
            let id = try await rig.server.startRun(job: job, account: account)
            while try await rig.tokenRequests() == 0 {}
            try await FullDiskTests.limit(rig.server, pages: nil)
            #expect(try await rig.server.ended(id, events)["result"] == "clean")
            #expect(try await rig.tokenRequests() == 1)
        }
    }
}

import Domain
import GRDB
import Support
import Synchronization
import Testing

@testable import Persistence

/// What SQLite makes of every query that a list, a claim or a commit asks.
@Suite struct QueryPlanTests {
    /// Runs `body` with every statement's text noted, and returns the plans of those that read or write `table`.
    private static func plans(
        _ rig: StoreRig,
        mentioning table: String,
        _ body: @Sendable (StoreRig) async throws -> Void
    ) async throws -> [(sql: String, plan: [String])] {
        let statements = Trace()
        try await rig.database.pool.writeWithoutTransaction { $0.trace { statements.note($0) } }
        // Readers are opened as needed; with one at a time there is one.
        try await rig.database.pool.read { $0.trace { statements.note($0) } }
        try await body(rig)
        return try await rig.database.read { db in
            try statements.all.filter { $0.contains(table) }.map { sql in
                let rows = try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(sql)")
                return (sql, rows.map { $0["detail"] as String })
            }
        }
    }

    private final class Trace: Sendable {
        private let texts = Mutex<[String]>([])

        func note(_ event: GRDB.Database.TraceEvent) {
            guard case .statement(let statement) = event else { return }
            let sql = statement.expandedSQL
            let verbs = ["SELECT", "UPDATE", "DELETE", "INSERT", "WITH"]
            guard verbs.contains(where: { sql.hasPrefix($0) }) else { return }
            texts.withLock { $0.append(sql) }
        }

        var all: [String] { texts.withLock { $0 } }
    }

    private static func expectIndexed(_ plans: [(sql: String, plan: [String])], tables: [String], atLeast: Int = 1) {
        #expect(plans.count >= atLeast)
        for (sql, plan) in plans {
            for step in plan {
                for table in tables {
                    #expect(step != "SCAN \(table)" && !step.hasPrefix("SCAN \(table) "), "\(step) in \(sql)")
                }
                #expect(!step.contains("USE TEMP B-TREE FOR ORDER BY"), "\(step) in \(sql)")
            }
        }
    }

    @Test func `lists of runs, jobs and accounts walk an index`() async throws {
        let rig = try await StoreRig()
        var query = ListQuery()
        query.after = ListQuery.Position(createdAt: StoreRig.now, id: "x")
        let jobs = SQLiteSyncJobStore(rig.database)
        let plain = try await QueryPlanTests.plans(rig, mentioning: "ORDER BY") { [query] rig in
            for query in [ListQuery(), query] {
                _ = try await rig.runs.runs(query, in: rig.environment)
                _ = try await jobs.jobs(query, in: rig.environment)
                _ = try await rig.accounts.accounts(query, in: rig.environment)
            }
        }
        QueryPlanTests.expectIndexed(plain, tables: ["run", "sync_job", "integrated_account"], atLeast: 6)
    }

    @Test func `records are read and counted by an index`() async throws {
        let rig = try await StoreRig()
        let claim = try await rig.started()
        let item = try #require(try await rig.items(claim).first)
        _ = try await rig.runs.commit(StoreRig.page(["a"], item: item, progress: .next(Cursor("2"))), claim: claim)
        var query = RecordQuery()
        query.changeAfter = 0
        query.after = 0
        let plans = try await QueryPlanTests.plans(rig, mentioning: "record") { [query] rig in
            _ = try await rig.records.records(query, in: rig.environment)
            var changed = query
            changed.recordIDs = ["a"]
            _ = try await rig.records.records(changed, in: rig.environment)
            _ = try await rig.records.counts(changed, in: rig.environment)
        }
        // The sets of an environment are sorted: they are few.
        let ofRecords = plans.filter { !$0.sql.contains("FROM record_set") }
        QueryPlanTests.expectIndexed(ofRecords, tables: ["record", "run"], atLeast: 3)
        for plan in plans { #expect(!plan.plan.contains("SCAN record_set"), "\(plan.sql)") }
    }

    @Test func `claims, commits and ends look things up`() async throws {
        let rig = try await StoreRig()
        let plans = try await QueryPlanTests.plans(rig, mentioning: "") { rig in
            let claim = try await rig.started(nodes: [
                StoreRig.node(0), StoreRig.node(1, parent: 0, isAfter: true, depth: 1),
            ])
            for _ in 0..<2 {
                let item = try #require(try await rig.items(claim).first)
                _ = try await rig.runs.commit(StoreRig.page(["a"], item: item), claim: claim)
            }
            try await rig.runs.renew(tokens: ["token"], now: StoreRig.now, lease: .seconds(1))
            _ = try await rig.runs.stats(of: [claim.run.id])
            _ = try await rig.runs.errors(of: claim.run.id, limit: 10)
            _ = try await rig.runs.previousRunDate(for: claim.run, nodeDefinition: "node 0")
            _ = try await rig.runs.finish(claim, failure: nil, at: StoreRig.now)
        }
        QueryPlanTests.expectIndexed(
            plans,
            tables: ["run", "work_item", "record", "run_error", "run_node"],
            atLeast: 15
        )
    }

    @Test func `deleting an account and purging it look things up`() async throws {
        let rig = try await StoreRig()
        let plans = try await QueryPlanTests.plans(rig, mentioning: "") { rig in
            let claim = try await rig.started()
            let item = try #require(try await rig.items(claim).first)
            _ = try await rig.runs.commit(StoreRig.page(["a"], item: item), claim: claim)
            _ = try await rig.accounts.delete(rig.account, keepingRecords: false, in: rig.environment, at: StoreRig.now)
            try await rig.records.purgeDeleted()
        }
        QueryPlanTests.expectIndexed(plans, tables: ["run", "record", "integrated_account"], atLeast: 8)
    }

    @Test func `webhooks, deliveries and their lists walk an index`() async throws {
        let rig = try await StoreRig()
        let claim = try await rig.delivering()
        try await rig.insertWebhook("other")
        let item = try #require(try await rig.items(claim).first)
        var query = ListQuery()
        query.after = ListQuery.Position(createdAt: StoreRig.now, id: "x")
        let plans = try await QueryPlanTests.plans(rig, mentioning: "") { [query] rig in
            var page = PageCommit(item: item.id, node: 0, progress: .done, at: StoreRig.now)
            page.events = [rig.event("e1"), rig.event("e2")]
            _ = try await rig.runs.commit(page, claim: claim)
            let lane = try #require(try await rig.outbox.lanes().first { $0.lane.run > 0 }).lane
            let due = try #require(try await rig.outbox.next(in: lane, after: 0, now: StoreRig.now).first)
            let answer = DeliveryAnswer(status: 500, body: "", error: nil)
            try await rig.outbox.retry(due, answer: answer, at: StoreRig.now, next: StoreRig.now)
            try await rig.outbox.settle([SettledDelivery(due, .delivered, answer: answer, at: StoreRig.now)])
            _ = try await rig.outbox.undelivered(of: claim.run.id)
            _ = try await rig.outbox.isSettled(claim.run.id)
            _ = try await rig.outbox.startState(of: claim.run.id)
            _ = try await rig.outbox.held(among: [claim.run.id])
            for query in [ListQuery(), query] {
                _ = try await rig.webhooks.webhooks(query, in: rig.environment)
                _ = try await rig.outbox.deliveries(query, of: lane.webhookID)
            }
            for replay in [Replay.event(.init("e1")), .run(claim.run.id), .period(from: .epoch, to: StoreRig.now)] {
                _ = try await rig.outbox.replay(replay, to: lane.webhookID, at: StoreRig.now)
            }
            try await rig.outbox.purge(retention: .seconds(1), now: StoreRig.now)
            _ = try await rig.outbox.giveUp(due, answer: answer, reason: "", at: StoreRig.now)
            _ = try await rig.webhooks.delete(lane.webhookID, in: rig.environment, at: StoreRig.now)
        }
        // The heads of lanes, and runs to purge, are found by walking partial indexes of few rows.
        let others = plans.filter { !$0.sql.contains("min(seq)") && !$0.sql.contains("purging = 1") }
        QueryPlanTests.expectIndexed(others, tables: ["run", "event", "delivery", "webhook"], atLeast: 20)
    }
}

package import Domain
import GRDB

// The heart of the product: a page and its progress are one transaction.
extension SQLiteRunStore {
    package func commit(_ page: PageCommit, claim: RunClaim) async throws -> CommitOutcome {
        let database = database
        return try await database.writeReservingChanges(page.records?.rows.count ?? 0) { db in
            let sequence = try Fence.pass(claim, in: db)
            try WorkItemSQL.apply(page, in: db)
            let outcome = try RecordSQL.write(
                page,
                claim: claim,
                run: sequence,
                numbers: database.changeNumbers,
                in: db
            )
            try WorkItemSQL.insert(page.newItems, run: sequence, in: db)
            try RunNodeSQL.add(page.counters, outcome, to: page.node, run: sequence, in: db)
            for event in page.events {
                try EventSQL.insert(event, run: sequence, to: claim.run.destination.webhookIDs, in: db)
            }
            for error in page.errors { try RunErrorSQL.insert(error, run: sequence, in: db) }
            if page.progress == .done || page.progress == .failed {
                try RunNodeSQL.startNodesWhoseParentIsThrough(run: sequence, in: db)
            }
            return outcome
        }
    }
}

extension Database {
    /// One transaction, with `count` change numbers at hand before it begins.
    func writeReservingChanges<Value: Sendable>(
        _ count: Int,
        _ body: @Sendable @escaping (GRDB.Database) throws -> Value
    ) async throws -> Value {
        do {
            return try await pool.writeWithoutTransaction { db in
                if count > 0 { try self.changeNumbers.reserve(count, in: db) }
                var value: Value?
                try db.inTransaction(.immediate) {
                    value = try body(db)
                    return .commit
                }
                guard let value else { preconditionFailure("a transaction that didn't throw has run its body") }
                return value
            }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_FULL {
            throw StoreFull()
        }
    }
}

/// Work items as part of a run's transactions.
enum WorkItemSQL {
    /// Moves the item on; an item that is gone was finished by an earlier commit, and this one must not count again.
    static func apply(_ page: PageCommit, in db: GRDB.Database) throws {
        switch page.progress {
        case .next(let cursor):
            try run(
                "UPDATE work_item SET cursor = ? WHERE id = ? AND state = 'ready'",
                [cursor.text, page.item],
                in: db
            )
        case .restart:
            try run(
                "UPDATE work_item SET cursor = NULL, restarts = restarts + 1 WHERE id = ? AND state = 'ready'",
                [page.item],
                in: db
            )
        case .done:
            try run("DELETE FROM work_item WHERE id = ? AND state = 'ready'", [page.item], in: db)
        case .failed:
            try run("UPDATE work_item SET state = 'failed' WHERE id = ? AND state = 'ready'", [page.item], in: db)
        }
        guard db.changesCount == 1 else { throw ClaimLost() }
    }

    private static func run(_ sql: String, _ arguments: StatementArguments, in db: GRDB.Database) throws {
        let statement = try db.cachedStatement(sql: sql)
        try statement.execute(arguments: arguments)
    }

    static func insert(_ items: [NewWorkItem], run: Int64, in db: GRDB.Database) throws {
        guard !items.isEmpty else { return }
        let statement = try db.cachedStatement(
            sql: "INSERT INTO work_item (run_seq, node, depth, kind, context, loop_index) VALUES (?, ?, ?, ?, ?, ?)"
        )
        for item in items {
            statement.setUncheckedArguments([
                run, item.node, item.depth, item.kind.rawValue, item.context, item.loopIndex,
            ])
            try statement.execute()
        }
    }
}

/// A run's nodes as part of its transactions.
enum RunNodeSQL {
    static func add(
        _ counters: NodeCounters,
        _ outcome: CommitOutcome,
        to node: Int,
        run: Int64,
        in db: GRDB.Database
    ) throws {
        let statement = try db.cachedStatement(
            sql: """
                UPDATE run_node SET fetched = fetched + ?, persisted = persisted + ?, created = created + ?,
                    updated = updated + ?, unchanged = unchanged + ?, errors = errors + ?, requests = requests + ?,
                    pages = pages + ?, retries = retries + ?, wait_ms = wait_ms + ?, without_id = without_id + ?
                WHERE run_seq = ? AND node = ?
                """
        )
        try statement.execute(arguments: [
            counters.fetched, counters.persisted, outcome.created, outcome.updated, outcome.unchanged,
            counters.errors, counters.requests, counters.pages, counters.retries, counters.waitMilliseconds,
            counters.withoutID, run, node,
        ])
    }

    /// Makes the one item of each node that waits for a parent which has just made its last commit.
    ///
    /// A node is through when its parent is and none of its items is open. Nodes are numbered parents first, so one pass
    /// sees a whole chain. Costs one lookup where no node waits.
    static func startNodesWhoseParentIsThrough(run: Int64, in db: GRDB.Database) throws {
        let waiting = try db.cachedStatement(
            sql: "SELECT EXISTS (SELECT 1 FROM run_node WHERE run_seq = ? AND state = 'waiting')"
        )
        guard try Bool.fetchOne(waiting, arguments: [run]) == true else { return }
        let rows = try Row.fetchAll(
            db,
            sql: "SELECT node, parent, depth, first_item, state FROM run_node WHERE run_seq = ? ORDER BY node",
            arguments: [run]
        )
        var states: [Int: String] = [:]
        for row in rows {
            let node: Int = row["node"]
            let depth: Int = row["depth"]
            var state: String = row["state"]
            let parent: Int? = row["parent"]
            let parentIsThrough = parent.map { states[$0] == "done" } ?? true
            if state == "waiting", parentIsThrough {
                state = "open"
                let kind = WorkItem.Kind(rawValue: row["first_item"]) ?? .call
                let item = NewWorkItem(node: node, depth: depth, kind: kind, context: "{}")
                try WorkItemSQL.insert([item], run: run, in: db)
            } else if state == "open", parentIsThrough, try !hasOpenItems(node, depth: depth, run: run, in: db) {
                state = "done"
            }
            states[node] = state
            guard state != row["state"] else { continue }
            try db.execute(
                sql: "UPDATE run_node SET state = ? WHERE run_seq = ? AND node = ?",
                arguments: [state, run, node]
            )
        }
    }

    private static func hasOpenItems(_ node: Int, depth: Int, run: Int64, in db: GRDB.Database) throws -> Bool {
        let statement = try db.cachedStatement(
            sql: """
                SELECT EXISTS (
                    SELECT 1 FROM work_item WHERE run_seq = ? AND state = 'ready' AND depth = ? AND node = ?
                )
                """
        )
        return try Bool.fetchOne(statement, arguments: [run, depth, node]) ?? false
    }
}

/// A run's errors as part of its transactions.
enum RunErrorSQL {
    /// Rows kept of one node; the counters go on counting.
    private static let cap = 100

    static func insert(_ error: RunError, run: Int64, in db: GRDB.Database) throws {
        try db.execute(
            sql: """
                INSERT INTO run_error (run_seq, node, context, kind, message, sample, at, status)
                SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8
                WHERE (SELECT count(*) FROM run_error WHERE run_seq = ?1 AND node = ?2) < ?9
                """,
            arguments: [
                run, error.node, error.context, error.kind, error.message, error.sample, error.at.milliseconds,
                error.status, cap,
            ]
        )
    }
}

extension RunDestination {
    /// The webhook's id as the outbox takes it; empty for a daemon.
    fileprivate var webhookIDs: [String] { webhookID.map { [$0.rawValue] } ?? [] }
}

package import Domain
import GRDB
import JSON

// Who works on a run: claims, leases, and the start and end of a claimed run's work.
extension SQLiteRunStore {
    package func claim(token: String, now: Timestamp, lease: Duration) async throws -> RunClaim? {
        let expires = now + lease
        return try await database.write { db in
            let id = try String.fetchOne(
                db,
                sql: """
                    UPDATE run SET lease_token = ?1, lease_expires_at = ?2, resumes = resumes + (status <> 'created'),
                        claims = claims + 1, started_at = coalesce(started_at, ?3), status = 'running', updated_at = ?3
                    WHERE seq = (
                        SELECT min(seq) FROM (
                            SELECT min(seq) AS seq FROM run WHERE status = 'created'
                            UNION ALL
                            SELECT min(seq) FROM run
                            WHERE status IN ('running', 'rate_limited') AND lease_expires_at < ?3
                        )
                    ) RETURNING id
                    """,
                arguments: [token, expires.milliseconds, now.milliseconds]
            )
            guard let id, let row = try Row.fetchOne(db, sql: RunSQL.select + " WHERE run.id = ?", arguments: [id])
            else { return nil }
            return RunClaim(run: try SyncJobRun(row), token: token)
        }
    }

    package func renew(tokens: [String], now: Timestamp, lease: Duration) async throws {
        let expires = now + lease
        try await database.write { db in
            for token in tokens {
                try db.execute(
                    sql: """
                        UPDATE run SET lease_expires_at = ?
                        WHERE lease_token = ? AND status IN ('running', 'rate_limited')
                        """,
                    arguments: [expires.milliseconds, token]
                )
            }
        }
    }

    package func voidLeases() async throws {
        try await database.write { db in
            try db.execute(
                sql: "UPDATE run SET lease_expires_at = 0 WHERE status IN ('running', 'rate_limited')"
            )
        }
    }

    /// How often a run may be claimed without a commit in between.
    private static let claimLimit = 10

    package func begin(_ claim: RunClaim, nodes: [PlannedNodeRow], items: [NewWorkItem]) async throws {
        try await database.write { db in
            let sequence = try Fence.read(claim, in: db)
            let claims = try Int.fetchOne(db, sql: "SELECT claims FROM run WHERE seq = ?", arguments: [sequence]) ?? 0
            guard claims <= SQLiteRunStore.claimLimit else { throw try Self.stuck(sequence, claims: claims, in: db) }
            let exists = try Bool.fetchOne(
                db,
                sql: "SELECT EXISTS (SELECT 1 FROM run_node WHERE run_seq = ?)",
                arguments: [sequence]
            )
            guard exists == false else { return }
            for node in nodes {
                try db.execute(
                    sql: """
                        INSERT INTO run_node
                            (run_seq, node, label, resource, method, definition_hash, parent, runs_after_parent, depth,
                             first_item, state)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        sequence, node.node, node.label, node.resource, node.method, RunSQL.hash(node.definition),
                        node.parent, node.runsAfterParent, node.depth, node.firstItem.rawValue,
                        node.runsAfterParent ? "waiting" : "open",
                    ]
                )
            }
            try WorkItemSQL.insert(items, run: sequence, in: db)
            let started = try RunEventSQL.tell(.runStarted, of: sequence, at: claim.startedAt, in: db)
            try db.execute(sql: "UPDATE run SET start_delivery = ? WHERE seq = ?", arguments: [started, sequence])
        }
    }

    private static func stuck(_ sequence: Int64, claims: Int, in db: GRDB.Database) throws -> StuckRun {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT work_item.id, run_node.label FROM work_item
                JOIN run_node ON run_node.run_seq = work_item.run_seq AND run_node.node = work_item.node
                WHERE work_item.run_seq = ? AND work_item.state = 'ready' ORDER BY work_item.depth DESC, work_item.id LIMIT 1
                """,
            arguments: [sequence]
        )
        return StuckRun(item: row?["id"], node: row?["label"] ?? "none", claims: claims - 1)
    }

    package func openItems(of run: SyncJobRun.ID, limit: Int) async throws -> [WorkItem] {
        try await database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM work_item
                    WHERE run_seq = (SELECT seq FROM run WHERE id = ?) AND state = 'ready'
                    ORDER BY depth DESC, id LIMIT ?
                    """,
                arguments: [run.rawValue, limit]
            ).map(WorkItem.init)
        }
    }

    package func markSent(_ item: WorkItem.ID, claim: RunClaim) async throws {
        try await database.writeDurably { db in
            _ = try Fence.pass(claim, in: db)
            try db.execute(sql: "UPDATE work_item SET was_sent = 1 WHERE id = ?", arguments: [item])
        }
    }

    package func setRateLimited(for wait: Duration?, claim: RunClaim, at now: Timestamp) async throws {
        let status = wait == nil ? "running" : "rate_limited"
        try await database.write { db in
            let sequence = try Fence.read(claim, in: db)
            try db.execute(
                sql: "UPDATE run SET status = ?1 WHERE seq = ?2 AND status <> ?1",
                arguments: [status, sequence]
            )
            guard db.changesCount > 0 else { return }
            guard let wait else { return _ = try RunEventSQL.tell(.runUpdated, of: sequence, at: now, in: db) }
            // Whole seconds, rounded up: whoever waits so long doesn't come too early.
            let more: JSONObject = ["retryAfter": .integer(Int((wait.milliseconds + 999) / 1000))]
            try RunEventSQL.tell(.runRateLimited, of: sequence, at: now, adding: more, in: db)
        }
    }

    package func finish(_ claim: RunClaim, failure: FailureReason?, at now: Timestamp) async throws -> RunStatus? {
        try await database.writeDurably { db in
            let sequence = try Fence.pass(claim, in: db)
            try RunEventSQL.tellErrors(of: sequence, at: now, in: db)
            var result: RunResult?
            if failure == nil {
                guard try !LaneSQL.has(.pending, of: claim.run, sequence, in: db) else { return nil }
                try db.execute(sql: SQL.markClean, arguments: [sequence])
                try db.execute(sql: "UPDATE run_node SET state = 'done' WHERE run_seq = ?", arguments: [sequence])
                // Which node's records were lost isn't known, so no date moves.
                if try LaneSQL.has(.dead, of: claim.run, sequence, type: .record, in: db) {
                    try db.execute(sql: "UPDATE run_node SET clean = 0 WHERE run_seq = ?", arguments: [sequence])
                }
                let missed = try Bool.fetchOne(
                    db,
                    sql: "SELECT EXISTS (SELECT 1 FROM run_node WHERE run_seq = ? AND errors > 0)",
                    arguments: [sequence]
                )
                let isLost = try LaneSQL.has(.dead, of: claim.run, sequence, in: db)
                result = missed == true || isLost ? .partial : .clean
            }
            try db.execute(
                sql: """
                    UPDATE run SET status = ?1, result = ?2, failure_kind = ?3, failure_message = ?4, finished_at = ?5,
                        updated_at = ?5, lease_token = NULL
                    WHERE seq = ?6
                    """,
                arguments: [
                    failure == nil ? "completed" : "failed", result?.rawValue, failure?.kind, failure?.message,
                    now.milliseconds, sequence,
                ]
            )
            let row = try Row.fetchOne(db, sql: "SELECT * FROM run WHERE seq = ?", arguments: [sequence])
            guard let row else { throw ClaimLost() }
            try RunEventSQL.tell(failure == nil ? .runCompleted : .runFailed, of: sequence, at: now, in: db)
            return RunStatus(row)
        }
    }
}

/// What a run asks about the events for its own webhook.
private enum LaneSQL {
    /// Whether any of them, of this type if one is given, is in `state`; false for a run without a webhook.
    static func has(
        _ state: Delivery.State,
        of run: SyncJobRun,
        _ sequence: Int64,
        type: EventType? = nil,
        in db: GRDB.Database
    ) throws -> Bool {
        guard let webhook = run.destination.webhookID else { return false }
        return try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (
                    SELECT 1 FROM delivery JOIN event ON event.seq = delivery.event_seq
                    WHERE delivery.webhook_id = ? AND delivery.lane = ? AND delivery.state = ?
                        AND event.type = coalesce(?, event.type)
                )
                """,
            arguments: [webhook.rawValue, sequence, state.rawValue, type?.rawValue]
        ) ?? false
    }
}

extension RunClaim {
    /// When the run was claimed first.
    fileprivate var startedAt: Timestamp { run.status.startedAt ?? run.createdAt }
}

/// The check that stands first in every write of a run: only the newest claim of an active run may write.
enum Fence {
    /// Passes and notes the progress; returns the run's sequence number; throws `ClaimLost`.
    static func pass(_ claim: RunClaim, in db: GRDB.Database) throws -> Int64 {
        let statement = try db.cachedStatement(
            sql: """
                UPDATE run SET claims = 0
                WHERE id = ? AND lease_token = ? AND status IN ('running', 'rate_limited') RETURNING seq
                """
        )
        guard let sequence = try Int64.fetchOne(statement, arguments: [claim.run.id.rawValue, claim.token])
        else { throw ClaimLost() }
        return sequence
    }

    /// The same without noting progress.
    static func read(_ claim: RunClaim, in db: GRDB.Database) throws -> Int64 {
        let sequence = try Int64.fetchOne(
            db,
            sql: "SELECT seq FROM run WHERE id = ? AND lease_token = ? AND status IN ('running', 'rate_limited')",
            arguments: [claim.run.id.rawValue, claim.token]
        )
        guard let sequence else { throw ClaimLost() }
        return sequence
    }
}

private enum SQL {
    /// A node is clean when no node on the way up from it has an error.
    static let markClean = """
        WITH RECURSIVE up (start, node) AS (
            SELECT node, node FROM run_node WHERE run_seq = ?1
            UNION
            SELECT up.start, run_node.parent FROM up
            JOIN run_node ON run_node.run_seq = ?1 AND run_node.node = up.node
            WHERE run_node.parent IS NOT NULL
        )
        UPDATE run_node SET clean = NOT EXISTS (
            SELECT 1 FROM up JOIN run_node AS above ON above.run_seq = ?1 AND above.node = up.node
            WHERE up.start = run_node.node AND above.errors > 0
        ) WHERE run_seq = ?1
        """
}

import Domain
import GRDB

/// What a webhook that gets nothing more leaves behind, as part of several transactions.
enum WebhookEndSQL {
    /// Gives up all that waits for the webhook and fails the active runs that deliver to it, which it returns.
    ///
    /// The webhook must be inactive or gone by then, so that it isn't told of these failures.
    static func end(
        _ webhook: String,
        failure: FailureReason,
        at now: Timestamp,
        in db: GRDB.Database
    ) throws -> [SyncJobRun.ID] {
        try db.execute(
            sql: """
                UPDATE delivery SET state = 'dead', answer_error = coalesce(answer_error, ?)
                WHERE webhook_id = ? AND state = 'pending'
                """,
            arguments: [failure.message, webhook]
        )
        let runs = try Row.fetchAll(
            db,
            sql: """
                SELECT seq, id FROM run WHERE webhook_id = ? AND status IN ('created', 'running', 'rate_limited')
                """,
            arguments: [webhook]
        )
        for run in runs {
            let sequence: Int64 = run["seq"]
            try db.execute(
                sql: """
                    UPDATE run SET status = 'failed', failure_kind = ?1, failure_message = ?2, finished_at = ?3,
                        updated_at = ?3, lease_token = NULL
                    WHERE seq = ?4
                    """,
                arguments: [failure.kind, failure.message, now.milliseconds, sequence]
            )
            try RunEventSQL.tell(.runFailed, of: sequence, at: now, in: db)
        }
        return runs.map { SyncJobRun.ID($0["id"] as String) }
    }
}

package import Domain
import GRDB

// What operators see of deliveries, and sending them again.
extension SQLiteOutboxStore {
    package func deliveries(_ query: ListQuery, of webhook: Webhook.ID) async throws -> Listing<Delivery> {
        try await database.read { db in
            try SQL.list.fetch(
                query,
                where: "delivery.webhook_id = ?",
                arguments: [webhook.rawValue],
                in: db,
                element: Delivery.init
            )
        }
    }

    package func replay(_ replay: Replay, to webhook: Webhook.ID, at now: Timestamp) async throws -> Int {
        try await database.writeDurably { db in
            switch replay {
            case .event(let event):
                try db.execute(
                    sql: SQL.reset + "AND event_seq = (SELECT seq FROM event WHERE id = ?)",
                    arguments: [webhook.rawValue, event.rawValue]
                )
            case .run(let run):
                try db.execute(
                    sql: SQL.reset + "AND lane = (SELECT seq FROM run WHERE id = ?)",
                    arguments: [webhook.rawValue, run.rawValue]
                )
            case .period(let from, let to):
                try db.execute(
                    sql: SQL.reset + "AND created_at >= ? AND created_at < ?",
                    arguments: [webhook.rawValue, from.milliseconds, to.milliseconds]
                )
            }
            return db.changesCount
        }
    }
}

private enum SQL {
    static let list = ListSQL(
        select: """
            SELECT delivery.*, event.type AS event_type, run.id AS run_id FROM delivery
            JOIN event ON event.seq = delivery.event_seq LEFT JOIN run ON run.seq = delivery.lane
            """,
        fields: [
            "state": .text("delivery.state"), "event": .text("event.type"), "event_id": .text("delivery.id"),
            "sync_job_run_id": .text("run.id"), "created_at": .moment("delivery.created_at"),
        ],
        table: "delivery."
    )

    /// What was tried before stays readable until the next try overwrites it.
    static let reset = """
        UPDATE delivery SET state = 'pending', attempts = 0, first_tried_at = NULL, next_try_at = 0
        WHERE webhook_id = ? AND state <> 'pending' 
        """
}

extension Delivery {
    fileprivate init(_ row: Row) {
        let state = State(rawValue: row["state"]) ?? .dead
        let run: String? = row["run_id"]
        let isTried = row.optionalMoment("last_tried_at") != nil || row["answer_error"] as String? != nil
        self.init(
            eventID: .init(row["id"] as String),
            eventType: row["event_type"],
            webhookID: .init(row["webhook_id"] as String),
            runID: run.map { SyncJobRun.ID($0) },
            state: state,
            attempts: row["attempts"],
            answer: isTried
                ? DeliveryAnswer(
                    status: row["answer_status"],
                    body: row["answer_body"] as String? ?? "",
                    error: row["answer_error"]
                ) : nil,
            createdAt: row.moment("created_at"),
            firstTriedAt: row.optionalMoment("first_tried_at"),
            lastTriedAt: row.optionalMoment("last_tried_at"),
            nextTryAt: state == .pending ? max(row.moment("next_try_at"), row.moment("created_at")) : nil
        )
    }
}

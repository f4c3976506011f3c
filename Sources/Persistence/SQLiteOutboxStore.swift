package import Domain
import GRDB

/// Events and deliveries in SQLite; how they are listed and replayed is in the file beside this one.
package struct SQLiteOutboxStore: OutboxStore {
    let database: Database
    private let box: CredentialBox

    package init(_ database: Database, box: CredentialBox) {
        self.database = database
        self.box = box
    }

    package func arrivals() -> AsyncStream<Void> { database.deliveryArrivals.stream() }

    package func lanes() async throws -> [(lane: DeliveryLane, due: Timestamp)] {
        try await database.read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT delivery.webhook_id, delivery.lane, delivery.next_try_at FROM (
                        SELECT min(seq) AS seq FROM delivery WHERE state = 'pending' GROUP BY webhook_id, lane
                    ) AS first JOIN delivery ON delivery.seq = first.seq
                    """
            )
            return try Row.fetchAll(statement).map { row in
                let lane = DeliveryLane(webhookID: .init(row["webhook_id"] as String), run: row["lane"])
                return (lane, row.moment("next_try_at"))
            }
        }
    }

    package func next(in lane: DeliveryLane, after sequence: Int64, now: Timestamp) async throws -> DueDelivery? {
        let box = box
        return try await database.read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT seq, event_seq, attempts, next_try_at, first_tried_at FROM delivery
                    WHERE webhook_id = ? AND lane = ? AND state = 'pending' AND seq > ? ORDER BY seq LIMIT 1
                    """
            )
            guard let row = try Row.fetchOne(statement, arguments: [lane.webhookID.rawValue, lane.run, sequence]),
                row.moment("next_try_at") <= now
            else { return nil }
            return try DueDelivery(row, lane: lane, box: box, db: db)
        }
    }

    package func settle(
        _ delivery: DueDelivery,
        as state: Delivery.State,
        answer: DeliveryAnswer,
        at now: Timestamp
    ) async throws {
        try await database.write { db in
            try SQL.note(delivery, state: state, answer: answer, at: now, next: nil, in: db)
        }
    }

    package func retry(
        _ delivery: DueDelivery,
        answer: DeliveryAnswer,
        at now: Timestamp,
        next: Timestamp
    ) async throws {
        try await database.write { db in
            try SQL.note(delivery, state: .pending, answer: answer, at: now, next: next, in: db)
        }
    }

    package func giveUp(
        _ delivery: DueDelivery,
        answer: DeliveryAnswer,
        reason: String,
        at now: Timestamp
    ) async throws -> [SyncJobRun.ID] {
        try await database.writeDurably { db in
            try SQL.note(delivery, state: .dead, answer: answer, at: now, next: nil, in: db)
            let webhook = delivery.webhook.id.rawValue
            try db.execute(
                sql: "UPDATE webhook SET is_active = 0, last_error = ?, updated_at = ? WHERE id = ? AND is_active = 1",
                arguments: [reason, now.milliseconds, webhook]
            )
            // Switched off or removed by somebody meanwhile: they did the rest.
            guard db.changesCount == 1 else { return [] }
            let failure = FailureReason(kind: "webhook_given_up", message: reason)
            return try WebhookEndSQL.end(webhook, failure: failure, at: now, in: db)
        }
    }

    package func undelivered(of run: SyncJobRun.ID) async throws -> Int {
        try await database.read { db in
            try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM run
                    JOIN delivery ON delivery.webhook_id = run.webhook_id AND delivery.lane = run.seq
                        AND delivery.state = 'pending'
                    JOIN event ON event.seq = delivery.event_seq
                    WHERE run.id = ? AND event.type = ?
                    """,
                arguments: [run.rawValue, EventType.record.rawValue]
            ) ?? 0
        }
    }

    package func isSettled(_ run: SyncJobRun.ID) async throws -> Bool {
        try await database.read { db in
            try Bool.fetchOne(
                db,
                sql: """
                    SELECT NOT EXISTS (
                        SELECT 1 FROM run
                        JOIN delivery ON delivery.webhook_id = run.webhook_id AND delivery.lane = run.seq
                            AND delivery.state = 'pending'
                        WHERE run.id = ?
                    )
                    """,
                arguments: [run.rawValue]
            ) ?? true
        }
    }

    package func startState(of run: SyncJobRun.ID) async throws -> Delivery.State? {
        try await database.read { db in
            try String.fetchOne(
                db,
                sql: "SELECT state FROM run JOIN delivery ON delivery.seq = run.start_delivery WHERE run.id = ?",
                arguments: [run.rawValue]
            ).flatMap(Delivery.State.init)
        }
    }

    package func held(among runs: [SyncJobRun.ID]) async throws -> Set<SyncJobRun.ID> {
        try await database.read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT EXISTS (
                        SELECT 1 FROM run
                        JOIN delivery ON delivery.webhook_id = run.webhook_id AND delivery.lane = run.seq
                            AND delivery.state = 'pending'
                        WHERE run.id = ? AND run.status IN ('running', 'rate_limited') AND delivery.attempts > 0
                    )
                    """
            )
            return Set(try runs.filter { try Bool.fetchOne(statement, arguments: [$0.rawValue]) == true })
        }
    }
}

extension DueDelivery {
    fileprivate init?(_ row: Row, lane: DeliveryLane, box: CredentialBox, db: GRDB.Database) throws {
        let event = try db.cachedStatement(sql: "SELECT id, type, body FROM event WHERE seq = ?")
        let webhook = try db.cachedStatement(sql: "SELECT * FROM webhook WHERE id = ? AND is_active = 1")
        let run = try db.cachedStatement(sql: "SELECT id, webhook_id FROM run WHERE seq = ?")
        guard let event = try Row.fetchOne(event, arguments: [row["event_seq"] as Int64]),
            let webhook = try Row.fetchOne(webhook, arguments: [lane.webhookID.rawValue])
        else { return nil }
        let owner = try Row.fetchOne(run, arguments: [lane.run])
        let ownWebhook: String? = owner?["webhook_id"]
        let id: String? = owner?["id"]
        var body: [UInt8] = []
        try event.withUnsafeData(named: "body") { data in
            let ending = EventEnvelope.ending(for: lane.webhookID)
            body.reserveCapacity((data?.count ?? 0) + ending.count)
            if let data { body.append(contentsOf: data) }
            body.append(contentsOf: ending)
        }
        self.init(
            sequence: row["seq"],
            eventID: .init(event["id"] as String),
            eventType: event["type"],
            body: body,
            runID: id.map { SyncJobRun.ID($0) },
            isRunsOwn: ownWebhook == lane.webhookID.rawValue,
            attempts: row["attempts"],
            firstTriedAt: row.optionalMoment("first_tried_at"),
            webhook: try Webhook(webhook, box: box)
        )
    }
}

private enum SQL {
    /// Writes what a try came to; nothing when the delivery was settled by somebody else meanwhile.
    static func note(
        _ delivery: DueDelivery,
        state: Delivery.State,
        answer: DeliveryAnswer,
        at now: Timestamp,
        next: Timestamp?,
        in db: GRDB.Database
    ) throws {
        let columns = """
            state = ?1, attempts = attempts + 1, first_tried_at = coalesce(first_tried_at, ?2), last_tried_at = ?2,
            answer_status = ?3, answer_body = ?4, answer_error = ?5
            """
        let arguments: StatementArguments = [
            state.rawValue, now.milliseconds, answer.status, answer.body, answer.error, delivery.sequence,
        ]
        guard let next else {
            let statement = try db.cachedStatement(
                sql: "UPDATE delivery SET \(columns) WHERE seq = ?6 AND state = 'pending'"
            )
            return try statement.execute(arguments: arguments)
        }
        let statement = try db.cachedStatement(
            sql: "UPDATE delivery SET \(columns), next_try_at = ?7 WHERE seq = ?6 AND state = 'pending'"
        )
        try statement.execute(arguments: arguments + [next.milliseconds])
    }
}

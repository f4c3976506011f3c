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

    /// Deliveries that are read at once, and the bytes after which no further one is.
    private static let batch = (count: 8, bytes: 1 << 20)

    package func next(in lane: DeliveryLane, after sequence: Int64, now: Timestamp) async throws -> [DueDelivery] {
        let box = box
        return try await database.read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT delivery.seq, attempts, next_try_at, first_tried_at, event.id, type, body FROM delivery
                    JOIN event ON event.seq = delivery.event_seq
                    WHERE webhook_id = ? AND lane = ? AND state = 'pending' AND delivery.seq > ?
                    ORDER BY delivery.seq LIMIT ?
                    """
            )
            let rows = try Row.fetchCursor(
                statement,
                arguments: [lane.webhookID.rawValue, lane.run, sequence, SQLiteOutboxStore.batch.count]
            )
            var due: [DueDelivery] = []
            var addressee: Addressee?
            var bytes = 0
            while bytes < SQLiteOutboxStore.batch.bytes, let row = try rows.next() {
                // One that was put off is the first of its lane, or a replay will come back to it.
                guard row.moment("next_try_at") <= now else { break }
                addressee = try addressee ?? Addressee(of: lane, box: box, in: db)
                guard let addressee else { break }
                let delivery = try DueDelivery(row, to: addressee)
                bytes += delivery.body.count
                due.append(delivery)
            }
            return due
        }
    }

    package func settle(_ settled: [SettledDelivery]) async throws {
        try await database.write { db in
            for one in settled {
                try SQL.note(one.delivery, state: one.state, answer: one.answer, at: one.at, next: nil, in: db)
            }
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

/// Who a lane's events go to.
private struct Addressee {
    let webhook: Webhook
    let runID: SyncJobRun.ID?
    let isRunsOwn: Bool

    /// Nil when the webhook is gone or inactive.
    init?(of lane: DeliveryLane, box: CredentialBox, in db: GRDB.Database) throws {
        let find = try db.cachedStatement(sql: "SELECT * FROM webhook WHERE id = ? AND is_active = 1")
        guard let webhook = try Row.fetchOne(find, arguments: [lane.webhookID.rawValue]) else { return nil }
        let owner = try db.cachedStatement(sql: "SELECT id, webhook_id FROM run WHERE seq = ?")
        let run = try Row.fetchOne(owner, arguments: [lane.run])
        self.webhook = try Webhook(webhook, box: box)
        runID = run.map { SyncJobRun.ID($0["id"] as String) }
        isRunsOwn = run?["webhook_id"] == lane.webhookID.rawValue
    }
}

extension DueDelivery {
    fileprivate init(_ row: Row, to addressee: Addressee) throws {
        let ending = EventEnvelope.ending(for: addressee.webhook.id)
        var body: [UInt8] = []
        try row.withUnsafeData(named: "body") { data in
            body.reserveCapacity((data?.count ?? 0) + ending.count)
            if let data { body.append(contentsOf: data) }
            body.append(contentsOf: ending)
        }
        self.init(
            sequence: row["seq"],
            eventID: .init(row["id"] as String),
            eventType: row["type"],
            body: body,
            runID: addressee.runID,
            isRunsOwn: addressee.isRunsOwn,
            attempts: row["attempts"],
            firstTriedAt: row.optionalMoment("first_tried_at"),
            webhook: addressee.webhook
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

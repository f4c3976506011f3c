import Domain
import GRDB
import JSON

/// What happens to runs, told in the transaction in which it happens.
enum RunEventSQL {
    /// Tells every webhook that listens to `type` of the run as it is now.
    ///
    /// Returns the number of the delivery to the run's own webhook, if there is one.
    @discardableResult
    static func tell(
        _ type: EventType,
        of sequence: Int64,
        at now: Timestamp,
        adding more: JSONObject = JSONObject(),
        in db: GRDB.Database
    ) throws -> Int64? {
        guard let run = try run(sequence, in: db), run.mayTell(type) else { return nil }
        let webhooks = try EventSQL.listeners(to: type, in: run.environmentID.rawValue, db: db)
        guard !webhooks.isEmpty else { return nil }
        let stats = try Row.fetchAll(
            db,
            sql: "SELECT * FROM run_node WHERE run_seq = ? ORDER BY node LIMIT 1000",
            arguments: [sequence]
        ).map(NodeStats.init)
        var payload = run.payload(stats)
        for (key, value) in more { payload[key] = value }
        let envelope = try envelope(type, of: run, moment: now, in: db)
        let deliveries = try EventSQL.insert(
            envelope.event(.object(payload)),
            run: sequence,
            to: webhooks,
            in: db
        )
        return zip(webhooks, deliveries).first { $0.0 == run.destination.webhookID?.rawValue }?.1
    }

    /// Tells the run's own webhook all its errors in one event, when that is how it handles them and there are any.
    ///
    /// Done again, it tells nothing.
    static func tellErrors(of sequence: Int64, at now: Timestamp, in db: GRDB.Database) throws {
        guard let run = try run(sequence, in: db), run.errorHandling == .batch, run.mayTell(.recordError),
            let webhook = run.destination.webhookID
        else { return }
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT run_error.*, run_node.label, run_node.resource, run_node.method FROM run_error
                JOIN run_node ON run_node.run_seq = run_error.run_seq AND run_node.node = run_error.node
                WHERE run_error.run_seq = ? ORDER BY run_error.node, run_error.id LIMIT 1000
                """,
            arguments: [sequence]
        )
        guard !rows.isEmpty else { return }
        let errors = rows.map {
            (error: RunError($0), resource: $0["resource"] as String, method: $0["method"] as String)
        }
        let envelope = EventEnvelope(
            id: EventSQL.id(run.id.rawValue, EventType.recordError.rawValue),
            type: .recordError,
            environmentID: run.environmentID,
            tenantID: try tenant(of: run, in: db),
            createdAt: now
        )
        let event = envelope.event(.object(RunError.payload(of: errors, in: run)))
        try EventSQL.insert(event, run: sequence, to: [webhook.rawValue], in: db)
    }

    private static func run(_ sequence: Int64, in db: GRDB.Database) throws -> SyncJobRun? {
        let statement = try db.cachedStatement(sql: RunSQL.select + " WHERE run.seq = ?")
        return try Row.fetchOne(statement, arguments: [sequence]).map(SyncJobRun.init)
    }

    private static func envelope(
        _ type: EventType,
        of run: SyncJobRun,
        moment: Timestamp,
        in db: GRDB.Database
    ) throws -> EventEnvelope {
        EventEnvelope(
            id: EventSQL.id(run.id.rawValue, type.rawValue, "\(moment.milliseconds)"),
            type: type,
            environmentID: run.environmentID,
            tenantID: try tenant(of: run, in: db),
            createdAt: moment
        )
    }

    private static func tenant(of run: SyncJobRun, in db: GRDB.Database) throws -> String? {
        let statement = try db.cachedStatement(sql: "SELECT tenant_id FROM integrated_account WHERE id = ?")
        return try String.fetchOne(statement, arguments: [run.accountID.rawValue])
    }
}

extension SyncJobRun {
    fileprivate func mayTell(_ type: EventType) -> Bool { eventsToSend?.contains(type) ?? true }
}

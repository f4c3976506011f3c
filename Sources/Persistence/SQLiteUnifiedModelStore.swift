package import Domain
import GRDB
package import JSON

/// What environments change of unified models, in SQLite.
package struct SQLiteUnifiedModelStore: UnifiedModelStore {
    private let database: Database

    package init(_ database: Database) { self.database = database }

    package func overrides(in environment: Environment.ID) async throws -> [UnifiedModelOverride] {
        try await database.read { db in
            let statement = try db.cachedStatement(
                sql: "SELECT * FROM unified_model_override WHERE environment_id = ? ORDER BY model"
            )
            return try Row.fetchAll(statement, arguments: [environment.rawValue]).map { row in
                UnifiedModelOverride(
                    environmentID: environment,
                    model: row["model"],
                    override: try StoredJSON.object(row["override"]),
                    createdAt: row.moment("created_at"),
                    updatedAt: row.moment("updated_at")
                )
            }
        }
    }

    package func save(_ override: UnifiedModelOverride, payload: JSONObject) async throws {
        try await database.writeDurably { db in
            let isKnown = try Bool.fetchOne(
                db,
                sql: "SELECT EXISTS (SELECT 1 FROM unified_model_override WHERE environment_id = ? AND model = ?)",
                arguments: [override.environmentID.rawValue, override.model]
            )
            try db.execute(
                sql: """
                    INSERT INTO unified_model_override (environment_id, model, override, created_at, updated_at)
                    VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (environment_id, model)
                    DO UPDATE SET override = excluded.override, updated_at = excluded.updated_at
                    """,
                arguments: [
                    override.environmentID.rawValue, override.model, JSONValue.object(override.override).text,
                    override.createdAt.milliseconds, override.updatedAt.milliseconds,
                ]
            )
            let type: EventType = isKnown == true ? .modelUpdated : .modelCreated
            try SQL.tell(type, override.model, in: override.environmentID, payload, at: override.updatedAt, db: db)
        }
    }

    package func delete(
        model: String,
        in environment: Environment.ID,
        payload: JSONObject,
        at now: Timestamp
    ) async throws {
        try await database.writeDurably { db in
            try db.execute(
                sql: "DELETE FROM unified_model_override WHERE environment_id = ? AND model = ?",
                arguments: [environment.rawValue, model]
            )
            guard db.changesCount > 0 else { return }
            try SQL.tell(.modelDeleted, model, in: environment, payload, at: now, db: db)
        }
    }
}

private enum SQL {
    /// Tells every webhook that listens to `type`.
    static func tell(
        _ type: EventType,
        _ model: String,
        in environment: Environment.ID,
        _ payload: JSONObject,
        at moment: Timestamp,
        db: GRDB.Database
    ) throws {
        let envelope = EventEnvelope(
            id: EventSQL.id(environment.rawValue, model, type.rawValue, "\(moment.milliseconds)"),
            type: type,
            environmentID: environment,
            tenantID: nil,
            createdAt: moment
        )
        let webhooks = try EventSQL.listeners(to: type, in: environment.rawValue, db: db)
        try EventSQL.insert(envelope.event(.object(payload)), run: nil, to: webhooks, in: db)
    }
}

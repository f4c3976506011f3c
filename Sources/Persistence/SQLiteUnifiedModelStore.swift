package import Domain
import GRDB
import JSON

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

    package func save(_ override: UnifiedModelOverride) async throws {
        try await database.writeDurably { db in
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
        }
    }

    package func delete(model: String, in environment: Environment.ID) async throws -> Bool {
        try await database.writeDurably { db in
            try db.execute(
                sql: "DELETE FROM unified_model_override WHERE environment_id = ? AND model = ?",
                arguments: [environment.rawValue, model]
            )
            return db.changesCount > 0
        }
    }
}

package import Domain
import GRDB
import JSON

/// Sync jobs in SQLite; their nodes stay the text that was sent.
package struct SQLiteSyncJobStore: SyncJobStore {
    private let database: Database

    package init(_ database: Database) { self.database = database }

    package func jobs(_ query: ListQuery, in environment: Environment.ID) async throws -> Listing<SyncJob> {
        try await database.read { db in
            try SQL.list.fetch(
                query,
                where: "environment_id = ?",
                arguments: [environment.rawValue],
                in: db,
                element: SyncJob.init
            )
        }
    }

    package func job(_ id: SyncJob.ID, in environment: Environment.ID) async throws -> SyncJob? {
        try await database.read { db in try SQL.one(id, in: environment, db: db) }
    }

    package func insert(_ job: SyncJob) async throws -> SyncJob {
        try await database.writeDurably { db in
            if let known = try SQL.one(job.id, in: job.environmentID, db: db) { return known }
            try db.execute(
                sql: """
                    INSERT INTO sync_job
                        (integration_name, label, args_schema, args_validation, resources, default_runtime_version,
                         updated_at, id, environment_id, created_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: SQL.changing(job) + [
                    job.id.rawValue, job.environmentID.rawValue, job.createdAt.milliseconds,
                ]
            )
            return job
        }
    }

    package func update<Value: Sendable>(
        _ id: SyncJob.ID,
        in environment: Environment.ID,
        _ change: @Sendable @escaping (inout SyncJob) throws -> Value
    ) async throws -> (job: SyncJob, value: Value)? {
        try await database.writeDurably { db in
            guard var job = try SQL.one(id, in: environment, db: db) else { return nil }
            let value = try change(&job)
            try db.execute(
                sql: """
                    UPDATE sync_job SET integration_name = ?, label = ?, args_schema = ?, args_validation = ?,
                        resources = ?, default_runtime_version = ?, updated_at = ?
                    WHERE id = ? AND environment_id = ?
                    """,
                arguments: SQL.changing(job) + [job.id.rawValue, job.environmentID.rawValue]
            )
            return (job, value)
        }
    }

    package func delete(_ id: SyncJob.ID, in environment: Environment.ID) async throws -> Bool {
        try await database.writeDurably { db in
            try db.execute(
                sql: "DELETE FROM sync_job WHERE id = ? AND environment_id = ?",
                arguments: [id.rawValue, environment.rawValue]
            )
            return db.changesCount > 0
        }
    }
}

private enum SQL {
    static let list = ListSQL(
        select: "SELECT * FROM sync_job",
        fields: [
            "id": .text("id"), "integration_name": .text("integration_name"), "label": .text("label"),
            "environment_id": .text("environment_id"), "created_at": .moment("created_at"),
            "updated_at": .moment("updated_at"),
        ],
        table: ""
    )

    static func one(_ id: SyncJob.ID, in environment: Environment.ID, db: GRDB.Database) throws -> SyncJob? {
        try Row.fetchOne(
            db,
            sql: "SELECT * FROM sync_job WHERE id = ? AND environment_id = ?",
            arguments: [id.rawValue, environment.rawValue]
        ).map(SyncJob.init)
    }

    static func changing(_ job: SyncJob) -> StatementArguments {
        [
            job.integrationName, job.label, job.argsSchema?.text, job.argsValidation,
            JSONValue.array(job.resources).text, job.defaultRuntimeVersion, job.updatedAt.milliseconds,
        ]
    }
}

extension SyncJob {
    fileprivate init(_ row: Row) throws {
        let schema: String? = row["args_schema"]
        self.init(
            id: .init(row["id"] as String),
            environmentID: .init(row["environment_id"] as String),
            integrationName: row["integration_name"],
            label: row["label"],
            argsSchema: try schema.map(StoredJSON.value),
            argsValidation: row["args_validation"],
            resources: try StoredJSON.array(row["resources"]),
            defaultRuntimeVersion: row["default_runtime_version"],
            createdAt: row.moment("created_at"),
            updatedAt: row.moment("updated_at")
        )
    }
}

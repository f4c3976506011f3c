import Crypto
package import Domain
import Foundation
import GRDB
package import JSON

/// Runs in SQLite: creating, reading and stopping them.
///
/// Claims and commits are in the files beside this one.
package struct SQLiteRunStore: RunStore {
    let database: Database

    package init(_ database: Database) { self.database = database }

    package func runs(_ query: ListQuery, in environment: Environment.ID) async throws -> Listing<SyncJobRun> {
        try await database.read { db in
            try SQL.list.fetch(
                query,
                where: "run.environment_id = ? AND run.hidden = 0",
                arguments: [environment.rawValue],
                in: db,
                element: SyncJobRun.init
            )
        }
    }

    package func run(_ id: SyncJobRun.ID, in environment: Environment.ID) async throws -> SyncJobRun? {
        try await database.read { db in try SQL.one(id, in: environment, db: db) }
    }

    package func insert(_ run: SyncJobRun, manifest: JSONObject?) async throws -> SyncJobRun {
        let config = manifest.map { JSONValue.object($0).text }
        let manifestHash = config.map { RunSQL.hash($0).map { String(format: "%02x", $0) }.joined() }
        let argsHash = RunSQL.hash(JSONValue.object(run.args).text)
        let events = run.eventsToSend.map { JSONValue.array($0.map { .string($0.rawValue) }).text }
        return try await database.writeDurably { db in
            if let known = try SQL.one(run.id, in: run.environmentID, db: db) { return known }
            let sequence = try Int64.fetchOne(
                db,
                sql: """
                    INSERT INTO run
                        (id, environment_id, sync_job_id, account_id, integration_name, args_hash, error_handling,
                         ignore_previous_run, daemon_group_key, webhook_id, events_to_send, version, status, created_at,
                         updated_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'created', ?, ?) RETURNING seq
                    """,
                arguments: [
                    run.id.rawValue, run.environmentID.rawValue, run.syncJobID.rawValue, run.accountID.rawValue,
                    run.integrationName, argsHash, run.errorHandling.rawValue, run.ignorePreviousRun,
                    run.destination.daemonGroup ?? "", run.destination.webhookID?.rawValue, events, run.version,
                    run.createdAt.milliseconds, run.updatedAt.milliseconds,
                ]
            )
            if let config {
                try db.execute(
                    sql: "INSERT INTO manifest (hash, config) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    arguments: [manifestHash, config]
                )
            }
            try db.execute(
                sql: """
                    INSERT INTO run_snapshot (run_seq, args, args_schema, resources, manifest_hash)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [
                    sequence, JSONValue.object(run.args).text, run.argsSchema?.text,
                    JSONValue.array(run.resources).text, manifestHash,
                ]
            )
            if let sequence { try RunEventSQL.tell(.runCreated, of: sequence, at: run.createdAt, in: db) }
            return run
        }
    }

    package func manifest(of run: SyncJobRun.ID) async throws -> JSONObject? {
        try await database.read { db in
            let text = try String.fetchOne(
                db,
                sql: """
                    SELECT manifest.config FROM run
                    JOIN run_snapshot ON run_snapshot.run_seq = run.seq
                    JOIN manifest ON manifest.hash = run_snapshot.manifest_hash
                    WHERE run.id = ?
                    """,
                arguments: [run.rawValue]
            )
            return try text.map(StoredJSON.object)
        }
    }

    package func stop(
        _ id: SyncJobRun.ID,
        in environment: Environment.ID,
        at now: Timestamp
    ) async throws -> SyncJobRun? {
        try await database.writeDurably { db in
            let stopped = try Int64.fetchOne(
                db,
                sql: """
                    UPDATE run SET status = 'stopped', finished_at = ?1, updated_at = ?1, lease_token = NULL
                    WHERE id = ?2 AND environment_id = ?3 AND status IN ('created', 'running', 'rate_limited')
                    RETURNING seq
                    """,
                arguments: [now.milliseconds, id.rawValue, environment.rawValue]
            )
            if let stopped { try RunEventSQL.tell(.runUpdated, of: stopped, at: now, in: db) }
            return try SQL.one(id, in: environment, db: db)
        }
    }

    package func hide(_ id: SyncJobRun.ID, in environment: Environment.ID, at now: Timestamp) async throws {
        try await database.writeDurably { db in
            let hidden = try Int64.fetchOne(
                db,
                sql: "UPDATE run SET hidden = 1 WHERE id = ? AND environment_id = ? AND hidden = 0 RETURNING seq",
                arguments: [id.rawValue, environment.rawValue]
            )
            if let hidden { try RunEventSQL.tell(.runDeleted, of: hidden, at: now, in: db) }
        }
    }

    package func stats(of runs: [SyncJobRun.ID]) async throws -> [SyncJobRun.ID: [NodeStats]] {
        try await database.read { db in
            var stats: [SyncJobRun.ID: [NodeStats]] = [:]
            let sql = """
                SELECT run_node.* FROM run_node JOIN run ON run.seq = run_node.run_seq
                WHERE run.id = ? ORDER BY node LIMIT 1000
                """
            for run in runs {
                stats[run] = try Row.fetchAll(db, sql: sql, arguments: [run.rawValue]).map(NodeStats.init)
            }
            return stats
        }
    }

    package func errors(of run: SyncJobRun.ID, limit: Int) async throws -> [RunError] {
        try await database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT run_error.*, run_node.label FROM run_error
                    JOIN run ON run.seq = run_error.run_seq
                    JOIN run_node ON run_node.run_seq = run.seq AND run_node.node = run_error.node
                    WHERE run.id = ? ORDER BY run_error.node, run_error.id LIMIT ?
                    """,
                arguments: [run.rawValue, limit]
            ).map(RunError.init)
        }
    }

    package func previousRunDate(for run: SyncJobRun, nodeDefinition: String) async throws -> Timestamp? {
        let argsHash = RunSQL.hash(JSONValue.object(run.args).text)
        let definition = RunSQL.hash(nodeDefinition)
        return try await database.read { db in
            try Int64.fetchOne(
                db,
                sql: """
                    SELECT max(run.started_at) FROM run JOIN run_node ON run_node.run_seq = run.seq
                    WHERE run.sync_job_id = ? AND run.account_id = ? AND run.args_hash = ? AND run.environment_id = ?
                        AND run.daemon_group_key = ? AND run.webhook_id IS ? AND run_node.definition_hash = ? AND run_node.clean = 1
                    """,
                arguments: [
                    run.syncJobID.rawValue, run.accountID.rawValue, argsHash, run.environmentID.rawValue,
                    run.destination.daemonGroup ?? "", run.destination.webhookID?.rawValue, definition,
                ]
            ).map(Timestamp.init(milliseconds:))
        }
    }
}

/// What several files of the run store share.
enum RunSQL {
    static let select = """
        SELECT run.*, run_snapshot.args, run_snapshot.args_schema, run_snapshot.resources
        FROM run JOIN run_snapshot ON run_snapshot.run_seq = run.seq
        """

    static func hash(_ text: String) -> Data { Data(SHA256.hash(data: Array(text.utf8))) }
}

private enum SQL {
    static let list = ListSQL(
        select: RunSQL.select,
        fields: [
            "id": .text("run.id"), "sync_job_id": .text("run.sync_job_id"), "status": .text("run.status"),
            "integrated_account_id": .text("run.account_id"), "environment_id": .text("run.environment_id"),
            "integration_name": .text("run.integration_name"), "result": .text("run.result"),
            "daemon_group_key": .text("run.daemon_group_key"), "webhook_id": .text("run.webhook_id"),
            "error_handling": .text("run.error_handling"),
            "created_at": .moment("run.created_at"), "updated_at": .moment("run.updated_at"),
            "started_at": .moment("run.started_at"), "finished_at": .moment("run.finished_at"),
        ],
        table: "run."
    )

    static func one(_ id: SyncJobRun.ID, in environment: Environment.ID, db: GRDB.Database) throws -> SyncJobRun? {
        try Row.fetchOne(
            db,
            sql: RunSQL.select + " WHERE run.id = ? AND run.environment_id = ?",
            arguments: [id.rawValue, environment.rawValue]
        ).map(SyncJobRun.init)
    }
}

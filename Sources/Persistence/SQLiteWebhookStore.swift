package import Domain
import Foundation
import GRDB
import JSON

/// Webhooks in SQLite; secrets go in and out through the credential box.
package struct SQLiteWebhookStore: WebhookStore {
    private let database: Database
    private let box: CredentialBox

    package init(_ database: Database, box: CredentialBox) {
        self.database = database
        self.box = box
    }

    package func webhooks(_ query: ListQuery, in environment: Environment.ID) async throws -> Listing<Webhook> {
        let box = box
        return try await database.read { db in
            try SQL.list.fetch(
                query,
                where: "environment_id = ?",
                arguments: [environment.rawValue],
                in: db,
                element: { try Webhook($0, box: box) }
            )
        }
    }

    package func webhook(_ id: Webhook.ID, in environment: Environment.ID) async throws -> Webhook? {
        let box = box
        return try await database.read { db in try SQL.one(id, in: environment, box: box, db: db) }
    }

    package func insert(_ webhook: Webhook) async throws -> Webhook {
        let box = box
        let sealed = try box.seal(Array(webhook.secret.text.utf8), for: webhook.id.rawValue)
        return try await database.writeDurably { db in
            if let known = try SQL.one(webhook.id, in: webhook.environmentID, box: box, db: db) { return known }
            try db.execute(
                sql: """
                    INSERT INTO webhook
                        (target_url, is_active, event_types, signature_encoding, give_up_after_ms, max_records,
                         max_bytes, last_error, updated_at, id, environment_id, sealed_secret, created_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: SQL.changing(webhook) + [
                    webhook.id.rawValue, webhook.environmentID.rawValue, sealed, webhook.createdAt.milliseconds,
                ]
            )
            return webhook
        }
    }

    package func update(
        _ id: Webhook.ID,
        in environment: Environment.ID,
        at now: Timestamp,
        _ change: @Sendable @escaping (inout Webhook) throws -> Void
    ) async throws -> (webhook: Webhook, endedRuns: [SyncJobRun.ID])? {
        let box = box
        return try await database.writeDurably { db in
            guard var webhook = try SQL.one(id, in: environment, box: box, db: db) else { return nil }
            let wasActive = webhook.isActive
            try change(&webhook)
            if webhook.isActive { webhook.lastError = nil }
            try db.execute(
                sql: """
                    UPDATE webhook SET target_url = ?, is_active = ?, event_types = ?, signature_encoding = ?,
                        give_up_after_ms = ?, max_records = ?, max_bytes = ?, last_error = ?, updated_at = ?
                    WHERE id = ?
                    """,
                arguments: SQL.changing(webhook) + [id.rawValue]
            )
            guard webhook.isActive || !wasActive else {
                let reason = FailureReason(kind: "webhook_inactive", message: "the run's webhook was switched off")
                return (webhook, try WebhookEndSQL.end(id.rawValue, failure: reason, at: now, in: db))
            }
            // Whoever mends an address doesn't want to wait for the next try.
            try db.execute(
                sql:
                    "UPDATE delivery SET next_try_at = 0 WHERE webhook_id = ? AND state = 'pending' AND next_try_at > 0",
                arguments: [id.rawValue]
            )
            return (webhook, [])
        }
    }

    package func delete(
        _ id: Webhook.ID,
        in environment: Environment.ID,
        at now: Timestamp
    ) async throws -> [SyncJobRun.ID]? {
        try await database.writeDurably { db in
            try db.execute(
                sql: "DELETE FROM webhook WHERE id = ? AND environment_id = ?",
                arguments: [id.rawValue, environment.rawValue]
            )
            guard db.changesCount > 0 else { return nil }
            let reason = FailureReason(kind: "webhook_deleted", message: "the run's webhook was deleted")
            return try WebhookEndSQL.end(id.rawValue, failure: reason, at: now, in: db)
        }
    }
}

private enum SQL {
    static let list = ListSQL(
        select: "SELECT * FROM webhook",
        fields: [
            "id": .text("id"), "environment_id": .text("environment_id"), "target_url": .text("target_url"),
            "is_active": .boolean("is_active"), "created_at": .moment("created_at"),
            "updated_at": .moment("updated_at"),
        ],
        table: ""
    )

    static func one(
        _ id: Webhook.ID,
        in environment: Environment.ID,
        box: CredentialBox,
        db: GRDB.Database
    ) throws -> Webhook? {
        try Row.fetchOne(
            db,
            sql: "SELECT * FROM webhook WHERE id = ? AND environment_id = ?",
            arguments: [id.rawValue, environment.rawValue]
        ).map { try Webhook($0, box: box) }
    }

    /// The columns that may change, in the order of both statements.
    static func changing(_ webhook: Webhook) -> StatementArguments {
        let types = webhook.eventTypes.map { JSONValue.array($0.map { .string($0.rawValue) }).text }
        return [
            webhook.targetURL, webhook.isActive, types, webhook.signatureEncoding.rawValue,
            webhook.limits.giveUpAfter.milliseconds, webhook.limits.maxRecords, webhook.limits.maxBytes,
            webhook.lastError, webhook.updatedAt.milliseconds,
        ]
    }
}

extension Webhook {
    init(_ row: Row, box: CredentialBox) throws {
        let id: String = row["id"]
        let types: String? = row["event_types"]
        var limits = Limits()
        limits.giveUpAfter = .milliseconds(row["give_up_after_ms"] as Int64)
        limits.maxRecords = row["max_records"]
        limits.maxBytes = row["max_bytes"]
        self.init(
            id: .init(id),
            environmentID: .init(row["environment_id"] as String),
            targetURL: row["target_url"],
            isActive: row["is_active"],
            eventTypes: try types.map(EventType.list),
            secret: WebhookSecret(String(decoding: try box.open(row["sealed_secret"], for: id), as: UTF8.self)),
            signatureEncoding: SignatureEncoding(rawValue: row["signature_encoding"]) ?? .base64,
            limits: limits,
            lastError: row["last_error"],
            createdAt: row.moment("created_at"),
            updatedAt: row.moment("updated_at")
        )
    }
}

extension EventType {
    /// A list as it is stored.
    static func list(_ text: String) throws -> [EventType] {
        try StoredJSON.array(text).compactMap { $0.stringValue.flatMap(EventType.init) }
    }
}

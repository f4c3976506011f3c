package import Domain
import Foundation
import GRDB

/// Kept answers in SQLite, for 24 hours; sealed, since the answer to a new webhook holds its secret.
package struct SQLiteIdempotencyStore: IdempotencyStore {
    private static let life: Duration = .seconds(86_400)
    private let database: Database

    private let box: CredentialBox

    package init(_ database: Database, box: CredentialBox) {
        self.database = database
        self.box = box
    }

    package func answer(for key: IdempotencyKey, now: Timestamp) async throws -> KeptAnswer? {
        let oldest = now - SQLiteIdempotencyStore.life
        let box = box
        return try await database.read { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT * FROM idempotency
                    WHERE environment_id = ? AND route = ? AND key = ? AND created_at > ?
                    """,
                arguments: [key.environment.rawValue, key.route, key.key, oldest.milliseconds]
            )
            // One that can't be opened was kept by an earlier version. Doing it again is safe: ids are made of the key.
            guard let row, let body = try? box.open(row["body"], for: key.row) else { return nil }
            return KeptAnswer(bodyHash: row["body_hash"], status: row["status"], body: body)
        }
    }

    package func keep(_ answer: KeptAnswer, for key: IdempotencyKey, now: Timestamp) async throws {
        let oldest = now - SQLiteIdempotencyStore.life
        let sealed = try box.seal(answer.body, for: key.row)
        try await database.writeDurably { db in
            try db.execute(
                sql: "DELETE FROM idempotency WHERE created_at <= ?",
                arguments: [oldest.milliseconds]
            )
            try db.execute(
                sql: """
                    INSERT OR REPLACE INTO idempotency
                        (environment_id, route, key, body_hash, status, body, created_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    key.environment.rawValue, key.route, key.key, answer.bodyHash, answer.status, sealed,
                    now.milliseconds,
                ]
            )
        }
    }

    package func forget(_ key: IdempotencyKey) async throws {
        try await database.writeDurably { db in
            try db.execute(
                sql: "DELETE FROM idempotency WHERE environment_id = ? AND route = ? AND key = ?",
                arguments: [key.environment.rawValue, key.route, key.key]
            )
        }
    }
}

extension IdempotencyKey {
    fileprivate var row: String { "\(environment)\n\(route)\n\(key)" }
}

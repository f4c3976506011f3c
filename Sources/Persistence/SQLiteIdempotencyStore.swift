package import Domain
import Foundation
import GRDB

/// Kept answers in SQLite, for 24 hours.
package struct SQLiteIdempotencyStore: IdempotencyStore {
    private static let life: Duration = .seconds(86_400)
    private let database: Database

    package init(_ database: Database) { self.database = database }

    package func answer(for key: IdempotencyKey, now: Timestamp) async throws -> KeptAnswer? {
        let oldest = now - SQLiteIdempotencyStore.life
        return try await database.read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT * FROM idempotency
                    WHERE environment_id = ? AND route = ? AND key = ? AND created_at > ?
                    """,
                arguments: [key.environment.rawValue, key.route, key.key, oldest.milliseconds]
            ).map { row in
                KeptAnswer(bodyHash: row["body_hash"], status: row["status"], body: [UInt8](row["body"] as Data))
            }
        }
    }

    package func keep(_ answer: KeptAnswer, for key: IdempotencyKey, now: Timestamp) async throws {
        let oldest = now - SQLiteIdempotencyStore.life
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
                    key.environment.rawValue, key.route, key.key, answer.bodyHash, answer.status, Data(answer.body),
                    now.milliseconds,
                ]
            )
        }
    }
}

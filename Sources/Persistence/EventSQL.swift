import Crypto
import Domain
import Foundation
import GRDB
import JSON

/// Events and their deliveries as part of other transactions.
enum EventSQL {
    /// An id that the same happening gets again, on any server.
    static func id(_ parts: String...) -> Event.ID {
        let name = UUIDText.namespace + Array(parts.joined(separator: "\n").utf8)
        return Event.ID(UUIDText.version5(Insecure.SHA1.hash(data: name)))
    }

    /// Stores an event with a delivery to each of `webhooks`, and returns those deliveries' numbers in the same order.
    ///
    /// An event that is there already stays as it is and gets no further deliveries; the answer is empty then.
    @discardableResult
    static func insert(
        _ event: Event,
        run: Int64?,
        to webhooks: [String],
        in db: GRDB.Database
    ) throws -> [Int64] {
        guard !webhooks.isEmpty else { return [] }
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO event (id, environment_id, type, run_seq, body, created_at) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO NOTHING
                """
        )
        try insert.execute(arguments: [
            event.id.rawValue, event.environmentID.rawValue, event.type.rawValue, run, Data(event.body),
            event.createdAt.milliseconds,
        ])
        guard db.changesCount == 1 else { return [] }
        let sequence = db.lastInsertedRowID
        let deliver = try db.cachedStatement(
            sql: """
                INSERT INTO delivery (id, event_seq, webhook_id, lane, state, created_at)
                VALUES (?, ?, ?, ?, 'pending', ?)
                """
        )
        return try webhooks.map { webhook in
            try deliver.execute(arguments: [
                event.id.rawValue, sequence, webhook, run ?? 0, event.createdAt.milliseconds,
            ])
            return db.lastInsertedRowID
        }
    }

    /// The active webhooks of an environment that listen to `type`, oldest first.
    static func listeners(to type: EventType, in environment: String, db: GRDB.Database) throws -> [String] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT id, event_types FROM webhook WHERE environment_id = ? AND is_active = 1
                ORDER BY created_at, id LIMIT 10000
                """
        )
        return try Row.fetchAll(statement, arguments: [environment]).compactMap { row in
            guard let types: String = row["event_types"] else { return row["id"] }
            return try StoredJSON.array(types).contains(.string(type.rawValue)) ? row["id"] : nil
        }
    }
}

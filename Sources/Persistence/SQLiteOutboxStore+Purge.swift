package import Domain
import GRDB

// Removing events that nobody needs any more.
extension SQLiteOutboxStore {
    /// Events of one step at most: each may have megabytes, and commits wait meanwhile.
    private static let step = 20

    /// Removes record events of deleted accounts, and events that were delivered longer than `retention` ago.
    ///
    /// Dead letters stay, and so do events that wait. A retention of zero keeps everything.
    package func purge(retention: Duration, now: Timestamp) async throws {
        let run = try await database.read { db in
            try Int64.fetchOne(db, sql: "SELECT seq FROM run WHERE purging = 1 LIMIT 1")
        }
        if let run { try await purge(run) }
        guard retention > .zero else { return }
        let oldest = now - retention
        while !Task.isCancelled {
            let old = try await database.read { db in
                try Int64.fetchAll(db, sql: SQL.old, arguments: [oldest.milliseconds, SQLiteOutboxStore.step])
            }
            guard !old.isEmpty else { return }
            try await database.write { db in
                for sequence in old { try db.execute(sql: "DELETE FROM event WHERE seq = ?", arguments: [sequence]) }
            }
        }
    }

    private func purge(_ run: Int64) async throws {
        var isEmpty = false
        while !isEmpty, !Task.isCancelled {
            isEmpty = try await database.write { db in
                try db.execute(
                    sql: """
                        DELETE FROM event WHERE seq IN (
                            SELECT seq FROM event WHERE run_seq = ? AND type IN (?, ?) LIMIT ?
                        )
                        """,
                    arguments: [
                        run, EventType.record.rawValue, EventType.recordError.rawValue, SQLiteOutboxStore.step,
                    ]
                )
                guard db.changesCount == 0 else { return false }
                try db.execute(sql: "UPDATE run SET purging = 0 WHERE seq = ?", arguments: [run])
                return true
            }
        }
    }
}

private enum SQL {
    static let old = """
        SELECT seq FROM event
        WHERE created_at < ? AND NOT EXISTS (
            SELECT 1 FROM delivery WHERE event_seq = event.seq AND state IN ('pending', 'dead')
        ) ORDER BY created_at, seq LIMIT ?
        """
}

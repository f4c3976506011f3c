import GRDB

extension SQLiteRecordStore {
    /// Rows of one step at most, so that commits hardly wait.
    private static let purgeStep = 500

    /// Removes some records of deleted accounts; called again and again, it removes them all.
    package func purgeDeleted() async throws {
        let set = try await database.read { db in
            try Int64.fetchOne(db, sql: "SELECT id FROM record_set WHERE purging = 1 LIMIT 1")
        }
        guard let set else { return }
        var isEmpty = false
        while !isEmpty, !Task.isCancelled {
            isEmpty = try await database.write { db in
                try db.execute(
                    sql: "DELETE FROM record WHERE id IN (SELECT id FROM record WHERE set_id = ? LIMIT ?)",
                    arguments: [set, SQLiteRecordStore.purgeStep]
                )
                guard db.changesCount == 0 else { return false }
                try db.execute(sql: "DELETE FROM record_set WHERE id = ?", arguments: [set])
                return true
            }
        }
    }
}

import Domain
import GRDB
import GRDBSQLite

/// Writing a page's records: the one place that binds to SQLite directly, which is twice as fast as through GRDB.
///
/// Every path resets its statement and clears its bindings, since those point into the page.
enum RecordSQL {
    static func write(
        _ page: PageCommit,
        claim: RunClaim,
        run: Int64,
        numbers: ChangeNumbers,
        in db: GRDB.Database
    ) throws -> CommitOutcome {
        guard let batch = page.records, !batch.rows.isEmpty else { return CommitOutcome() }
        let set = try setID(claim: claim, resource: batch.resource, in: db)
        let first = numbers.next
        var next = first
        let outcome = try upsert(batch, set: set, run: run, at: page.at, next: &next, in: db)
        guard next > first else { return outcome }
        let statement = try db.cachedStatement(
            sql: "UPDATE record_set SET live = live + ?, last_change = ?, last_changed_at = ? WHERE id = ?"
        )
        try statement.execute(arguments: [outcome.created, next - 1, page.at.milliseconds, set])
        // A roll-back after this wastes the numbers, which is allowed; giving one out twice is not.
        numbers.advance(to: next)
        return outcome
    }

    private static func setID(claim: RunClaim, resource: String, in db: GRDB.Database) throws -> Int64 {
        let find = try db.cachedStatement(sql: "SELECT id FROM record_set WHERE account_id = ? AND resource = ?")
        if let id = try Int64.fetchOne(find, arguments: [claim.run.accountID.rawValue, resource]) { return id }
        try db.execute(
            sql: "INSERT INTO record_set (environment_id, account_id, integration_name, resource) VALUES (?, ?, ?, ?)",
            arguments: [
                claim.run.environmentID.rawValue, claim.run.accountID.rawValue, claim.run.integrationName, resource,
            ]
        )
        return db.lastInsertedRowID
    }

    private static let upsertText = """
        INSERT INTO record
            (set_id, record_id, data, remote_data, hash, change, created_change, first_seen_at, changed_at, run_seq)
        VALUES (?1, ?2, ?3, ?8, ?4, ?5, ?5, ?6, ?6, ?7)
        ON CONFLICT (set_id, record_id) DO UPDATE SET
            data = excluded.data, remote_data = excluded.remote_data, hash = excluded.hash, change = excluded.change, changed_at = excluded.changed_at,
            run_seq = excluded.run_seq
        WHERE hash <> excluded.hash
        """

    /// A number is taken only by a row that was really written; an unchanged record costs a lookup.
    private static func upsert(
        _ batch: RecordBatch,
        set: Int64,
        run: Int64,
        at now: Timestamp,
        next: inout Int64,
        in db: GRDB.Database
    ) throws -> CommitOutcome {
        guard let connection = db.sqliteConnection else {
            throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "the connection is closed")
        }
        let statement = try db.cachedStatement(sql: upsertText).sqliteStatement
        defer {
            sqlite3_reset(statement)
            sqlite3_clear_bindings(statement)
        }
        var outcome = CommitOutcome()
        sqlite3_reset(statement)
        sqlite3_bind_int64(statement, 1, set)
        sqlite3_bind_int64(statement, 6, now.milliseconds)
        sqlite3_bind_int64(statement, 7, run)
        try batch.withPointers { page, remote in
            for row in batch.rows {
                sqlite3_bind_int64(statement, 5, next)
                // An insert sets the last row id, an update leaves it: so the two are told apart.
                sqlite3_set_last_insert_rowid(connection, 0)
                let code = step(statement, row, page, remote)
                guard code == SQLITE_DONE else {
                    throw DatabaseError(
                        resultCode: ResultCode(rawValue: code),
                        message: String(cString: sqlite3_errmsg(connection))
                    )
                }
                if sqlite3_changes(connection) == 0 {
                    outcome.unchanged += 1
                } else {
                    if sqlite3_last_insert_rowid(connection) != 0 { outcome.created += 1 } else { outcome.updated += 1 }
                    next += 1
                }
            }
        }
        return outcome
    }

    /// Binds the row without copying, steps, and resets before the pointers go.
    private static func step(
        _ statement: OpaquePointer,
        _ row: RecordBatch.Row,
        _ page: UnsafeBufferPointer<CChar>,
        _ remote: UnsafeBufferPointer<CChar>
    ) -> CInt {
        var id = row.id
        return id.withUTF8 { id in
            id.withMemoryRebound(to: CChar.self) { id in
                row.hash.withUnsafeBufferPointer { hash in
                    let data = UnsafeBufferPointer(rebasing: page[row.range])
                    sqlite3_bind_text(statement, 2, id.baseAddress, CInt(id.count), nil)
                    sqlite3_bind_text(statement, 3, data.baseAddress, CInt(data.count), nil)
                    sqlite3_bind_blob(statement, 4, hash.baseAddress, CInt(hash.count), nil)
                    if let range = row.remote {
                        let own = UnsafeBufferPointer(rebasing: remote[range])
                        sqlite3_bind_text(statement, 8, own.baseAddress, CInt(own.count), nil)
                    } else {
                        sqlite3_bind_null(statement, 8)
                    }
                    let code = sqlite3_step(statement)
                    return code == SQLITE_DONE ? (sqlite3_reset(statement), code).1 : code
                }
            }
        }
    }
}

extension RecordBatch {
    /// The batch's bytes and the vendor's own, as SQLite wants text.
    fileprivate func withPointers(
        _ body: (UnsafeBufferPointer<CChar>, UnsafeBufferPointer<CChar>) throws -> Void
    ) rethrows {
        try bytes.withUnsafeBufferPointer { bytes in
            try bytes.withMemoryRebound(to: CChar.self) { bytes in
                try remoteBytes.withUnsafeBufferPointer { remote in
                    try remote.withMemoryRebound(to: CChar.self) { try body(bytes, $0) }
                }
            }
        }
    }
}

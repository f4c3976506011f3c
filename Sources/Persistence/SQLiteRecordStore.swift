package import Domain
import Foundation
import GRDB

/// Stored records in SQLite, for reading.
package struct SQLiteRecordStore: RecordStore {
    /// A page's bodies add up to about this many bytes at most.
    private static let pageBytes = 8 << 20
    let database: Database

    package init(_ database: Database) { self.database = database }

    package func epoch() async throws -> String {
        if let known = try await database.read({ db in try SQL.epoch(in: db) }) { return known }
        let made = UUID().uuidString.lowercased()
        return try await database.writeDurably { db in
            try db.execute(
                sql: "INSERT INTO meta (key, value) VALUES ('epoch', ?) ON CONFLICT DO NOTHING",
                arguments: [made]
            )
            return try SQL.epoch(in: db) ?? made
        }
    }

    package func records(_ query: RecordQuery, in environment: Environment.ID) async throws -> RecordListing {
        try await database.read { db in
            let sets = try RecordSet.matching(query, in: environment, db: db)
            // Each set is read in change order by its own index; the merge of their heads is the order of all.
            let heads = try sets.flatMap { set in try SQL.heads(of: set, query, limit: query.limit + 1, in: db) }
                .sorted { $0.change < $1.change }
            var records: [Domain.Record] = []
            var bytes = 0
            for head in heads.prefix(query.limit) {
                let record = try SQL.record(head, withRemoteData: query.includesRemoteData, in: db)
                let size = record.data.count + (record.remoteData?.count ?? 0)
                guard records.isEmpty || bytes + size <= SQLiteRecordStore.pageBytes else { break }
                bytes += size
                records.append(record)
            }
            return RecordListing(records: records, next: records.count < heads.count ? records.last?.change : nil)
        }
    }

    package func counts(_ query: RecordQuery, in environment: Environment.ID) async throws -> [RecordCount] {
        try await database.read { db in
            try RecordSet.matching(query, in: environment, db: db).compactMap { set in
                let count = query.filtersRecords ? try SQL.count(set, query, in: db) : set.count(query.deleted)
                return count.count + count.deleted > 0 ? count : nil
            }
        }
    }
}

/// A row of `record_set`: one resource of one account.
private struct RecordSet {
    let id: Int64
    let accountID: String
    let integrationName: String
    let resource: String
    let live: Int
    let deleted: Int
    let lastChange: Int64?
    let lastChangedAt: Timestamp?

    static func matching(
        _ query: RecordQuery,
        in environment: Environment.ID,
        db: GRDB.Database
    ) throws -> [RecordSet] {
        var conditions = ["environment_id = ?", "purging = 0"]
        var arguments: StatementArguments = [environment.rawValue]
        let filters: [(String, [String]?)] = [
            ("account_id", query.accountIDs?.map(\.rawValue)),
            ("integration_name", query.integrationNames),
            ("resource", query.resources),
        ]
        for (column, values) in filters {
            guard let values else { continue }
            conditions.append("\(column) IN (\(values.map { _ in "?" }.joined(separator: ", ")))")
            arguments += StatementArguments(values)
        }
        let sql = """
            SELECT * FROM record_set WHERE \(conditions.joined(separator: " AND "))
            ORDER BY resource, account_id LIMIT 100000
            """
        return try Row.fetchAll(db, sql: sql, arguments: arguments).map { row in
            RecordSet(
                id: row["id"],
                accountID: row["account_id"],
                integrationName: row["integration_name"],
                resource: row["resource"],
                live: row["live"],
                deleted: row["deleted"],
                lastChange: row["last_change"],
                lastChangedAt: row.optionalMoment("last_changed_at")
            )
        }
    }

    func count(_ wanted: RecordQuery.Deleted) -> RecordCount {
        RecordCount(
            accountID: .init(accountID),
            resource: resource,
            count: wanted == .only ? 0 : live,
            deleted: wanted == .without ? 0 : deleted,
            lastChange: lastChange,
            lastChangedAt: lastChangedAt
        )
    }
}

/// A record's place in the change order, before its body is read.
private struct Head {
    let rowID: Int64
    let change: Int64
    let set: RecordSet
}

private enum SQL {
    static func epoch(in db: GRDB.Database) throws -> String? {
        try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'epoch'")
    }

    static func heads(
        of set: RecordSet,
        _ query: RecordQuery,
        limit: Int,
        in db: GRDB.Database
    ) throws -> [Head] {
        let (condition, arguments) = condition(set, query)
        let statement = try db.cachedStatement(
            sql: "SELECT id, change FROM record WHERE \(condition) ORDER BY change LIMIT ?"
        )
        return try Row.fetchAll(statement, arguments: arguments + [limit]).map { row in
            Head(rowID: row["id"], change: row["change"], set: set)
        }
    }

    static func record(_ head: Head, withRemoteData: Bool, in db: GRDB.Database) throws -> Domain.Record {
        let statement = try db.cachedStatement(
            sql: """
                SELECT record_id, data, \(withRemoteData ? "remote_data" : "NULL AS remote_data"), hash, change,
                    created_change, first_seen_at, changed_at, deleted_at, run.id AS run_id
                FROM record LEFT JOIN run ON run.seq = record.run_seq
                WHERE record.id = ?
                """
        )
        guard let row = try Row.fetchOne(statement, arguments: [head.rowID]) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a record of the index is missing")
        }
        let run: String? = row["run_id"]
        return Domain.Record(
            accountID: .init(head.set.accountID),
            integrationName: head.set.integrationName,
            resource: head.set.resource,
            recordID: row["record_id"],
            data: [UInt8](row["data"] as Data),
            remoteData: (row["remote_data"] as Data?).map { [UInt8]($0) },
            change: row["change"],
            createdChange: row["created_change"],
            hash: (row["hash"] as Data).hexadecimal,
            firstSeenAt: row.moment("first_seen_at"),
            changedAt: row.moment("changed_at"),
            deletedAt: row.optionalMoment("deleted_at"),
            runID: .init(run ?? "")
        )
    }

    static func count(_ set: RecordSet, _ query: RecordQuery, in db: GRDB.Database) throws -> RecordCount {
        let (condition, arguments) = condition(set, query)
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT count(*) AS total, count(deleted_at) AS deleted, max(change) AS change, max(changed_at) AS at
                FROM record WHERE \(condition)
                """,
            arguments: arguments
        )
        let total: Int = row?["total"] ?? 0
        let deleted: Int = row?["deleted"] ?? 0
        return RecordCount(
            accountID: .init(set.accountID),
            resource: set.resource,
            count: total - deleted,
            deleted: deleted,
            lastChange: row?["change"],
            lastChangedAt: row?.optionalMoment("at")
        )
    }

    /// Fixed pieces for what the query asks; values are arguments.
    private static func condition(_ set: RecordSet, _ query: RecordQuery) -> (String, StatementArguments) {
        var conditions = ["set_id = ?"]
        var arguments: StatementArguments = [set.id]
        let after = max(query.after ?? 0, query.changeAfter ?? 0)
        if after > 0 {
            conditions.append("change > ?")
            arguments += [after]
        }
        if let ids = query.recordIDs {
            conditions.append("record_id IN (\(ids.map { _ in "?" }.joined(separator: ", ")))")
            arguments += StatementArguments(ids)
        }
        for filter in query.changedAt {
            let sign =
                switch filter.comparison {
                case .gt: ">"
                case .gte: ">="
                case .lt: "<"
                case .lte: "<="
                }
            conditions.append("changed_at \(sign) ?")
            arguments += [filter.moment.milliseconds]
        }
        switch query.deleted {
        case .any: break
        case .only: conditions.append("deleted_at IS NOT NULL")
        case .without: conditions.append("deleted_at IS NULL")
        }
        return (conditions.joined(separator: " AND "), arguments)
    }
}

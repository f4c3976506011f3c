import GRDB

extension Database {
    /// Counts what is stored by resource, from the records themselves and not from the counters beside them.
    package static let censusSQL = """
        SELECT resource, count(*) FROM record JOIN record_set ON record_set.id = set_id \
        WHERE deleted_at IS NULL GROUP BY resource
        """

    /// Live records by resource, of all environments and accounts; reads every record.
    package func census() async throws -> [String: Int] {
        try await read { db in
            let rows = try Row.fetchAll(db, sql: Database.censusSQL)
            return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
        }
    }
}

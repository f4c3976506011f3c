/// What runs have stored, for reading.
package protocol RecordStore: Sendable {
    func records(_ query: RecordQuery, in environment: Environment.ID) async throws -> RecordListing
    func counts(_ query: RecordQuery, in environment: Environment.ID) async throws -> [RecordCount]
    /// Tells this store's history from that of any other, a restored one included; part of every record cursor.
    func epoch() async throws -> String
}

import Domain
import JSON

/// Stored records on the wire: the vendor's bytes are put into the answer as they are.
enum RecordBody {
    static func answer(_ listing: RecordListing, _ query: RecordQuery, next: String?) -> Answer {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(listing.records.reduce(200) { $0 + $1.data.count + 600 })
        bytes += Array("{\"result\":[".utf8)
        for (index, record) in listing.records.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            write(record, query, to: &bytes)
        }
        bytes += Array("],\"next_cursor\":".utf8)
        JSONValue.text(next).write(to: &bytes)
        bytes += Array(",\"limit\":\(query.limit)}".utf8)
        return Answer(bytes: bytes)
    }

    private static func write(_ record: Record, _ query: RecordQuery, to bytes: inout [UInt8]) {
        let head: JSONValue = [
            "resource": .string(record.resource), "record_id": .string(record.recordID),
            "integrated_account_id": .string(record.accountID.rawValue),
            "integration_name": .string(record.integrationName),
            "change": .number(JSONNumber(record.change)), "action": .string(action(record, since: query.changeAfter)),
            "hash": .string(record.hash), "first_seen_at": .moment(record.firstSeenAt),
            "changed_at": .moment(record.changedAt), "deleted_at": .moment(record.deletedAt),
            "sync_job_run_id": record.runID.rawValue.isEmpty ? .null : .string(record.runID.rawValue),
        ]
        head.write(to: &bytes)
        bytes.removeLast()
        bytes += Array(",\"data\":".utf8)
        bytes += record.data
        if let remote = record.remoteData {
            bytes += Array(",\"remote_data\":".utf8)
            bytes += remote
        }
        bytes.append(UInt8(ascii: "}"))
    }

    /// What happened to the record for somebody who knows everything up to `change`.
    private static func action(_ record: Record, since change: Int64?) -> String {
        if record.deletedAt != nil { return "deleted" }
        guard let change else { return record.createdChange == record.change ? "created" : "updated" }
        return record.createdChange > change ? "created" : "updated"
    }

    static func count(_ count: RecordCount) -> JSONValue {
        [
            "integrated_account_id": .string(count.accountID.rawValue), "resource": .string(count.resource),
            "count": .integer(count.count), "deleted": .integer(count.deleted),
            "last_change": count.lastChange.map { .number(JSONNumber($0)) } ?? .null,
            "last_changed_at": .moment(count.lastChangedAt),
        ]
    }
}

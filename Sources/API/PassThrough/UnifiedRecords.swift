import Domain
import JSON

/// The records of a unified page as callers get them.
struct UnifiedRecords {
    let page: Page
    /// Fields that are left out.
    let excluded: [String]

    /// Each record as JSON, with the vendor's own in `remote_data` where the page has it.
    func all() throws(JSONError) -> [ArraySlice<UInt8>] {
        var all: [ArraySlice<UInt8>] = []
        for (index, range) in page.split.records.enumerated() {
            var record = page.split.bytes[range]
            if !excluded.isEmpty, var object = try page.split.value(range).objectValue {
                for field in excluded { object[field] = nil }
                record = JSONValue.object(object).bytes[...]
            }
            if let remote = page.remote, !excluded.contains("remote_data") {
                record = UnifiedRecords.adding(remote.bytes[remote.records[index]], to: record)
            }
            all.append(record)
        }
        return all
    }

    private static func adding(_ remote: ArraySlice<UInt8>, to record: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let isEmpty = record.count == 2
        return record.dropLast() + (isEmpty ? "" : ",").utf8 + "\"remote_data\":".utf8 + remote + "}".utf8
    }

    /// What of the records couldn't be mapped, each failure once.
    var warnings: [String] {
        var seen: Set<String> = []
        return page.problems.map(\.text).filter { seen.insert($0).inserted }
    }
}

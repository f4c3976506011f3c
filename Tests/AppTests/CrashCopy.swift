import Foundation
import GRDB
import Support

/// The database as a killed server left it: read from a copy, so that nothing repairs the original.
struct CrashCopy {
    struct Item: Hashable {
        let node: Int
        let context: String
        let cursor: String?
    }

    let status: String
    let resumes: Int
    let items: [Item]
    /// `resource/record id` of everything stored.
    let records: Set<String>

    init(dataDir: String) throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/copy.sqlite"
        for ending in ["", "-wal"] where FileManager.default.fileExists(atPath: "\(dataDir)/sluice.sqlite\(ending)") {
            try FileManager.default.copyItem(atPath: "\(dataDir)/sluice.sqlite\(ending)", toPath: path + ending)
        }
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        (status, resumes, items, records) = try queue.read { db in
            guard let run = try Row.fetchOne(db, sql: "SELECT status, resumes FROM run ORDER BY seq LIMIT 1") else {
                throw TestFailure("the run is gone")
            }
            let items = try Row.fetchAll(db, sql: "SELECT node, context, cursor FROM work_item WHERE state = 'ready'")
            let records = try String.fetchAll(
                db,
                sql: "SELECT resource || '/' || record_id FROM record JOIN record_set ON record_set.id = record.set_id"
            )
            return (
                run["status"], run["resumes"],
                items.map { Item(node: $0["node"], context: $0["context"], cursor: $0["cursor"]) },
                Set(records)
            )
        }
    }
}

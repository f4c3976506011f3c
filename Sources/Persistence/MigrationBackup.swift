import Domain
import Foundation
import GRDB

/// Consistent copies of the database from before its migrations.
struct MigrationBackup: Sendable {
    let database: Database
    private static let kept = 2

    /// Copies the database to `backups/` beside it; throws `MigrationError.noRoomForBackup` before it writes anything.
    func make(before migration: String, now: Timestamp) async throws {
        let files = FileManager.default
        let folder = (database.path as NSString).deletingLastPathComponent + "/backups"
        try files.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        try await checkRoom(in: folder)
        let stamp = now.description.filter { $0 != ":" && $0 != "-" && $0 != "." }
        let target = "\(folder)/sluice-\(stamp)-before-\(migration).sqlite"
        _ = files.createFile(atPath: target, contents: nil, attributes: [.posixPermissions: 0o600])
        try await database.pool.vacuum(into: target)
        let copies = try files.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix("sluice-") }.sorted()
        for old in copies.dropLast(MigrationBackup.kept) {
            try files.removeItem(atPath: "\(folder)/\(old)")
        }
    }

    private func checkRoom(in folder: String) async throws {
        let needed = try await database.read { db in
            let pages = try Int64.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            return pages * (try Int64.fetchOne(db, sql: "PRAGMA page_size") ?? 0)
        }
        let attributes = try FileManager.default.attributesOfFileSystem(forPath: folder)
        guard let free = (attributes[.systemFreeSize] as? NSNumber)?.int64Value, free < needed + (64 << 20) else {
            return
        }
        throw MigrationError.noRoomForBackup(needed: needed + (64 << 20), free: free)
    }
}

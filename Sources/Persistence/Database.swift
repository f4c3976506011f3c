import Domain
import Foundation
import GRDB

/// The one SQLite file of a data folder.
///
/// WAL, `synchronous=NORMAL` with durable writes where an answer promises them, pages of 16 KiB (measured: rows of 2 KB
/// go in twice as fast as with 4 KiB). Readers never wait for the writer.
package final class Database: Sendable {
    /// For reads; writes go through `write` and `writeDurably`.
    let pool: DatabasePool
    let changeNumbers = ChangeNumbers()
    let deliveryArrivals = DeliveryArrivals()
    package let path: String

    /// Opens `sluice.sqlite` in `folder`, and makes both when missing: the folder 0700, the files 0600.
    ///
    /// Doesn't migrate: see `Migrator`. Throws `DatabaseUnusable`.
    package init(folder: String) throws {
        path = folder + "/" + Database.fileName
        do {
            try Database.prepare(folder: folder, file: path)
        } catch {
            throw DatabaseUnusable(folder: folder, error)
        }
        do {
            pool = try DatabasePool(path: path, configuration: Database.configuration)
        } catch let error as DatabaseError {
            throw DatabaseUnusable(file: path, error)
        }
        pool.add(transactionObserver: deliveryArrivals)
    }

    private static func prepare(folder: String, file: String) throws {
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder)
        // SQLite gives its -wal and -shm files the permissions of the main file.
        if !FileManager.default.fileExists(atPath: file) {
            _ = FileManager.default.createFile(atPath: file, contents: nil, attributes: [.posixPermissions: 0o600])
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
    }

    package static let fileName = "sluice.sqlite"

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.maximumReaderCount = 4
        configuration.label = "sluice"
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA page_size=16384")
            try db.execute(sql: "PRAGMA cache_size=-32000")
            try db.execute(sql: "PRAGMA wal_autocheckpoint=1000")
            try db.execute(sql: "PRAGMA journal_size_limit=67108864")
            try db.execute(sql: "PRAGMA foreign_keys=ON")
            // Removed credentials and records are overwritten, not only unlinked.
            try db.execute(sql: "PRAGMA secure_delete=ON")
        }
        return configuration
    }

    /// Leaves one file behind, without a write-ahead log beside it, unless somebody else has it open.
    package func close() throws {
        // A checkpoint that can't be had now is made by whoever opens the database next.
        try? pool.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
        try pool.close()
    }

    /// One transaction; a power cut right after it may undo it, a killed process can't.
    func write<Value: Sendable>(_ body: @Sendable @escaping (GRDB.Database) throws -> Value) async throws -> Value {
        try await mappingFullDisk { try await self.pool.write(body) }
    }

    /// One transaction that is on the disk when this returns: for answers, credentials and number blocks.
    func writeDurably<Value: Sendable>(
        _ body: @Sendable @escaping (GRDB.Database) throws -> Value
    ) async throws -> Value {
        try await mappingFullDisk {
            try await self.pool.writeWithoutTransaction { db in try db.durably(body) }
        }
    }

    func read<Value: Sendable>(_ body: @Sendable @escaping (GRDB.Database) throws -> Value) async throws -> Value {
        try await pool.read(body)
    }

    private func mappingFullDisk<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let error as DatabaseError where error.resultCode == .SQLITE_FULL {
            throw StoreFull()
        }
    }

    /// `ok`, or what SQLite finds wrong with the file.
    package func integrity() async throws -> String {
        try await read { db in try String.fetchOne(db, sql: "PRAGMA quick_check(1)") ?? "no answer" }
    }
}

extension GRDB.Database {
    /// Runs `body` in a transaction that is synced to the disk; must be called outside of any.
    func durably<Value>(_ body: (GRDB.Database) throws -> Value) throws -> Value {
        try execute(sql: "PRAGMA synchronous=FULL")
        defer { try? execute(sql: "PRAGMA synchronous=NORMAL") }
        var value: Value?
        try inTransaction(.immediate) {
            value = try body(self)
            return .commit
        }
        guard let value else { preconditionFailure("a transaction that didn't throw has run its body") }
        return value
    }
}

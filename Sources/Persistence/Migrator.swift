import Crypto
package import Domain
import Foundation
import GRDB
package import Migrations

/// Brings a database to the schema of this binary, forward only.
package struct Migrator: Sendable {
    private let migrations: [Migration]
    private let database: Database
    private let backups: MigrationBackup

    package init(_ database: Database, migrations: [Migration] = Migration.all) {
        self.database = database
        self.migrations = migrations
        backups = MigrationBackup(database: database)
    }

    /// One migration and whether the database has it.
    package struct Status: Sendable, Equatable {
        package let name: String
        package let appliedAt: Timestamp?
    }

    /// Every migration of this binary, as of a database that isn't there yet.
    package static var statusOfNone: [Status] { Migration.all.map { Status(name: $0.name, appliedAt: nil) } }

    /// Every migration of this binary; throws `MigrationError` for a database this binary can't work with.
    package func status() async throws -> [Status] {
        let applied = try await database.read { db in try Applied.all(in: db) }
        try check(applied)
        return migrations.map { migration in
            Status(name: migration.name, appliedAt: applied.first { $0.number == migration.number }?.at)
        }
    }

    /// Applies what is missing, each migration in a transaction of its own, and returns the names.
    ///
    /// A database that holds something is copied to `backups/` first, unless `backingUp` is false; the two newest
    /// copies are kept. Throws `MigrationError`; migrations before the one that failed stay applied.
    package func migrate(backingUp: Bool = true, now: Timestamp) async throws -> [String] {
        let missing = Set(try await status().filter { $0.appliedAt == nil }.map(\.name))
        let pending = migrations.filter { missing.contains($0.name) }
        guard let first = pending.first else { return [] }
        if backingUp, pending.count < migrations.count {
            try await backups.make(before: first.name, now: now)
        }
        for migration in pending {
            do {
                try await database.writeDurably { db in
                    try db.execute(sql: Applied.createTable)
                    try db.execute(sql: String(decoding: migration.sql, as: UTF8.self))
                    try Applied.insert(migration, at: now, in: db)
                }
            } catch let error as DatabaseError {
                throw MigrationError.failed(migration: migration.name, reason: error.message ?? "\(error)")
            }
        }
        return pending.map(\.name)
    }

    private func check(_ applied: [Applied]) throws {
        for row in applied {
            guard let migration = migrations.first(where: { $0.number == row.number }) else {
                throw MigrationError.databaseIsNewer(migration: row.name)
            }
            guard Applied.checksum(of: migration) == row.checksum else {
                throw MigrationError.edited(migration: migration.name)
            }
        }
    }
}

/// Why a database can't be used with this binary.
package enum MigrationError: Error, Sendable, Equatable, CustomStringConvertible {
    case databaseIsNewer(migration: String)
    case edited(migration: String)
    case failed(migration: String, reason: String)
    case noRoomForBackup(needed: Int64, free: Int64)

    package var description: String {
        switch self {
        case .databaseIsNewer(let migration):
            "the database has migration \(migration), which this binary doesn't know: "
                + "it was written by a newer sluice; start that one, or restore a backup"
        case .edited(let migration):
            "migration \(migration) is not the one that this database was made with: its text was edited; "
                + "use an unchanged build of sluice"
        case .failed(let migration, let reason):
            "migration \(migration) failed and was rolled back: \(reason)"
        case .noRoomForBackup(let needed, let free):
            "the backup before the migration needs \(needed >> 20) MiB, and \(free >> 20) MiB are free; "
                + "make room, or start with --no-backup"
        }
    }
}

/// A row of the table in which a database notes its migrations.
private struct Applied {
    let number: Int
    let name: String
    let checksum: String
    let at: Timestamp

    static let createTable = """
        CREATE TABLE IF NOT EXISTS schema_migration (
            number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL
        ) STRICT
        """

    static func all(in db: GRDB.Database) throws -> [Applied] {
        guard try db.tableExists("schema_migration") else { return [] }
        return try Row.fetchAll(db, sql: "SELECT * FROM schema_migration ORDER BY number").map { row in
            Applied(
                number: row["number"],
                name: row["name"],
                checksum: row["checksum"],
                at: Timestamp(milliseconds: row["applied_at"])
            )
        }
    }

    static func insert(_ migration: Migration, at now: Timestamp, in db: GRDB.Database) throws {
        try db.execute(
            sql: "INSERT INTO schema_migration (number, name, checksum, applied_at) VALUES (?, ?, ?, ?)",
            arguments: [migration.number, migration.name, checksum(of: migration), now.milliseconds]
        )
    }

    static func checksum(of migration: Migration) -> String {
        SHA256.hash(data: migration.sql).hexadecimal
    }
}

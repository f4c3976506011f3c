import Crypto
import Domain
import Foundation
import GRDB
import Migrations
import Support
import Testing

@testable import Persistence

@Suite struct MigratorTests {
    /// The first migration alone: what these tests put their own after, whatever was added since.
    private static let core = Array(Migration.all.prefix(1))
    private static let second = Migration(
        number: 2,
        name: "0002_add_colour",
        sql: Array("CREATE TABLE colour (id INTEGER)".utf8)
    )
    private static let third = Migration(
        number: 3,
        name: "0003_add_shape",
        sql: Array("CREATE TABLE shape (id INTEGER)".utf8)
    )

    private static func open() throws -> (TemporaryFolder, Persistence.Database) {
        let folder = try TemporaryFolder()
        return (folder, try Persistence.Database(folder: folder.path + "/data"))
    }

    private static func backups(_ folder: TemporaryFolder) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path + "/data/backups")) ?? []).sorted()
    }

    private static func permissions(_ path: String) throws -> Int {
        let value = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        return try #require((value as? NSNumber)?.intValue)
    }

    @Test func `status tells what is missing and changes nothing`() async throws {
        let (folder, database) = try MigratorTests.open()
        defer { withExtendedLifetime(folder) {} }
        let migrator = Migrator(database)
        let names = Migration.all.map(\.name)
        #expect(try await migrator.status().map(\.appliedAt) == names.map { _ in nil })
        #expect(try await migrator.status().map(\.name) == names)
        #expect(try await database.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") } == 0)
        #expect(try await migrator.migrate(now: StoreRig.now) == names)
        #expect(try await migrator.status().map(\.appliedAt) == names.map { _ in StoreRig.now })
        #expect(try await migrator.migrate(now: StoreRig.now) == [])
    }

    @Test func `an edited migration is refused`() async throws {
        let (folder, database) = try MigratorTests.open()
        defer { withExtendedLifetime(folder) {} }
        _ = try await Migrator(database).migrate(now: StoreRig.now)
        let edited = Migration(number: 1, name: "0001_create_core", sql: Migration.all[0].sql + Array(" ".utf8))
        await #expect(throws: MigrationError.edited(migration: "0001_create_core")) {
            try await Migrator(database, migrations: [edited]).status()
        }
    }

    @Test func `a database that is newer than the binary is refused`() async throws {
        let (folder, database) = try MigratorTests.open()
        defer { withExtendedLifetime(folder) {} }
        let migrator = Migrator(database, migrations: MigratorTests.core + [MigratorTests.second])
        _ = try await migrator.migrate(now: StoreRig.now)
        await #expect(throws: MigrationError.databaseIsNewer(migration: "0002_add_colour")) {
            try await Migrator(database, migrations: MigratorTests.core).migrate(now: StoreRig.now)
        }
    }

    @Test func `a failing migration leaves nothing, and the ones before it stay`() async throws {
        let (folder, database) = try MigratorTests.open()
        defer { withExtendedLifetime(folder) {} }
        let broken = Migration(
            number: 3,
            name: "0003_break",
            sql: Array("CREATE TABLE half (id INTEGER); CREATE TABLE half (id INTEGER)".utf8)
        )
        let migrator = Migrator(database, migrations: MigratorTests.core + [MigratorTests.second, broken])
        let error = await #expect(throws: MigrationError.self) { try await migrator.migrate(now: StoreRig.now) }
        #expect(error?.description.contains("0003_break failed and was rolled back") == true)
        #expect(try await database.read { db in try db.tableExists("half") } == false)
        #expect(try await database.read { db in try db.tableExists("colour") })
        #expect(try await migrator.status().map { $0.appliedAt != nil } == [true, true, false])
    }

    @Test func `a database with content is copied first, two copies are kept, and nobody else reads them`() async throws
    {
        let (folder, database) = try MigratorTests.open()
        _ = try await Migrator(database, migrations: MigratorTests.core).migrate(now: StoreRig.now)
        #expect(MigratorTests.backups(folder).isEmpty)
        let all =
            MigratorTests.core + [
                MigratorTests.second, MigratorTests.third,
                Migration(number: 4, name: "0004_add_size", sql: Array("CREATE TABLE size (id INTEGER)".utf8)),
            ]
        for count in 2...4 {
            let migrator = Migrator(database, migrations: Array(all.prefix(count)))
            _ = try await migrator.migrate(now: StoreRig.now + .seconds(count))
        }
        let copies = MigratorTests.backups(folder)
        #expect(
            copies.map { $0.suffix(24) } == [
                "before-0003_add_shape.sqlite".suffix(24), "before-0004_add_size.sqlite".suffix(24),
            ]
        )
        for copy in copies { #expect(try MigratorTests.permissions(folder.path + "/data/backups/" + copy) == 0o600) }
        #expect(try MigratorTests.permissions(folder.path + "/data/backups") == 0o700)
        let queue = try DatabaseQueue(path: folder.path + "/data/backups/" + copies[0])
        #expect(try await queue.read { db in try db.tableExists("colour") })
        #expect(try await queue.read { db in try db.tableExists("shape") } == false)
    }

    @Test func `without backup none is made`() async throws {
        let (folder, database) = try MigratorTests.open()
        _ = try await Migrator(database, migrations: MigratorTests.core).migrate(now: StoreRig.now)
        let migrator = Migrator(database, migrations: MigratorTests.core + [MigratorTests.second])
        #expect(try await migrator.migrate(backingUp: false, now: StoreRig.now) == ["0002_add_colour"])
        #expect(MigratorTests.backups(folder).isEmpty)
    }

    @Test func `the checksums beside the migrations are theirs, and the binary carries every file`() throws {
        let folder = SluiceBinary.packageFile("Migrations")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".sql") }.sorted()
        #expect(files == Migration.all.map { $0.name + ".sql" })
        #expect(Migration.all.map(\.number) == Array(1...Migration.all.count))
        let lines = try files.map { file in
            let data = try #require(FileManager.default.contents(atPath: "\(folder)/\(file)"))
            #expect(Migration.all.contains { $0.sql == Array(data) })
            return SHA256.hash(data: data).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "  \(file)"
        }
        let noted = try #require(FileManager.default.contents(atPath: folder + "/checksums"))
        #expect(String(decoding: noted, as: UTF8.self).split(separator: "\n").map(String.init) == lines)
    }

    @Test func `the folder is 0700 and every file in it 0600`() async throws {
        let rig = try await StoreRig()
        let folder = rig.folder.path + "/data"
        #expect(try MigratorTests.permissions(folder) == 0o700)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(Set(files) == ["sluice.sqlite", "sluice.sqlite-wal", "sluice.sqlite-shm"])
        for file in files { #expect(try MigratorTests.permissions("\(folder)/\(file)") == 0o600) }
    }
}

import ArgumentParser
import Domain
import Persistence

/// `sluice migrate`: brings the database to this binary's schema.
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Apply missing migrations; the server does it at start too.",
        discussion: Settings.help
    )

    @Flag(help: "Only list the migrations and whether the database has them.")
    var status = false

    @Flag(help: "Only list what would be applied.")
    var dryRun = false

    func run() async throws {
        let configuration = Configuration.current
        if status || dryRun, !configuration.hasDatabase { return list(Migrator.statusOfNone) }
        let database = try Database(folder: configuration.dataDir)
        let migrator = Migrator(database)
        if status || dryRun {
            list(try await migrator.status())
        } else {
            let applied = try await migrator.migrate(
                backingUp: !configuration.migratesWithoutBackup,
                now: Ambient.live.now()
            )
            for name in applied { print("applied \(name)") }
            if applied.isEmpty { print("nothing to apply") }
        }
        try database.close()
    }

    private func list(_ rows: [Migrator.Status]) {
        guard !status else {
            for row in rows { print("\(row.name)  \(row.appliedAt.map { "applied \($0)" } ?? "missing")") }
            return
        }
        let missing = rows.filter { $0.appliedAt == nil }
        for row in missing { print("would apply \(row.name)") }
        if missing.isEmpty { print("nothing to apply") }
    }
}

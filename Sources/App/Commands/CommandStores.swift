import Domain
import Engine
import Integrations
import Logging
import Persistence

/// The stores that need no key, for commands that work beside a running server.
struct CommandStores {
    let database: Database
    let environments: SQLiteEnvironmentStore

    /// Opens the configured data folder for those who look at what is there; throws where nothing is.
    static func openExisting() async throws -> CommandStores {
        let configuration = Configuration.current
        guard configuration.hasDatabase else {
            throw CommandFailure("\(configuration.databasePath) doesn't exist; sluice serve makes it")
        }
        return try await open()
    }

    /// Opens the configured data folder, and migrates it when it is new.
    static func open() async throws -> CommandStores {
        let configuration = Configuration.current
        let database = try Database(folder: configuration.dataDir)
        _ = try await Migrator(database).migrate(
            backingUp: !configuration.migratesWithoutBackup,
            now: Ambient.live.now()
        )
        let integrations = SQLiteIntegrationStore(database, ambient: .live)
        try await integrations.register(Composition.integrations(of: Catalog(), now: Ambient.live.now()))
        return CommandStores(
            database: database,
            environments: SQLiteEnvironmentStore(database, ambient: .live)
        )
    }
}

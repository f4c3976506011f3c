package import API
package import Domain
package import Engine
import Foundation
import Integrations
package import Logging
package import Persistence
package import ServiceLifecycle

/// The parts of the server, put together.
package struct Composition: Sendable {
    package let database: Database
    package let environments: SQLiteEnvironmentStore
    package let integrations: SQLiteIntegrationStore
    package let accounts: SQLiteAccountStore
    package let webhooks: SQLiteWebhookStore
    package let outbox: SQLiteOutboxStore
    package let jobs: SQLiteSyncJobStore
    package let runs: SQLiteRunStore
    package let records: SQLiteRecordStore
    package let links: SQLiteLinkTokenStore
    package let connectAccount: ConnectAccount
    package let publicAddress: PublicAddress
    package let createRun: CreateRun
    package let events: RunEvents
    package let parts: ServerParts
    /// Closes what calls out when the server has stopped.
    package let transport: TransportService
    package let scheduler: Scheduler
    package let deliveries: OutboxWorker
    /// What the plugins of the operator's folder are read by.
    let plugins: PluginLoader
    private let watcher: PluginWatcher
    private let hasPluginsFolder: Bool

    /// Opens and migrates the database, finds the key, and builds everything, top to bottom.
    package init(_ configuration: Configuration, ambient: Ambient = .live, logger: Logger) async throws {
        hasPluginsFolder = configuration.pluginsDir != nil
        database = try Database(folder: configuration.dataDir)
        let applied = try await Migrator(database)
            .migrate(backingUp: !configuration.migratesWithoutBackup, now: ambient.now())
        for name in applied { logger.info("migration applied", metadata: ["migration": "\(name)"]) }
        try KeyFile.protect(configuration, logger: logger)
        let box = try await KeyFile.box(for: database, configuration)
        let catalog = Catalog()
        let models = CurrentModels(try UnifiedCatalog.builtIn())
        let loader = PluginLoader(catalog: catalog, models: models, folder: configuration.pluginsDir, logger: logger)
        plugins = loader
        let settings = configuration.engine

        environments = SQLiteEnvironmentStore(database, ambient: ambient)
        integrations = SQLiteIntegrationStore(database, ambient: ambient)
        accounts = SQLiteAccountStore(database, box: box)
        webhooks = SQLiteWebhookStore(database, box: box)
        outbox = SQLiteOutboxStore(database, box: box)
        jobs = SQLiteSyncJobStore(database)
        runs = SQLiteRunStore(database)
        records = SQLiteRecordStore(database)
        let integrations = integrations
        let readPlugins: @Sendable () async throws -> Bool = {
            guard try loader.load(given: try await integrations.given()) else { return false }
            try await integrations.register(Composition.integrations(of: catalog, now: ambient.now()))
            return true
        }
        _ = try await readPlugins()
        try await integrations.register(Composition.integrations(of: catalog, now: ambient.now()))
        watcher = PluginWatcher(read: readPlugins, ambient: ambient, logger: logger)

        let unifiedModels = SQLiteUnifiedModelStore(database)
        let vendors = Vendors(catalog: catalog, models: models, overrides: unifiedModels)

        let http = AsyncHTTPTransport(settings: configuration.http)
        transport = TransportService(transport: http)
        let apps = SQLiteOAuthAppStore(database, box: box)
        let sessions = AccountSessions(
            accounts: accounts,
            apps: apps,
            catalog: catalog,
            transport: http,
            settings: settings,
            ambient: ambient
        )
        let testAccount = TestAccount(catalog: catalog, sessions: sessions, transport: http, ambient: ambient)
        let links = SQLiteLinkTokenStore(database, box: box)
        self.links = links
        let connectAccount = ConnectAccount(
            links: links,
            accounts: accounts,
            integrations: integrations,
            apps: apps,
            catalog: catalog,
            sessions: sessions,
            testAccount: testAccount,
            transport: http,
            ambient: ambient
        )
        self.connectAccount = connectAccount
        let publicAddress = configuration.publicAddress
        self.publicAddress = publicAddress
        let health = EngineHealth()
        events = RunEvents()
        let stops = StopSignals()
        let gates = OutboxGates()
        let sender = WebhookSender(transport: http, ambient: ambient)
        let executor = RunExecutor(
            runs: runs,
            accounts: accounts,
            webhooks: webhooks,
            outbox: outbox,
            gates: gates,
            sessions: sessions,
            vendors: vendors,
            transport: http,
            health: health,
            events: events,
            settings: settings,
            ambient: ambient,
            logger: logger
        )
        let records = records
        let outbox = outbox
        let scheduler = Scheduler(
            executor: executor,
            runs: runs,
            stops: stops,
            settings: settings,
            ambient: ambient,
            logger: logger,
            purge: {
                try await records.purgeDeleted()
                try await outbox.purge(retention: settings.delivery.retention, now: ambient.now())
            }
        )
        self.scheduler = scheduler
        deliveries = OutboxWorker(
            outbox: outbox,
            sender: sender,
            gates: gates,
            stops: stops,
            settings: settings,
            ambient: ambient,
            logger: logger
        )
        createRun = CreateRun(
            jobs: jobs,
            integrations: integrations,
            accounts: accounts,
            webhooks: webhooks,
            runs: runs,
            vendors: vendors,
            ambient: ambient,
            wake: { scheduler.wake() }
        )
        parts = ServerParts(
            environments: environments,
            integrations: integrations,
            apps: apps,
            accounts: accounts,
            webhooks: webhooks,
            outbox: outbox,
            jobs: jobs,
            runs: runs,
            records: records,
            idempotency: SQLiteIdempotencyStore(database, box: box),
            unifiedModels: unifiedModels,
            vendors: vendors,
            links: links,
            connectAccount: connectAccount,
            publicAddress: publicAddress,
            sessions: sessions,
            createRun: createRun,
            stopRun: StopRun(runs: runs, signals: stops, ambient: ambient),
            testAccount: testAccount,
            passThrough: PassThrough(
                vendors: vendors,
                integrations: integrations,
                sessions: sessions,
                transport: http,
                ambient: ambient
            ),
            saveIntegration: SaveIntegration(
                integrations: integrations,
                vendors: vendors,
                changed: { _ = try await readPlugins() }
            ),
            saveWebhook: SaveWebhook(webhooks: webhooks, transport: http, stops: stops, ambient: ambient),
            testWebhook: TestWebhook(sender: sender, ambient: ambient),
            health: health,
            ambient: ambient
        )
    }

    static func integrations(of catalog: Catalog, now: Timestamp) -> [Integration] {
        catalog.adapters.map { adapter in
            Integration(
                id: .init(Fingerprint.id(of: "integration \(adapter.name)")),
                name: adapter.name,
                category: adapter.category,
                isBeta: false,
                sharing: .allow,
                version: 1,
                createdAt: now,
                updatedAt: now
            )
        }
    }

    /// Builds everything, hands it to `body`, and closes it however that ends.
    static func using<Value: Sendable>(
        _ configuration: Configuration,
        logger: Logger,
        _ body: (Composition) async throws -> Value
    ) async throws -> Value {
        let composition = try await Composition(configuration, logger: logger)
        let value: Value
        do {
            value = try await body(composition)
        } catch {
            try? await composition.close()
            throw error
        }
        try await composition.close()
        return value
    }

    private func close() async throws {
        try await transport.close()
        try database.close()
    }

    /// The long-lived parts; started in this order, stopped in reverse: what calls out first, HTTP last.
    package func services(
        _ configuration: Configuration,
        logger: Logger,
        onRunning: @escaping @Sendable (Int) async -> Void
    ) -> [any Service] {
        let server = Server.application(
            parts,
            host: configuration.host,
            port: configuration.port,
            logger: logger,
            onRunning: onRunning
        )
        return [transport, deliveries, scheduler] + (hasPluginsFolder ? [watcher] : []) + [server]
    }
}

package import Domain
package import Engine
package import Hummingbird
package import Logging
import NIOCore

/// What the server needs of the rest of the house.
package struct ServerParts: Sendable {
    package var environments: any EnvironmentStore
    package var integrations: any IntegrationStore
    package var apps: any OAuthAppStore
    package var accounts: any AccountStore
    package var webhooks: any WebhookStore
    package var outbox: any OutboxStore
    package var jobs: any SyncJobStore
    package var runs: any RunStore
    package var records: any RecordStore
    package var idempotency: any IdempotencyStore
    package var unifiedModels: any UnifiedModelStore
    package var vendors: Vendors
    package var links: any LinkTokenStore
    package var connectAccount: ConnectAccount
    package var publicAddress: PublicAddress
    package var sessions: AccountSessions
    package var createRun: CreateRun
    package var stopRun: StopRun
    package var testAccount: TestAccount
    package var passThrough: PassThrough
    package var saveIntegration: SaveIntegration
    package var saveWebhook: SaveWebhook
    package var testWebhook: TestWebhook
    package var health: EngineHealth
    package var ambient: Ambient

    package init(
        environments: any EnvironmentStore,
        integrations: any IntegrationStore,
        apps: any OAuthAppStore,
        accounts: any AccountStore,
        webhooks: any WebhookStore,
        outbox: any OutboxStore,
        jobs: any SyncJobStore,
        runs: any RunStore,
        records: any RecordStore,
        idempotency: any IdempotencyStore,
        unifiedModels: any UnifiedModelStore,
        vendors: Vendors,
        links: any LinkTokenStore,
        connectAccount: ConnectAccount,
        publicAddress: PublicAddress,
        sessions: AccountSessions,
        createRun: CreateRun,
        stopRun: StopRun,
        testAccount: TestAccount,
        passThrough: PassThrough,
        saveIntegration: SaveIntegration,
        saveWebhook: SaveWebhook,
        testWebhook: TestWebhook,
        health: EngineHealth,
        ambient: Ambient
    ) {
        self.environments = environments
        self.integrations = integrations
        self.apps = apps
        self.accounts = accounts
        self.webhooks = webhooks
        self.outbox = outbox
        self.jobs = jobs
        self.runs = runs
        self.records = records
        self.idempotency = idempotency
        self.unifiedModels = unifiedModels
        self.vendors = vendors
        self.links = links
        self.connectAccount = connectAccount
        self.publicAddress = publicAddress
        self.sessions = sessions
        self.createRun = createRun
        self.stopRun = stopRun
        self.testAccount = testAccount
        self.passThrough = passThrough
        self.saveIntegration = saveIntegration
        self.saveWebhook = saveWebhook
        self.testWebhook = testWebhook
        self.health = health
        self.ambient = ambient
    }
}

/// The HTTP server: every route of the contract that is built, in reading order.
package enum Server {
    /// `onRunning` is told the port once the server listens.
    package static func application(
        _ parts: ServerParts,
        host: String,
        port: Int,
        logger: Logger,
        onRunning: @escaping @Sendable (Int) async -> Void
    ) -> some ApplicationProtocol {
        Application(
            router: router(parts),
            configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: "sluice"),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? port
                parts.publicAddress.listens(on: port)
                await onRunning(port)
            },
            logger: logger
        )
    }

    private static func router(_ parts: ServerParts) -> Router<APIContext> {
        let idempotency = Idempotency(store: parts.idempotency, ambient: parts.ambient)
        let saveAccount = SaveAccount(
            accounts: parts.accounts,
            catalog: parts.vendors.catalog,
            sessions: parts.sessions,
            ambient: parts.ambient
        )
        let router = Router(context: APIContext.self)
        router.add(middleware: ErrorMiddleware())
        HealthRoutes(records: parts.records, health: parts.health).add(to: router)

        ConnectRoutes(connectAccount: parts.connectAccount, address: parts.publicAddress).add(to: router)

        let routes = router.group().add(middleware: TokenMiddleware(environments: parts.environments))
        EnvironmentRoutes(environments: parts.environments).add(to: routes)
        IntegrationRoutes(
            integrations: parts.integrations,
            vendors: parts.vendors,
            save: parts.saveIntegration,
            idempotency: idempotency,
            ambient: parts.ambient
        ).add(to: routes)
        EnvironmentIntegrationRoutes(
            integrations: parts.integrations,
            apps: parts.apps,
            sessions: parts.sessions,
            vendors: parts.vendors,
            ambient: parts.ambient,
            idempotency: idempotency
        ).add(to: routes)
        AccountRoutes(
            accounts: parts.accounts,
            integrations: parts.integrations,
            saveAccount: saveAccount,
            testAccount: parts.testAccount,
            sessions: parts.sessions,
            ambient: parts.ambient,
            idempotency: idempotency
        ).add(to: routes)
        LinkTokenRoutes(
            links: parts.links,
            accounts: parts.accounts,
            integrations: parts.integrations,
            ambient: parts.ambient,
            idempotency: idempotency
        ).add(to: routes)
        SyncJobRoutes(
            jobs: parts.jobs,
            saveSyncJob: SaveSyncJob(jobs: parts.jobs, vendors: parts.vendors, ambient: parts.ambient),
            ambient: parts.ambient,
            idempotency: idempotency
        ).add(to: routes)
        RunRoutes(
            runs: parts.runs,
            outbox: parts.outbox,
            createRun: parts.createRun,
            stopRun: parts.stopRun,
            health: parts.health,
            ambient: parts.ambient,
            idempotency: idempotency
        ).add(to: routes)
        WebhookRoutes(
            webhooks: parts.webhooks,
            saveWebhook: parts.saveWebhook,
            testWebhook: parts.testWebhook,
            ambient: parts.ambient,
            idempotency: idempotency
        ).add(to: routes)
        DeliveryRoutes(
            webhooks: parts.webhooks,
            outbox: parts.outbox,
            ambient: parts.ambient,
            idempotency: idempotency
        ).add(to: routes)
        let reading = CallReading(accounts: parts.accounts)
        ProxyRoutes(reading: reading, passThrough: parts.passThrough, idempotency: idempotency).add(to: routes)
        UnifiedRoutes(reading: reading, passThrough: parts.passThrough, idempotency: idempotency).add(to: routes)
        RecordRoutes(records: parts.records).add(to: routes)
        UnifiedModelRoutes(vendors: parts.vendors).add(to: routes)
        EnvironmentUnifiedModelRoutes(
            vendors: parts.vendors,
            save: SaveEnvironmentUnifiedModel(
                models: parts.unifiedModels,
                vendors: parts.vendors,
                ambient: parts.ambient
            ),
            idempotency: idempotency
        ).add(to: routes)
        PreviewRoutes(
            unified: parts.vendors.unified,
            preview: PreviewMapping(vendors: parts.vendors, accounts: parts.accounts, ambient: parts.ambient)
        ).add(to: routes)
        ExpressionRoutes(evaluate: EvaluateExpression(records: parts.records)).add(to: routes)
        WrongMethods.refuse(on: router)
        return router
    }
}

package import Domain

/// The sessions of all accounts in use, one an account, shared by everything that calls a vendor.
package actor AccountSessions {
    private var sessions: [IntegratedAccount.ID: AccountSession] = [:]
    private let accounts: any AccountStore
    private let apps: any OAuthAppStore
    private let catalog: any AdapterCatalog
    private let transport: any HTTPTransport
    private let settings: EngineSettings
    private let ambient: Ambient

    package init(
        accounts: any AccountStore,
        apps: any OAuthAppStore,
        catalog: any AdapterCatalog,
        transport: any HTTPTransport,
        settings: EngineSettings,
        ambient: Ambient
    ) {
        self.accounts = accounts
        self.apps = apps
        self.catalog = catalog
        self.transport = transport
        self.settings = settings
        self.ambient = ambient
    }

    /// Throws `unsendable` for an integration that this server doesn't have.
    func session(
        of account: IntegratedAccount.ID,
        integration: String,
        in environment: Environment.ID
    ) throws(IntegrationError) -> AccountSession {
        if let known = sessions[account] { return known }
        guard let adapter = catalog.adapter(named: integration) else {
            throw IntegrationError(.unsendable, message: "this server has no integration \"\(integration)\"")
        }
        let catalog = catalog
        let current: @Sendable () -> any Adapter = { catalog.adapter(named: integration) ?? adapter }
        let session = newSession(current, of: account, in: environment, accounts)
        sessions[account] = session
        return session
    }

    /// A session of its own for an account that only `store` knows.
    nonisolated func session(
        _ adapter: any Adapter,
        of account: IntegratedAccount,
        in store: any AccountStore
    ) -> AccountSession {
        newSession({ adapter }, of: account.id, in: account.environmentID, store)
    }

    private nonisolated func newSession(
        _ adapter: @escaping @Sendable () -> any Adapter,
        of account: IntegratedAccount.ID,
        in environment: Environment.ID,
        _ accounts: any AccountStore
    ) -> AccountSession {
        AccountSession(
            id: account,
            environment: environment,
            accounts: accounts,
            apps: apps,
            adapter: adapter,
            transport: transport,
            limiter: AccountLimiter(ceiling: settings.callsPerAccount, budget: adapter().budget, ambient: ambient),
            policy: settings.retry,
            ambient: ambient
        )
    }

    /// To be called after an account was changed or deleted.
    package func reload(_ account: IntegratedAccount.ID) async { await sessions[account]?.reload() }

    /// To be called after an integration of the environment was changed.
    package func reload(in environment: Environment.ID) async {
        for session in sessions.values where session.environment == environment { await session.reload() }
    }
}

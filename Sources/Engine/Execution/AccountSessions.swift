package import Domain

/// The sessions of all accounts in use, one an account, shared by everything that calls a vendor.
package actor AccountSessions {
    private var sessions: [IntegratedAccount.ID: AccountSession] = [:]
    private let accounts: any AccountStore
    private let catalog: any AdapterCatalog
    private let transport: any HTTPTransport
    private let settings: EngineSettings
    private let ambient: Ambient

    package init(
        accounts: any AccountStore,
        catalog: any AdapterCatalog,
        transport: any HTTPTransport,
        settings: EngineSettings,
        ambient: Ambient
    ) {
        self.accounts = accounts
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
        let session = AccountSession(
            id: account,
            environment: environment,
            accounts: accounts,
            adapter: adapter,
            transport: transport,
            limiter: AccountLimiter(ceiling: settings.callsPerAccount, ambient: ambient),
            policy: settings.retry,
            ambient: ambient
        )
        sessions[account] = session
        return session
    }

    /// To be called after an account was changed or deleted.
    package func reload(_ account: IntegratedAccount.ID) async { await sessions[account]?.reload() }
}

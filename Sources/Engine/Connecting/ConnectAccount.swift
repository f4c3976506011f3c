package import Domain
import JSON

/// Connects accounts: by a link that its holder follows, or from the command line.
///
/// Nothing is stored before a call to the vendor went through.
package struct ConnectAccount: Sendable {
    let links: any LinkTokenStore
    let accounts: any AccountStore
    let integrations: any IntegrationStore
    let apps: any OAuthAppStore
    let catalog: any AdapterCatalog
    let sessions: AccountSessions
    let testAccount: TestAccount
    let transport: any HTTPTransport
    let ambient: Ambient

    package init(
        links: any LinkTokenStore,
        accounts: any AccountStore,
        integrations: any IntegrationStore,
        apps: any OAuthAppStore,
        catalog: any AdapterCatalog,
        sessions: AccountSessions,
        testAccount: TestAccount,
        transport: any HTTPTransport,
        ambient: Ambient
    ) {
        self.links = links
        self.accounts = accounts
        self.integrations = integrations
        self.apps = apps
        self.catalog = catalog
        self.sessions = sessions
        self.testAccount = testAccount
        self.transport = transport
        self.ambient = ambient
    }

    /// The invitation that a link's text stands for; nil when it is unknown, used, too old, or its account is gone.
    package func invitation(_ text: String) async throws -> ConnectInvitation? {
        guard let token = try await links.token(text, now: ambient.now()) else { return nil }
        var account: IntegratedAccount?
        if let id = token.reconnects {
            account = try await accounts.account(id, in: token.environmentID)
            if account == nil { return nil }
        }
        let choices = try await choices(of: token, account)
        return ConnectInvitation(text: text, token: token, account: account, choices: choices)
    }

    private func choices(
        of token: LinkToken,
        _ account: IntegratedAccount?
    ) async throws -> [ConnectInvitation.Choice] {
        var query = ListQuery()
        query.limit = 1_000
        let all = try await integrations.environmentIntegrations(query, in: token.environmentID).elements
        var choices: [ConnectInvitation.Choice] = []
        for installed in all where installed.isEnabled {
            if let account {
                guard installed.id == account.environmentIntegrationID else { continue }
            } else {
                let isNamed = token.installations.contains(installed.id)
                guard token.installations.isEmpty ? installed.showInCatalog : isNamed else { continue }
            }
            guard let adapter = catalog.adapter(named: installed.integrationName) else { continue }
            let app = try await apps.app(of: installed.id, in: token.environmentID)
            let base = ConnectInvitation.base(of: token, account, adapter)
            let canSignIn = base.signingIn(by: app)["client_secret"] != nil
            let methods = adapter.connectionMethods.filter { !$0.isSignIn || canSignIn }
            guard !methods.isEmpty else { continue }
            choices.append(.init(installed: installed, adapter: adapter, app: app, methods: methods, base: base))
        }
        return choices.sorted { $0.adapter.label < $1.adapter.label }
    }

    /// Tries what was typed, and connects the account when the vendor takes it.
    ///
    /// Throws `ConnectFailure`.
    package func connect(
        _ invitation: ConnectInvitation,
        _ choice: ConnectInvitation.Choice,
        _ method: ConnectionMethod,
        typed: [String: String]
    ) async throws -> IntegratedAccount {
        let values = try read(typed, method)
        try await begin(invitation)
        let context = choice.context(adding: values, by: method)
        return try await finish(invitation, choice, method, context)
    }

    /// The typed values.
    func read(_ typed: [String: String], _ method: ConnectionMethod) throws -> JSONObject {
        do {
            return try ConnectionForm(method).read(typed)
        } catch {
            throw ConnectFailure.invalid(error.failures)
        }
    }

    /// Counts a try.
    func begin(_ invitation: ConnectInvitation) async throws {
        if let wait = try await links.beginAttempt(invitation.token.id, now: ambient.now()) {
            throw ConnectFailure.tooManyAttempts(wait)
        }
    }

    /// Tries the context, and stores the account with it.
    func finish(
        _ invitation: ConnectInvitation,
        _ choice: ConnectInvitation.Choice,
        _ method: ConnectionMethod,
        _ context: AccountContext
    ) async throws -> IntegratedAccount {
        let tried = try await tried(
            candidate(choice, method, context, tenantID: invitation.tenantID, id: invitation.account?.id),
            choice.adapter
        )
        let now = ambient.now()
        guard let stored = try await links.connect(tried, by: invitation.token.id, now: now) else {
            throw ConnectFailure.linkUsed
        }
        await sessions.reload(stored.id)
        return stored
    }

    /// The account as the vendor took it, active; throws `ConnectFailure` when it didn't.
    func tried(_ candidate: IntegratedAccount, _ adapter: any Adapter) async throws -> IntegratedAccount {
        let problems = adapter.problems(in: candidate.context)
        guard problems.isEmpty else { throw ConnectFailure.invalid(problems) }
        let (report, account) = try await testAccount.trial(of: candidate)
        if let error = report.error { throw ConnectFailure.refused(error) }
        var connected = account
        connected.status = .active
        connected.lastError = nil
        return connected
    }

    func candidate(
        _ choice: ConnectInvitation.Choice,
        _ method: ConnectionMethod,
        _ context: AccountContext,
        tenantID: String,
        id: IntegratedAccount.ID?
    ) -> IntegratedAccount {
        let now = ambient.now()
        return IntegratedAccount(
            id: id ?? .init(ambient.newID()),
            environmentID: choice.installed.environmentID,
            environmentIntegrationID: choice.installed.id,
            integrationName: choice.installed.integrationName,
            tenantID: tenantID,
            context: context,
            status: .connecting,
            lastError: nil,
            authenticationMethod: method.authenticationMethod.rawValue,
            region: AccountRegion.wnam.rawValue,
            createdAt: now,
            updatedAt: now
        )
    }
}

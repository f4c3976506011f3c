package import Domain

// Connecting without a link, by somebody who has the server's machine.
extension ConnectAccount {
    /// The integration of that name as the environment uses it; nil where it isn't there or is switched off.
    package func choice(
        named name: String,
        in environment: Environment.ID,
        base: AccountContext
    ) async throws -> ConnectInvitation.Choice? {
        guard let adapter = catalog.adapter(named: name),
            let installed = try await integrations.environmentIntegration(named: name, in: environment),
            installed.isEnabled
        else { return nil }
        let app = try await apps.app(of: installed.id, in: environment)
        return .init(installed: installed, adapter: adapter, app: app, methods: adapter.connectionMethods, base: base)
    }

    /// Tries what was typed, and stores a new account with it.
    ///
    /// Throws `ConnectFailure`.
    package func add(
        _ choice: ConnectInvitation.Choice,
        _ method: ConnectionMethod,
        typed: [String: String],
        tenantID: String
    ) async throws -> IntegratedAccount {
        let context = choice.context(adding: try read(typed, method), by: method)
        let candidate = candidate(choice, method, context, tenantID: tenantID, id: nil)
        return try await accounts.insert(try await tried(candidate, choice.adapter))
    }
}

package import Domain
package import JSON

/// Creates and changes accounts, with what decides where their credentials may go watched over.
package struct SaveAccount: Sendable {
    private let accounts: any AccountStore
    private let catalog: any AdapterCatalog
    private let sessions: AccountSessions
    private let ambient: Ambient

    package init(
        accounts: any AccountStore,
        catalog: any AdapterCatalog,
        sessions: AccountSessions,
        ambient: Ambient
    ) {
        self.accounts = accounts
        self.catalog = catalog
        self.sessions = sessions
        self.ambient = ambient
    }

    /// Stores a checked account; throws `ValidationError` with paths below `context`.
    package func create(_ account: IntegratedAccount) async throws -> (account: IntegratedAccount, warnings: [String]) {
        let warnings = try check(account)
        return (try await accounts.insert(account), warnings)
    }

    /// Merges `context` into the account's own.
    ///
    /// When a key that decides the host changes, secrets that are not sent along are dropped: they must not travel to an
    /// address that whoever gave them never saw.
    package func update(
        _ account: IntegratedAccount,
        context: JSONObject?
    ) async throws -> (account: IntegratedAccount, warnings: [String]) {
        var account = account
        if let context {
            let adapter = catalog.adapter(named: account.integrationName)
            let movesHost = adapter?.hostKeys.contains { key in
                context[key].map { $0 != account.context.fields[key] } ?? false
            }
            if movesHost == true { account.context = AccountContext(account.context.withoutSecrets) }
            for (key, value) in context { account.context.fields[key] = value.isNull ? nil : value }
            if account.status == .needsReauth {
                account.status = .active
                account.lastError = nil
            }
        }
        account.updatedAt = max(ambient.now(), account.updatedAt + .milliseconds(1))
        let warnings = try check(account)
        try await accounts.update(account)
        await sessions.reload(account.id)
        return (account, warnings)
    }

    private func check(_ account: IntegratedAccount) throws(ValidationError) -> [String] {
        guard let adapter = catalog.adapter(named: account.integrationName) else {
            throw ValidationError("integration_name", "there is no integration \"\(account.integrationName)\"")
        }
        let problems = adapter.problems(in: account.context).map { failure in
            ValidationFailure(failure.path.isEmpty ? "context" : "context.\(failure.path)", failure.message)
        }
        guard problems.isEmpty else { throw ValidationError(problems) }
        return adapter.warnings(for: account.context)
    }
}

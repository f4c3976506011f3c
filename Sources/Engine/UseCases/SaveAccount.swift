package import Domain
package import JSON

/// What a body says of an account; what it doesn't say stays.
package struct AccountChanges: Sendable {
    package var tenantID: String?
    package var status: IntegratedAccount.Status?
    package var authenticationMethod: AuthenticationMethod?
    package var region: AccountRegion?
    /// Merged into the account's own, key by key; null removes.
    package var context: JSONObject?

    package init() {}
}

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

    /// The changed account and what is worth saying about it; nil when there is none.
    ///
    /// When a key that decides the host changes, secrets that are not sent along are dropped: they must not travel to an
    /// address that whoever gave them never saw. Throws `ValidationError`, and stores nothing then.
    package func update(
        _ id: IntegratedAccount.ID,
        _ changes: AccountChanges,
        in environment: Environment.ID
    ) async throws -> (account: IntegratedAccount, warnings: [String])? {
        let now = ambient.now()
        let updated = try await accounts.update(id, in: environment, by: .caller) { account in
            account.tenantID = changes.tenantID ?? account.tenantID
            account.authenticationMethod = changes.authenticationMethod?.rawValue ?? account.authenticationMethod
            account.region = changes.region?.rawValue ?? account.region
            if let context = changes.context { merge(context, into: &account) }
            account.status = changes.status ?? account.status
            account.updatedAt = max(now, account.updatedAt + .milliseconds(1))
            return try check(account)
        }
        await sessions.reload(id)
        return updated.map { ($0.account, $0.value) }
    }

    private func merge(_ context: JSONObject, into account: inout IntegratedAccount) {
        let hostKeys = catalog.adapter(named: account.integrationName)?.hostKeys ?? []
        let own = account.context.fields
        let movesHost = hostKeys.contains { key in
            context[key].map { ($0.isNull ? .none : .some($0)) != own[key] } ?? false
        }
        if movesHost { account.context = AccountContext(account.context.withoutSecrets) }
        for (key, value) in context { account.context.fields[key] = value.isNull ? .none : .some(value) }
        guard account.status == .needsReauth else { return }
        account.status = .active
        account.lastError = nil
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

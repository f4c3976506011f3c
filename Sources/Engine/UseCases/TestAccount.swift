package import Domain

/// Checks an account's credentials with one cheap call, as any sync would make it.
package struct TestAccount: Sendable {
    /// What the vendor said.
    package struct Report: Sendable, Equatable {
        /// Nil when the call went through.
        package let error: IntegrationError?
    }

    private let catalog: any AdapterCatalog
    private let sessions: AccountSessions
    private let transport: any HTTPTransport
    private let ambient: Ambient

    package init(
        catalog: any AdapterCatalog,
        sessions: AccountSessions,
        transport: any HTTPTransport,
        ambient: Ambient
    ) {
        self.catalog = catalog
        self.sessions = sessions
        self.transport = transport
        self.ambient = ambient
    }

    package func callAsFunction(_ account: IntegratedAccount) async throws -> Report {
        guard let adapter = catalog.adapter(named: account.integrationName) else { return TestAccount.unknown }
        let session = try await sessions.session(
            of: account.id,
            integration: account.integrationName,
            in: account.environmentID
        )
        return try await test(account, adapter, session)
    }

    /// Checks an account that isn't stored, and stores nothing.
    ///
    /// Returns it as it is afterwards: with the tokens that it was given on the way, which may be the only good ones.
    package func trial(of candidate: IntegratedAccount) async throws -> (report: Report, account: IntegratedAccount) {
        guard let adapter = catalog.adapter(named: candidate.integrationName) else {
            return (TestAccount.unknown, candidate)
        }
        let store = CandidateStore(candidate)
        let report = try await test(candidate, adapter, sessions.session(adapter, of: candidate, in: store))
        return (report, await store.candidate)
    }

    private static let unknown = Report(
        error: IntegrationError(.unsendable, message: "this server has no such integration")
    )

    private func test(
        _ account: IntegratedAccount,
        _ adapter: any Adapter,
        _ session: AccountSession
    ) async throws -> Report {
        let runner = CallRunner.impatient(adapter, session, transport, ambient)
        let outcome = try await runner.page(
            of: adapter.testCall(for: account.context, now: ambient.now()),
            after: nil,
            for: nil,
            writes: false,
            observer: SilentObserver()
        )
        guard case .failure(let error) = outcome.result else { return Report(error: nil) }
        return Report(error: outcome.redaction.clean(error))
    }
}

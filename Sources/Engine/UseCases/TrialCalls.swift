package import Domain

/// Makes calls of an account that is stored nowhere, as runs make them: their limiter, their tries, their renewed tokens.
package struct TrialCalls: Sendable {
    private let runner: CallRunner
    private let candidate: CandidateStore

    package init(
        _ adapter: any Adapter,
        account: IntegratedAccount,
        transport: any HTTPTransport,
        settings: EngineSettings,
        ambient: Ambient
    ) {
        candidate = CandidateStore(account)
        let session = AccountSession(
            id: account.id,
            environment: account.environmentID,
            accounts: candidate,
            apps: NoApps(),
            adapter: { adapter },
            transport: transport,
            limiter: AccountLimiter(ceiling: settings.callsPerAccount, budget: adapter.budget, ambient: ambient),
            policy: settings.retry,
            ambient: ambient
        )
        runner = CallRunner(
            adapter: adapter,
            session: session,
            transport: transport,
            policy: settings.retry,
            ambient: ambient
        )
    }

    /// The page after `cursor`, or why there is none, with the account's secrets taken out.
    ///
    /// Throws `CancellationError` alone.
    package func page(
        of call: AdapterCall,
        after cursor: Cursor?,
        writes: Bool
    ) async throws -> Result<Page, IntegrationError> {
        let outcome = try await runner.page(
            of: call,
            after: cursor,
            for: nil,
            writes: writes,
            observer: SilentObserver()
        )
        return outcome.result.mapError { outcome.redaction.clean($0) }
    }

    /// The account as the calls left it.
    package var account: IntegratedAccount { get async { await candidate.candidate } }
}

/// Nobody's apps: an account on trial has its credentials with it.
private struct NoApps: OAuthAppStore {
    func app(of installation: EnvironmentIntegration.ID, in environment: Environment.ID) -> OAuthApp? { nil }
    func update(_ integration: EnvironmentIntegration, clientSecret: String?) {}
}

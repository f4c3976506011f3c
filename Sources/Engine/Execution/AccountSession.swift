import Domain

/// One account while runs use it: its limiter, and its credentials, renewed once for all who wait.
actor AccountSession {
    nonisolated let limiter: AccountLimiter
    nonisolated let lookups: LookupCache
    private let id: IntegratedAccount.ID
    nonisolated let environment: Environment.ID
    private let accounts: any AccountStore
    private let apps: any OAuthAppStore
    /// The adapter as it is now: one that is data may change.
    private let currentAdapter: @Sendable () -> any Adapter
    private let transport: any HTTPTransport
    private let policy: RetryPolicy
    private let ambient: Ambient
    private var current: IntegratedAccount?
    /// The environment's app as it was when `current` was read.
    private var app: OAuthApp?
    /// Grows with each change made elsewhere, so that what was read before one isn't held after it.
    private var generation = 0
    /// Whether a call went through with the current token since it was made.
    private var isConfirmed = true
    private var renewal: Task<IntegratedAccount, any Error>?
    /// Why the renewal takes long: the vendor asked to wait, or failed twice.
    private var delay: IntegrationError?
    /// Those who wait for the renewal only while nothing delays it.
    private var onlookers: [CheckedContinuation<Void, Never>] = []
    /// The last word on the current credentials, and the uptime of it.
    private var refusal: (error: IntegrationError, at: Duration)?

    init(
        id: IntegratedAccount.ID,
        environment: Environment.ID,
        accounts: any AccountStore,
        apps: any OAuthAppStore,
        adapter: @escaping @Sendable () -> any Adapter,
        transport: any HTTPTransport,
        limiter: AccountLimiter,
        policy: RetryPolicy,
        ambient: Ambient
    ) {
        self.id = id
        self.environment = environment
        self.accounts = accounts
        self.apps = apps
        currentAdapter = adapter
        self.transport = transport
        self.limiter = limiter
        lookups = LookupCache(ambient: ambient)
        self.policy = policy
        self.ambient = ambient
    }

    /// Forgets what is held, since the account was changed in the store.
    func reload() {
        current = nil
        generation += 1
        isConfirmed = true
        refusal = nil
        lookups.forget()
    }

    /// The account with credentials that are good as far as is known.
    ///
    /// Who isn't patient gets what delays a renewal thrown, while it goes on.
    func account(isPatient: Bool = true) async throws -> IntegratedAccount {
        if let renewal { return try await outcome(of: renewal, isPatient) }
        let account = try await stored()
        guard currentAdapter().needsRefresh(account.context.renewing(by: app), now: ambient.now()) else { return account }
        return try await renew(account, isPatient: isPatient)
    }

    /// The account to go on with after the vendor refused `context` to a call sent at the uptime `sent`.
    ///
    /// Throws `unauthorized` when new credentials were refused as well; the account is `needs_reauth` then. Calls that
    /// were under way by that time are answered the same without asking again.
    func account(
        afterRefusalOf context: AccountContext,
        sent: Duration,
        error: IntegrationError,
        isPatient: Bool
    ) async throws -> IntegratedAccount {
        if let renewal { return try await outcome(of: renewal, isPatient) }
        let account = try await stored()
        guard account.context == context else { return account }
        if let refusal, sent <= refusal.at { throw refusal.error }
        guard isConfirmed else { throw try await needsReauth(account, error) }
        return try await renew(account, refusal: error, isPatient: isPatient)
    }

    /// A call went through.
    func confirm() async throws {
        guard !isConfirmed || current?.status == .needsReauth else { return }
        isConfirmed = true
        // A renewal leaves nothing held.
        guard try await stored().status == .needsReauth else { return }
        _ = try await change { account in
            guard account.status == .needsReauth else { return }
            account.status = .active
            account.lastError = nil
        }
    }

    private func stored() async throws -> IntegratedAccount {
        if let current { return current }
        let began = generation
        guard let account = try await accounts.account(id, in: environment) else {
            throw IntegrationError(.unauthorized, message: "the account was deleted")
        }
        let app = try await apps.app(of: account.environmentIntegrationID, in: environment)
        self.app = app
        if began == generation { current = account }
        return account
    }

    private func renew(
        _ account: IntegratedAccount,
        refusal: IntegrationError? = nil,
        isPatient: Bool
    ) async throws -> IntegratedAccount {
        if let renewal { return try await outcome(of: renewal, isPatient) }
        // Not a child of the call that needs it: a stopped run must not cut a renewal whose answer holds the only new token.
        let task = Task {
            defer { renewalEnded() }
            return try await self.performRenewal(of: account, refusal: refusal)
        }
        renewal = task
        return try await outcome(of: task, isPatient)
    }

    private func renewalEnded() {
        renewal = nil
        delay = nil
        tellOnlookers()
    }

    private func tellOnlookers() {
        for onlooker in onlookers { onlooker.resume() }
        onlookers = []
    }

    private func outcome(
        of task: Task<IntegratedAccount, any Error>,
        _ isPatient: Bool
    ) async throws -> IntegratedAccount {
        while !isPatient, renewal == task {
            if let delay { throw delay }
            await withCheckedContinuation { onlookers.append($0) }
        }
        return try await task.value
    }

    private func performRenewal(
        of account: IntegratedAccount,
        refusal: IntegrationError?
    ) async throws -> IntegratedAccount {
        let adapter = currentAdapter()
        let lent = account.context.renewing(by: app)
        guard let request = try adapter.refreshRequest(for: lent) else {
            let error = IntegrationError(
                .unauthorized,
                message: "the credentials are refused, and there is nothing to renew them with",
                detail: refusal?.detail ?? "",
                answer: refusal?.answer
            )
            throw try await needsReauth(account, error)
        }
        var retry = RetryState(policy: policy)
        while true {
            do {
                let answer = try await transport.send(request)
                let context: AccountContext
                do {
                    context = try adapter.refreshed(account.context, by: answer, now: ambient.now())
                } catch {
                    throw error.reading(answer)
                }
                // On the disk before its first use: the vendor has already forgotten the old one.
                let renewed = try await change { $0.context = $0.context.replacing(account.context, by: context) }
                isConfirmed = renewed.context != context
                return renewed
            } catch let failure as IntegrationError {
                // The account doesn't know the app's secret, so nobody after this could take it out.
                let error = lent == account.context ? failure : Redaction(lent).clean(failure)
                if case .unauthorized = error.kind { throw try await needsReauth(account, error) }
                switch retry.failed(with: error, writes: false, jitter: ambient.random()) {
                case .giveUp: throw error
                case .pauseAccount(let wait):
                    delay = error.asking(toWait: wait)
                    tellOnlookers()
                    try await ambient.sleep(wait)
                case .wait(let wait):
                    if retry.failures > 1 {
                        delay = error
                        tellOnlookers()
                    }
                    try await ambient.sleep(wait)
                }
            }
        }
    }

    /// Notes durably that a person must act, unless one did meanwhile; returns the error to throw.
    private func needsReauth(_ account: IntegratedAccount, _ error: IntegrationError) async throws -> IntegrationError {
        let said = Redaction(account.context).clean(error.description)
        refusal = (error, ambient.uptime())
        _ = try await change { stored in
            guard stored.context == account.context else { return }
            stored.status = .needsReauth
            stored.lastError = said
        }
        return error
    }

    /// Changes the account as it is in the store by then, and holds what came of it.
    ///
    /// Waits for room on a full disk: what the vendor handed out is nowhere else.
    private func change(
        _ body: @Sendable @escaping (inout IntegratedAccount) -> Void
    ) async throws -> IntegratedAccount {
        let now = ambient.now()
        while true {
            do {
                let changed = try await accounts.update(id, in: environment, by: .engine) { account in
                    let before = account
                    body(&account)
                    if account != before { account.updatedAt = max(now, before.updatedAt) }
                }
                // Read anew when it is next needed: whoever changes it after this says so before that.
                current = nil
                guard let changed else { throw IntegrationError(.unauthorized, message: "the account was deleted") }
                return changed.account
            } catch is StoreFull {
                try await ambient.sleep(.seconds(1))
            }
        }
    }
}

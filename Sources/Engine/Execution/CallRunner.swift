import Domain

/// Sends an adapter's requests: the one place that limits, retries and renews credentials.
struct CallRunner: Sendable {
    let adapter: any Adapter
    let session: AccountSession
    let transport: any HTTPTransport
    let policy: RetryPolicy
    /// Whether a vendor's wish to wait is followed; somebody who waits for the answer is told instead.
    var isPatient = true
    let ambient: Ambient

    /// What one page cost.
    struct Effort: Sendable {
        var requests = 0
        var retries = 0
        /// Time spent on the limiter and between tries.
        var waited: Duration = .zero

        static func += (left: inout Effort, right: Effort) {
            left.requests += right.requests
            left.retries += right.retries
            left.waited += right.waited
        }
    }

    /// A page, or why there is none; and what it cost either way.
    struct Outcome: Sendable {
        let result: Result<Page, IntegrationError>
        let effort: Effort
        /// What the account was called with last.
        let account: AccountContext

        /// Cleans what the vendor said.
        var redaction: Redaction { Redaction(account) }

        func with(effort: Effort) -> Outcome { Outcome(result: result, effort: effort, account: account) }
    }

    /// Tells the run what its calls wait for.
    protocol Observer: Sendable {
        func willSend() async throws
        func didReceive() async throws
        /// The vendor asked the account to wait.
        func isLimited(for wait: Duration) async throws
        func isRetrying(_ error: IntegrationError)
    }

    /// Asks for the page after `cursor` until there is one or it is given up.
    ///
    /// Throws only what ends the run's work at once: cancellation, a lost claim, a failing database.
    func page(
        of call: AdapterCall,
        after cursor: Cursor?,
        for run: SyncJobRun.ID?,
        writes: Bool,
        observer: any Observer
    ) async throws -> Outcome {
        var call = call
        var effort = Effort()
        var retry = RetryState(policy: policy)
        var account: IntegratedAccount
        do {
            account = try await session.account(isPatient: isPatient)
        } catch let error as IntegrationError {
            return Outcome(result: .failure(error), effort: effort, account: call.account)
        }
        while true {
            call.account = account.context
            func givenUp(_ error: IntegrationError) -> Outcome {
                Outcome(result: .failure(error), effort: effort, account: call.account)
            }
            do {
                effort.waited += try await session.limiter.acquire(for: run, isPatient: isPatient)
            } catch let limited as IntegrationError {
                return givenUp(limited)
            }
            let sent = ambient.uptime()
            let error: IntegrationError
            do {
                let page = try await attempt(call, after: cursor, observer: observer)
                effort.requests += 1
                return Outcome(result: .success(page), effort: effort, account: call.account)
            } catch let failure as IntegrationError {
                error = failure
                if error.wasSent { effort.requests += 1 }
            }
            if error.kind == .cancelled { throw CancellationError() }
            if error.kind == .unauthorized {
                do {
                    account = try await session.account(
                        afterRefusalOf: call.account,
                        sent: sent,
                        error: error,
                        isPatient: isPatient
                    )
                } catch let final as IntegrationError {
                    return givenUp(final)
                }
                effort.retries += 1
                continue
            }
            switch retry.failed(with: error, writes: writes, jitter: ambient.random()) {
            case .giveUp: return givenUp(writes ? error.afterLostWrite : error)
            case .pauseAccount(let wait):
                await session.limiter.limited(for: wait)
                try await observer.isLimited(for: wait)
                guard isPatient else { return givenUp(error.asking(toWait: wait)) }
            case .wait(let wait):
                observer.isRetrying(error)
                try await ambient.sleep(wait)
                effort.waited += wait
            }
            effort.retries += 1
        }
    }

    /// One request and its answer; every path but a rate limit gives the limiter its place back.
    private func attempt(
        _ call: AdapterCall,
        after cursor: Cursor?,
        observer: any Observer
    ) async throws -> Page {
        let answer: InboundAnswer
        do {
            let request = try adapter.request(for: call, after: cursor)
            answer = try await send(request, observer: observer)
        } catch {
            await session.limiter.failed()
            throw error
        }
        guard !adapter.isFailure(answer, for: call) else {
            let error = adapter.failure(of: answer, for: call, after: cursor).reading(answer)
            do {
                try await observer.didReceive()
            } catch {
                await session.limiter.failed()
                throw error
            }
            // A refusal keeps its place until it is decided how long the account waits.
            if !error.isRateLimit { await session.limiter.failed() }
            throw error
        }
        await session.limiter.succeeded(adapter.limits(in: answer, now: call.now))
        try await observer.didReceive()
        try await session.confirm()
        do {
            return try adapter.page(from: answer, for: call, after: cursor)
        } catch {
            throw error.reading(answer)
        }
    }

    /// The observer hears of the end of everything that it was told the start of.
    private func send(_ request: OutboundRequest, observer: any Observer) async throws -> InboundAnswer {
        do {
            try await observer.willSend()
            return try await transport.send(request)
        } catch {
            try await observer.didReceive()
            throw error
        }
    }
}

extension IntegrationError {
    /// The same with the time that the account waits now.
    func asking(toWait wait: Duration) -> IntegrationError {
        IntegrationError(.rateLimited(retryAfter: wait), message: message, detail: detail, answer: answer)
    }

    /// The same, said to have happened on the way to something else.
    func during(_ step: String) -> IntegrationError {
        IntegrationError(kind, message: "\(step): \(message)", detail: detail, answer: answer)
    }

    /// Whether something may have left the machine.
    fileprivate var wasSent: Bool {
        switch kind {
        case .forbiddenAddress, .unsendable: false
        case .unauthorized, .rateLimited, .unreachable, .serverFault, .rejected, .malformed, .cursorExpired,
            .cursorRepeated, .tooLarge, .outcomeUnknown, .cancelled:
            true
        }
    }

    fileprivate var isRateLimit: Bool {
        guard case .rateLimited = kind else { return false }
        return true
    }

    /// A write whose answer never came whole may have happened.
    fileprivate var afterLostWrite: IntegrationError {
        switch kind {
        case .unreachable, .serverFault, .malformed, .tooLarge:
            IntegrationError(.outcomeUnknown, message: "the write may have happened: \(message)", detail: detail)
        case .unauthorized, .rateLimited, .rejected, .cursorExpired, .cursorRepeated, .forbiddenAddress, .unsendable,
            .outcomeUnknown, .cancelled:
            self
        }
    }
}

package import Domain

/// How often and how patiently a call is tried again.
package struct RetryPolicy: Sendable, Equatable {
    /// The longest first wait; each further one is twice as long.
    package var firstDelay: Duration = .seconds(1)
    package var ceiling: Duration = .seconds(60)
    /// Tries of one page, the first included.
    package var attempts = 6

    package init() {}
}

/// The tries of one page: each failure is told to it, and it says what to do.
package struct RetryState: Sendable, Equatable {
    package enum Decision: Sendable, Equatable {
        /// The whole account waits: the vendor asked for it.
        case pauseAccount(Duration)
        /// This call waits.
        case wait(Duration)
        case giveUp
    }

    package private(set) var failures = 0
    private var limited = 0
    private let policy: RetryPolicy

    package init(policy: RetryPolicy) { self.policy = policy }

    /// What to do after `error`; a call that writes is repeated only when the vendor surely didn't act on it.
    ///
    /// `jitter` is in 0..<1 and comes from the caller, so that tests can fix it.
    package mutating func failed(with error: IntegrationError, writes: Bool, jitter: Double) -> Decision {
        if case .rateLimited(let retryAfter) = error.kind {
            // The vendor's word is no attempt. One that always says "now" is not believed for long.
            limited += 1
            let backoff = delay(after: limited)
            guard let retryAfter else { return .pauseAccount(backoff) }
            return .pauseAccount(limited > 5 ? max(retryAfter, backoff) : max(retryAfter, .milliseconds(50)))
        }
        failures += 1
        guard error.isRetryable, !writes, failures < policy.attempts else { return .giveUp }
        return .wait(delay(after: failures) * jitter)
    }

    private func delay(after count: Int) -> Duration {
        var delay = policy.firstDelay
        for _ in 1..<max(count, 1) where delay < policy.ceiling { delay = delay * 2 }
        return min(delay, policy.ceiling)
    }
}

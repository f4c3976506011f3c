import Domain

extension CallRunner {
    /// For calls whose answer somebody waits for: one more try, not six, and no wait on the vendor's word.
    static func impatient(
        _ adapter: any Adapter,
        _ session: AccountSession,
        _ transport: any HTTPTransport,
        _ ambient: Ambient
    ) -> CallRunner {
        var policy = RetryPolicy()
        policy.attempts = 2
        return CallRunner(
            adapter: adapter,
            session: session,
            transport: transport,
            policy: policy,
            isPatient: false,
            ambient: ambient
        )
    }
}

/// For calls that belong to no run.
struct SilentObserver: CallRunner.Observer {
    func willSend() {}
    func didReceive() {}
    func isLimited(for wait: Duration) {}
    func isRetrying(_ error: IntegrationError) {}
}

import Domain

/// Tells the store and the listeners what a run's calls wait for.
struct RunObserver: Sendable {
    let claim: RunClaim
    let tenantID: String
    let writer: RunWriter
    let pulse: RunPulse
    let events: RunEvents
    let ambient: Ambient

    /// The observer of one node's calls.
    func on(_ node: PlannedNode) -> NodeObserver { NodeObserver(run: self, node: node.index) }

    /// Stores what the pulse says when it is this write's turn: whatever overtook it, the last write tells the truth.
    func storePulse() async throws { try await writer.setRateLimited { pulse.wait(at: ambient.uptime()) } }
}

/// See `CallRunner.Observer`.
struct NodeObserver: CallRunner.Observer {
    let run: RunObserver
    let node: Int

    func willSend() async throws {
        if run.pulse.sends() { try await run.storePulse() }
        run.events.send(.requested(run.claim.run.id, node: node))
    }

    func didReceive() async throws {
        if run.pulse.receives(at: run.ambient.uptime()) { try await run.storePulse() }
    }

    func isLimited(for wait: Duration) async throws {
        run.events.send(.rateLimited(run.claim.run.id, wait: wait))
        if run.pulse.pauses(for: wait, at: run.ambient.uptime()) { try await run.storePulse() }
    }

    func isRetrying(_ error: IntegrationError) {
        run.events.send(.retrying(run.claim.run.id, node: node, reason: error.kindName))
    }
}

package import Domain

/// Stops runs: in the store, which voids the claim, and in this process, which cuts calls that are under way.
package struct StopRun: Sendable {
    private let runs: any RunStore
    private let signals: StopSignals
    private let ambient: Ambient

    package init(runs: any RunStore, signals: StopSignals, ambient: Ambient) {
        self.runs = runs
        self.signals = signals
        self.ambient = ambient
    }

    /// The run as it is now, unchanged when it had ended; nil when there is none.
    package func callAsFunction(_ id: SyncJobRun.ID, in environment: Environment.ID) async throws -> SyncJobRun? {
        let run = try await runs.stop(id, in: environment, at: ambient.now())
        if run != nil { await signals.stop(id) }
        return run
    }
}

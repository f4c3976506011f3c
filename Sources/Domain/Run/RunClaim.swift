/// The right to work on a run: whoever holds the newest token may write, nobody else.
package struct RunClaim: Sendable, Equatable {
    package let run: SyncJobRun
    /// Given anew with each claim; every commit demands it.
    package let token: String

    package init(run: SyncJobRun, token: String) {
        self.run = run
        self.token = token
    }
}

/// The run is no longer ours to write: another server claimed it, or it was stopped.
package struct ClaimLost: Error, Sendable, Equatable {
    package init() {}
}

package import Domain

/// Ends the work on runs that are under way in this process.
package actor StopSignals {
    private var waiting: [SyncJobRun.ID: AsyncStream<Void>.Continuation] = [:]

    package init() {}

    /// A stream that ends when the run is stopped.
    func signal(for run: SyncJobRun.ID) -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream<Void>.makeStream()
        waiting[run] = continuation
        return stream
    }

    func forget(_ run: SyncJobRun.ID) { waiting.removeValue(forKey: run)?.finish() }

    package func stop(_ run: SyncJobRun.ID) { waiting.removeValue(forKey: run)?.finish() }
}

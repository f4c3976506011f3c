/// Bounds on how the engine works.
package struct EngineSettings: Sendable, Equatable {
    /// Runs executed at the same time on this server.
    package var parallelRuns = 4
    /// Calls in flight for one account at most.
    package var callsPerAccount = 16
    package var retry = RetryPolicy()
    /// How long a claimed run may stay silent before another server may take it.
    package var lease: Duration = .seconds(60)
    /// How often the server looks for runs that it wasn't told of.
    package var poll: Duration = .seconds(1)
    /// Items that one commit makes at most.
    package var itemsPerCommit = 1000
    /// How long to wait before a write is tried again on a full disk.
    package var fullDiskWait: Duration = .seconds(1)
    package var delivery = DeliverySettings()

    package init() {}
}

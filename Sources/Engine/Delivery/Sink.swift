import Domain

/// Where a run's records go: a page's commit carries what the sink adds to it.
protocol Sink: Sendable {
    /// Returns when another page may be fetched; each return is followed by one `leave`.
    func enter() async throws
    /// The page is about to be stored; nil when there is none.
    func leave(with commit: PageCommit?)
    /// Adds the page's records; pure.
    func add(_ page: Page, of node: PlannedNode, at place: PagePlace, to commit: inout PageCommit)
    /// Adds what a call that failed for good is told by; pure.
    func add(_ error: RunError, of node: PlannedNode, at place: PagePlace, to commit: inout PageCommit)
}

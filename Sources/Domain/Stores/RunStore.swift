package import JSON

/// Runs, their work items and the one commit that moves them on.
///
/// Every change of a run that has an event of its own writes that event in the same transaction.
package protocol RunStore: Sendable {
    func runs(_ query: ListQuery, in environment: Environment.ID) async throws -> Listing<SyncJobRun>
    func run(_ id: SyncJobRun.ID, in environment: Environment.ID) async throws -> SyncJobRun?
    /// Stores a new run; when the id exists already in the environment, that run is returned unchanged.
    ///
    /// `manifest` is what its integration is made of, where that is data; the run keeps it.
    func insert(_ run: SyncJobRun, manifest: JSONObject?) async throws -> SyncJobRun
    /// What the run's integration was made of when it was created; nil where it is no data.
    func manifest(of run: SyncJobRun.ID) async throws -> JSONObject?
    /// Ends an active run as stopped and voids its claim; a run that has ended stays as it is.
    func stop(_ id: SyncJobRun.ID, in environment: Environment.ID, at now: Timestamp) async throws -> SyncJobRun?
    /// Hides an ended run from lists; it stays readable by its id.
    func hide(_ id: SyncJobRun.ID, in environment: Environment.ID, at now: Timestamp) async throws

    func stats(of runs: [SyncJobRun.ID]) async throws -> [SyncJobRun.ID: [NodeStats]]
    func errors(of run: SyncJobRun.ID, limit: Int) async throws -> [RunError]

    /// Takes the oldest run that nobody works on, with a new token that voids all earlier ones.
    ///
    /// Nobody works on a run that is `created`, or active with a lease that ended before `now`.
    func claim(token: String, now: Timestamp, lease: Duration) async throws -> RunClaim?
    /// Keeps claimed runs from being claimed by another server.
    func renew(tokens: [String], now: Timestamp, lease: Duration) async throws
    /// Voids all leases; for a server that has just started as the only one.
    func voidLeases() async throws

    /// Stores the nodes and the first items of a run that has none yet; does nothing for a resumed one.
    ///
    /// A run claimed `limit` times without a commit in between is refused with `StuckRun`.
    func begin(_ claim: RunClaim, nodes: [PlannedNodeRow], items: [NewWorkItem]) async throws
    /// The open items of a run, deepest first, then oldest.
    func openItems(of run: SyncJobRun.ID, limit: Int) async throws -> [WorkItem]
    /// Notes durably that an item's write is about to be sent.
    func markSent(_ item: WorkItem.ID, claim: RunClaim) async throws
    /// Saves a page's records, the child items they cause and the cursor that follows it; all or nothing.
    ///
    /// The first statement demands the claim's token and an active run; throws `ClaimLost` and writes nothing otherwise.
    /// A page committed twice leaves the same rows as once.
    func commit(_ page: PageCommit, claim: RunClaim) async throws -> CommitOutcome
    /// Writes that the run is rate limited for so long, or, for nil, running again; throws `ClaimLost`.
    func setRateLimited(for wait: Duration?, claim: RunClaim, at now: Timestamp) async throws
    /// Ends the run; throws `ClaimLost`. A completed run's result is worked out from its nodes and its dead letters.
    ///
    /// Nil, and nothing ended, while a run that didn't fail has events that its own webhook hasn't settled.
    func finish(_ claim: RunClaim, failure: FailureReason?, at now: Timestamp) async throws -> RunStatus?

    /// When the last run with the same job, account and args started in which a node of this definition missed nothing.
    func previousRunDate(for run: SyncJobRun, nodeDefinition: String) async throws -> Timestamp?
}

/// A node of a run as it is stored beside its counters.
package struct PlannedNodeRow: Sendable, Equatable {
    package let node: Int
    package let label: String
    package let resource: String
    package let method: String
    /// The node's own JSON, by which later runs recognise it.
    package let definition: String
    package let parent: Int?
    /// Whether the node runs once, when its parent is through, instead of once per object of it.
    package let runsAfterParent: Bool
    package let depth: Int
    /// The kind of its item when it starts by itself.
    package let firstItem: WorkItem.Kind

    package init(
        node: Int,
        label: String,
        resource: String,
        method: String,
        definition: String,
        parent: Int?,
        runsAfterParent: Bool,
        depth: Int,
        firstItem: WorkItem.Kind
    ) {
        self.node = node
        self.label = label
        self.resource = resource
        self.method = method
        self.definition = definition
        self.parent = parent
        self.runsAfterParent = runsAfterParent
        self.depth = depth
        self.firstItem = firstItem
    }
}

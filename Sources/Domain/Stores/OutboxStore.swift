/// Events that wait for webhooks, and what became of them.
package protocol OutboxStore: Sendable {
    /// Yields after commits that made a delivery due; several may count as one.
    func arrivals() -> AsyncStream<Void>
    /// Every lane with a pending delivery, and when its first one may be tried.
    func lanes() async throws -> [(lane: DeliveryLane, due: Timestamp)]
    /// The first pending deliveries of a lane after `sequence`, in order; none when the first may not be tried yet.
    ///
    /// At most eight, and no further one once they have a megabyte together.
    func next(in lane: DeliveryLane, after sequence: Int64, now: Timestamp) async throws -> [DueDelivery]
    /// Notes deliveries that are settled, in one transaction.
    func settle(_ settled: [SettledDelivery]) async throws
    /// Notes a try that failed, and when the next one is due.
    func retry(_ delivery: DueDelivery, answer: DeliveryAnswer, at now: Timestamp, next: Timestamp) async throws
    /// Switches the webhook off, gives up all that waits for it, and fails the active runs that deliver to it.
    ///
    /// Returns those runs.
    func giveUp(
        _ delivery: DueDelivery,
        answer: DeliveryAnswer,
        reason: String,
        at now: Timestamp
    ) async throws -> [SyncJobRun.ID]

    /// Record events of a run that its own webhook has not settled.
    func undelivered(of run: SyncJobRun.ID) async throws -> Int
    /// Whether the run's own webhook has settled all events of the run so far; true for a run without one.
    func isSettled(_ run: SyncJobRun.ID) async throws -> Bool
    /// What became of a run's `started` event at the run's own webhook; nil when it was not sent there.
    func startState(of run: SyncJobRun.ID) async throws -> Delivery.State?
    /// Those of `runs` that are active and whose own webhook failed at the last try.
    func held(among runs: [SyncJobRun.ID]) async throws -> Set<SyncJobRun.ID>

    /// A webhook's deliveries, newest first.
    func deliveries(_ query: ListQuery, of webhook: Webhook.ID) async throws -> Listing<Delivery>
    /// Makes settled deliveries pending again, in their old order and with the same bytes; returns how many.
    func replay(_ replay: Replay, to webhook: Webhook.ID, at now: Timestamp) async throws -> Int
}

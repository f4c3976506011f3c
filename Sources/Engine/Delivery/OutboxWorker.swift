package import Domain
package import Logging
import ServiceLifecycle
import Synchronization

/// Sends what waits in the outbox: each lane in order and one event at a time, lanes beside one another.
///
/// What to do after an answer is decided by `DeliveryPolicy`. An event that was sent and not marked when the process
/// died is sent again, byte for byte: whoever drops repeated ids sees each once.
package final class OutboxWorker: Service {
    /// Events that may be answered and not marked while things go fast; a crash sends them again.
    private static let unmarkedLimit = 8
    /// What counts as fast: longer than this, nothing waits unmarked, and what was read ahead is read anew.
    private static let fast: Duration = .milliseconds(50)

    private let outbox: any OutboxStore
    private let sender: WebhookSender
    private let gates: OutboxGates
    private let stops: StopSignals
    private let settings: EngineSettings
    private let ambient: Ambient
    private let logger: Logger
    private let busy = Mutex<Set<DeliveryLane>>([])
    private let wakeups: AsyncStream<Void>
    private let wakeup: AsyncStream<Void>.Continuation

    package init(
        outbox: any OutboxStore,
        sender: WebhookSender,
        gates: OutboxGates,
        stops: StopSignals,
        settings: EngineSettings,
        ambient: Ambient,
        logger: Logger
    ) {
        self.outbox = outbox
        self.sender = sender
        self.gates = gates
        self.stops = stops
        self.settings = settings
        self.ambient = ambient
        self.logger = logger
        (wakeups, wakeup) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    package func run() async throws {
        let arrivals = outbox.arrivals()
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { for await _ in arrivals { self.wakeup.yield() } }
                group.addTask { await self.tick() }
                for await _ in self.wakeups {
                    for lane in await self.dueLanes() { group.addTask { await self.work(lane) } }
                }
            }
        }
    }

    /// For tries that an earlier life of the server put off, and for writes of other processes.
    private func tick() async {
        while !Task.isCancelled {
            wakeup.yield()
            try? await ambient.sleep(settings.poll)
        }
    }

    /// Lanes to be worked on from now on; they count as busy.
    private func dueLanes() async -> [DeliveryLane] {
        do {
            let now = ambient.now()
            let due = try await outbox.lanes().filter { $0.due <= now }.map(\.lane)
            return busy.withLock { busy in
                due.filter { busy.count < settings.delivery.parallel && busy.insert($0).inserted }
            }
        } catch {
            if !(error is CancellationError) { log(error) }
            return []
        }
    }

    /// Delivers until nothing is due, then waits if a try was put off, and has the lane looked at again.
    private func work(_ lane: DeliveryLane) async {
        var wait: Duration?
        do {
            wait = try await deliver(lane)
        } catch is CancellationError {
            wait = nil
        } catch {
            log(error)
            wait = settings.poll
        }
        busy.withLock { _ = $0.remove(lane) }
        if let wait { try? await ambient.sleep(wait) }
        wakeup.yield()
    }

    /// Returns how long the first event must wait; nil when the lane is empty.
    ///
    /// While an event is under way, those before it are marked and those after the batch are read.
    private func deliver(_ lane: DeliveryLane) async throws -> Duration? {
        var unmarked: [SettledDelivery] = []
        var batch = try await outbox.next(in: lane, after: 0, now: ambient.now())
        while let last = batch.last {
            async let following = outbox.next(in: lane, after: last.sequence, now: ambient.now())
            var isFast = true
            for delivery in batch where isFast {
                let started = ambient.uptime()
                let ready = unmarked.count >= OutboxWorker.unmarkedLimit ? unmarked : []
                async let marked: Void = mark(ready)
                let (reply, answer) = try await sender.send(delivery.body, id: delivery.eventID, to: delivery.webhook)
                try await marked
                unmarked.removeFirst(ready.count)
                let now = ambient.now()
                let decision = settings.delivery.policy.decision(
                    after: reply,
                    tries(of: delivery, at: now),
                    jitter: ambient.random()
                )
                switch decision {
                case .settled(let state): unmarked.append(SettledDelivery(delivery, state, answer: answer, at: now))
                case .retry(let wait):
                    try await mark(unmarked)
                    try await outbox.retry(delivery, answer: answer, at: now, next: now + wait)
                    return wait
                case .giveUp:
                    try await mark(unmarked)
                    try await giveUp(delivery, answer, at: now)
                    return nil
                }
                isFast = ambient.uptime() - started < OutboxWorker.fast
            }
            batch = try await following
            guard batch.isEmpty || !isFast else { continue }
            try await mark(unmarked)
            unmarked = []
            // Whatever changed meanwhile counts: the webhook's address, or a replay.
            batch = try await outbox.next(in: lane, after: 0, now: ambient.now())
        }
        return nil
    }

    private func tries(of delivery: DueDelivery, at now: Timestamp) -> DeliveryPolicy.Tries {
        DeliveryPolicy.Tries(
            count: delivery.attempts + 1,
            time: now - (delivery.firstTriedAt ?? now),
            giveUpAfter: delivery.webhook.limits.giveUpAfter,
            startsRun: delivery.isRunsOwn && delivery.eventType == EventType.runStarted.rawValue
        )
    }

    private func mark(_ settled: [SettledDelivery]) async throws {
        guard !settled.isEmpty else { return }
        try await outbox.settle(settled)
        for one in settled {
            gates.settled(one.delivery)
            guard one.state == .dead else { continue }
            logger.warning(
                "event refused for good",
                metadata: [
                    LogKey.webhook: "\(one.delivery.webhook.id)", LogKey.event: "\(one.delivery.eventID)",
                    LogKey.reason: "\(one.answer.reason)",
                ]
            )
        }
    }

    private func giveUp(_ delivery: DueDelivery, _ answer: DeliveryAnswer, at now: Timestamp) async throws {
        let time = delivery.webhook.limits.giveUpAfter.components.seconds
        let reason = "given up after \(time) s of tries; the last one: \(answer.reason)"
        let ended = try await outbox.giveUp(delivery, answer: answer, reason: reason, at: now)
        for run in ended { await stops.stop(run) }
        logger.error(
            "webhook switched off",
            metadata: [LogKey.webhook: "\(delivery.webhook.id)", LogKey.reason: "\(reason)"]
        )
    }

    private func log(_ error: any Error) {
        // A full disk is told by the runs that notice it.
        guard !(error is StoreFull) else { return }
        logger.error("outbox: turn failed", metadata: [LogKey.error: "\(error)"])
    }
}

extension DeliveryAnswer {
    /// What came of the try, for a person.
    var reason: String { error ?? "status \(status ?? 0)" }
}

import Domain
import Synchronization

/// Keeps a run from fetching further ahead of its webhook than the bound.
///
/// What counts is pages being fetched and record events not settled yet. The counts are of this process: the outbox in
/// the store is the truth, and a count that is off by one for a moment only moves the bound.
final class OutboxGate: Sendable {
    private struct Waiter {
        let key: Int
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var fetching = 0
        var undelivered = 0
        var keys = 0
        var waiters: [Waiter] = []

        /// Takes those out of the queue that may go now.
        mutating func admitted(below bound: Int) -> [Waiter] {
            let count = min(waiters.count, max(0, bound - fetching - undelivered))
            let admitted = Array(waiters.prefix(count))
            waiters.removeFirst(count)
            fetching += count
            return admitted
        }
    }

    /// Yields when something of the run was settled; several may count as one.
    let changes: AsyncStream<Void>
    private let change: AsyncStream<Void>.Continuation
    private let bound: Int
    private let state = Mutex(State())

    init(bound: Int) {
        self.bound = max(1, bound)
        (changes, change) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Returns when a page may be fetched; throws `CancellationError`.
    func enter() async throws {
        let key = state.withLock { state in
            state.keys += 1
            return state.keys
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let admitted = state.withLock { state in
                    state.waiters.append(Waiter(key: key, continuation: continuation))
                    return state.admitted(below: bound)
                }
                for waiter in admitted { waiter.continuation.resume() }
                if Task.isCancelled { dismiss(key) }
            }
        } onCancel: {
            dismiss(key)
        }
    }

    /// A page came, with so many events, or it came to nothing.
    func leave(with events: Int) {
        update { state in
            state.fetching -= 1
            state.undelivered += events
        }
    }

    /// Events that an earlier life of the run left in the outbox.
    func found(_ events: Int) { update { $0.undelivered += events } }

    /// Something was delivered or given up.
    func settled(isRecord: Bool) {
        if isRecord { update { $0.undelivered = max(0, $0.undelivered - 1) } }
        change.yield()
    }

    private func update(_ body: (inout State) -> Void) {
        let admitted = state.withLock { state in
            body(&state)
            return state.admitted(below: bound)
        }
        for waiter in admitted { waiter.continuation.resume() }
    }

    private func dismiss(_ key: Int) {
        let waiter = state.withLock { state in
            state.waiters.firstIndex { $0.key == key }.map { state.waiters.remove(at: $0) }
        }
        waiter?.continuation.resume(throwing: CancellationError())
    }
}

/// The gates of the runs that are worked on in this process.
package final class OutboxGates: Sendable {
    private let gates = Mutex<[SyncJobRun.ID: OutboxGate]>([:])

    package init() {}

    func open(for run: SyncJobRun.ID, bound: Int) -> OutboxGate {
        let gate = OutboxGate(bound: bound)
        gates.withLock { $0[run] = gate }
        return gate
    }

    /// Nothing when the run has another gate by now: it was claimed anew.
    func close(_ gate: OutboxGate, of run: SyncJobRun.ID) {
        gates.withLock { gates in
            if gates[run] === gate { gates[run] = nil }
        }
    }

    func settled(_ delivery: DueDelivery) {
        guard delivery.isRunsOwn, let run = delivery.runID else { return }
        let gate = gates.withLock { $0[run] }
        gate?.settled(isRecord: delivery.eventType == EventType.record.rawValue)
    }
}

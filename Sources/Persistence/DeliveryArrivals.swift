import GRDB
import Synchronization

/// Notices commits that made a delivery due, whichever store made them.
final class DeliveryArrivals: TransactionObserver, Sendable {
    private struct State {
        var isTouched = false
        var listeners: [Int: AsyncStream<Void>.Continuation] = [:]
    }

    private let state = Mutex(State())

    /// Yields after each such commit; several may count as one.
    func stream() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let key = state.withLock { state in
            let key = (state.listeners.keys.max() ?? 0) + 1
            state.listeners[key] = continuation
            return key
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.listeners.removeValue(forKey: key) }
        }
        return stream
    }

    func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool {
        switch eventKind {
        case .insert(let table): table == "delivery"
        case .update(let table, let columns): table == "delivery" && columns.contains("next_try_at")
        case .delete: false
        }
    }

    func databaseDidChange(with event: DatabaseEvent) {
        state.withLock { $0.isTouched = true }
        stopObservingDatabaseChangesUntilNextTransaction()
    }

    func databaseDidCommit(_ db: GRDB.Database) {
        let listeners = state.withLock { state -> [AsyncStream<Void>.Continuation] in
            guard state.isTouched else { return [] }
            state.isTouched = false
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.yield() }
    }

    func databaseDidRollback(_ db: GRDB.Database) { state.withLock { $0.isTouched = false } }
}

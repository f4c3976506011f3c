package import Domain
import Synchronization

/// Where a run's events go: to whoever listens, and nowhere else.
package final class RunEvents: Sendable {
    private let listeners = Mutex<[Int: AsyncStream<RunEvent>.Continuation]>([:])

    package init() {}

    /// Events from now on; ends when the reader stops reading.
    package func stream() -> AsyncStream<RunEvent> {
        AsyncStream { continuation in
            let key = listeners.withLock { listeners in
                let key = (listeners.keys.max() ?? 0) + 1
                listeners[key] = continuation
                return key
            }
            continuation.onTermination = { [weak self] _ in
                self?.listeners.withLock { _ = $0.removeValue(forKey: key) }
            }
        }
    }

    func send(_ event: RunEvent) {
        listeners.withLock { listeners in
            for continuation in listeners.values { continuation.yield(event) }
        }
    }
}

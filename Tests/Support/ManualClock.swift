package import Domain
import Synchronization

/// A clock that stands still until a test moves it; who sleeps on it wakes when it has gone far enough.
package final class ManualClock: Sendable {
    private struct Sleeper {
        let key: Int
        let until: Duration
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var uptime: Duration = .zero
        var keys = 0
        var sleepers: [Sleeper] = []
    }

    private let start: Timestamp
    private let state = Mutex(State())

    package init(start: Timestamp = Timestamp(milliseconds: 1_790_000_000_000)) { self.start = start }

    /// The live world with this clock in it; chance is always one half.
    package var ambient: Ambient {
        Ambient(
            now: { self.start + self.uptime },
            uptime: { self.uptime },
            sleep: { try await self.sleep($0) },
            random: { 0.5 },
            newID: { "id" }
        )
    }

    package var uptime: Duration { state.withLock { $0.uptime } }

    /// How many wait for the clock.
    package var sleeping: Int { state.withLock { $0.sleepers.count } }

    /// Moves the clock and wakes whose time has come.
    package func advance(by time: Duration) {
        let due = state.withLock { state in
            state.uptime += time
            let now = state.uptime
            defer { state.sleepers.removeAll { $0.until <= now } }
            return state.sleepers.filter { $0.until <= now }
        }
        for sleeper in due { sleeper.continuation.resume() }
    }

    private func sleep(_ time: Duration) async throws {
        let key = state.withLock { state in
            state.keys += 1
            return state.keys
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isOver = state.withLock { state in
                    guard time > .zero, !Task.isCancelled else { return true }
                    state.sleepers.append(Sleeper(key: key, until: state.uptime + time, continuation: continuation))
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            let cancelled = state.withLock { state in
                let index = state.sleepers.firstIndex { $0.key == key }
                return index.map { state.sleepers.remove(at: $0) }
            }
            cancelled?.continuation.resume(throwing: CancellationError())
        }
    }
}

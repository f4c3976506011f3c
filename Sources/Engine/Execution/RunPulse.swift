import Domain
import Synchronization

/// Knows whether a run is waiting on the vendor's word alone, and says when that changes.
///
/// It is rate limited when the account is paused for a second or more and none of its requests is under way.
final class RunPulse: Sendable {
    private struct State {
        var underWay = 0
        var pausedUntil: Duration = .zero
        var isLimited = false

        mutating func becomesLimited(at now: Duration) -> Bool {
            guard !isLimited, underWay == 0, pausedUntil > now else { return false }
            isLimited = true
            return true
        }
    }

    private let state = Mutex(State())

    /// Whether the run is rate limited now.
    var isLimited: Bool { state.withLock { $0.isLimited } }

    /// How long the run is rate limited yet; nil when it isn't.
    func wait(at now: Duration) -> Duration? {
        state.withLock { $0.isLimited ? max(.zero, $0.pausedUntil - now) : nil }
    }

    /// A request is about to be sent; true when the run was rate limited until now.
    func sends() -> Bool {
        state.withLock { state in
            state.underWay += 1
            defer { state.isLimited = false }
            return state.isLimited
        }
    }

    /// An answer came, or none will; true when the run is rate limited from now on.
    func receives(at now: Duration) -> Bool {
        state.withLock { state in
            state.underWay -= 1
            return state.becomesLimited(at: now)
        }
    }

    /// The account is paused; true when the run is rate limited from now on.
    func pauses(for wait: Duration, at now: Duration) -> Bool {
        state.withLock { state in
            if wait >= .seconds(1) { state.pausedUntil = max(state.pausedUntil, now + wait) }
            return state.becomesLimited(at: now)
        }
    }
}

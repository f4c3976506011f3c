import Synchronization

/// Counts the requests of the current minute.
final class RateWindow: Sendable {
    /// The limit as it stands after a request.
    struct Reading: Sendable {
        let limit: Int
        let remaining: Int
        /// Seconds until the minute ends, 1 to 60.
        let secondsLeft: Int
        let isExceeded: Bool

        var headers: [(name: String, value: String)] {
            [
                ("X-Rate-Limit", String(limit)), ("X-Rate-Limit-Remaining", String(remaining)),
                ("ratelimit-limit", String(limit)), ("ratelimit-remaining", String(remaining)),
                ("ratelimit-reset", String(secondsLeft)),
            ]
        }
    }

    /// The limit announced when none is enforced.
    static let announced = 700

    private let limit: Int?
    private let state = Mutex((minute: 0, used: 0))

    init(limit: Int?) { self.limit = limit }

    /// Counts a request.
    func take() -> Reading {
        let now = UnixTime.seconds()
        let left = 60 - now % 60
        guard let limit else {
            let remaining = RateWindow.announced - 1
            return Reading(limit: RateWindow.announced, remaining: remaining, secondsLeft: left, isExceeded: false)
        }
        let used = state.withLock { state in
            if state.minute != now / 60 { state = (now / 60, 0) }
            state.used += 1
            return state.used
        }
        return Reading(limit: limit, remaining: max(0, limit - used), secondsLeft: left, isExceeded: used > limit)
    }
}

package import Domain

/// How fast one account may be called: decides, never waits.
///
/// Calls in flight are bounded by a width that halves when the vendor asks to slow down and grows by one with each width's
/// worth of successes. Times are uptimes.
package struct LimiterState: Sendable, Equatable {
    package enum Decision: Sendable, Equatable {
        case go
        /// Ask again after this time.
        case later(Duration)
        /// Ask again when a call has ended.
        case full
    }

    package private(set) var inFlight = 0
    package private(set) var width: Double
    /// No call before this time.
    package private(set) var pausedUntil: Duration = .zero
    /// Time between two calls while little is left of the vendor's window.
    private var pace: Duration = .zero
    private var paceUntil: Duration = .zero
    private var nextStart: Duration = .zero
    private let ceiling: Int
    private let budget: CallBudget?
    /// When the last calls of a budget started, as many as it has; the oldest at `oldestStart`.
    private var starts: [Duration] = []
    private var oldestStart = 0

    /// `budget` is kept whatever the vendor's answers say.
    package init(ceiling: Int, budget: CallBudget? = nil) {
        self.ceiling = max(1, ceiling)
        self.budget = budget
        width = Double(max(1, ceiling))
    }

    /// Whether a call may start now; on `go` it counts as in flight.
    package mutating func admit(at now: Duration) -> Decision {
        if now < pausedUntil { return .later(pausedUntil - now) }
        guard inFlight < Int(width) else { return .full }
        if now < paceUntil {
            if now < nextStart { return .later(nextStart - now) }
        }
        if let budget {
            if starts.count == budget.calls {
                let free = starts[oldestStart] + budget.per
                if now < free { return .later(free - now) }
                starts[oldestStart] = now
                oldestStart = (oldestStart + 1) % budget.calls
            } else {
                starts.append(now)
            }
        }
        if now < paceUntil { nextStart = now + pace }
        inFlight += 1
        return .go
    }

    /// A call got its answer.
    package mutating func succeeded(_ reading: LimitReading, at now: Duration) {
        inFlight -= 1
        width = min(Double(ceiling), width + 1 / width)
        read(reading, at: now)
    }

    /// A call ended without an answer that counts.
    package mutating func failed() { inFlight -= 1 }

    /// The vendor asked to wait.
    package mutating func limited(for wait: Duration, at now: Duration) {
        inFlight -= 1
        // Answers to calls that were under way at the first refusal are the same refusal.
        if now >= pausedUntil { width = max(1, (width / 2).rounded(.down)) }
        pausedUntil = max(pausedUntil, now + wait)
    }

    /// Spreads what is left of a window over its time, once less than a tenth is left.
    private mutating func read(_ reading: LimitReading, at now: Duration) {
        guard let limit = reading.limit, let remaining = reading.remaining, let said = reading.resetsIn, limit > 0,
            said > .zero
        else { return }
        // A longer window than an hour is a daily quota or a lie; neither holds the account up for longer.
        let resets = min(said, .seconds(3600))
        guard remaining <= 0 || remaining < limit / 10 else {
            paceUntil = .zero
            return
        }
        if remaining <= 0 {
            pausedUntil = max(pausedUntil, now + resets)
        } else {
            pace = resets / (remaining + 1)
            paceUntil = now + resets
        }
    }
}

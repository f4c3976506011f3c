package import Domain

/// How patiently events are delivered: decides, never waits.
package struct DeliveryPolicy: Sendable, Equatable {
    /// The longest first wait; each further one is twice as long.
    package var firstDelay: Duration = .seconds(1)
    package var ceiling: Duration = .seconds(300)
    /// Tries of an event that the receiver refuses.
    package var refusals = 3
    /// The longest wait between two of those.
    package var refusalCeiling: Duration = .seconds(10)

    package init() {}

    /// What a receiver did with an event.
    package enum Reply: Sendable, Equatable {
        case answered(status: Int, retryAfter: Duration?)
        /// No whole answer came.
        case unreachable
        /// The address may not be called from this server.
        case forbidden
    }

    package enum Decision: Sendable, Equatable {
        case settled(Delivery.State)
        case retry(after: Duration)
        /// The whole webhook is given up.
        case giveUp
    }

    /// One event's tries so far.
    package struct Tries: Sendable, Equatable {
        /// The one that `decision` is asked about included.
        package var count: Int
        /// From the first try until now.
        package var time: Duration
        package var giveUpAfter: Duration
        /// Whether a run waits for this event before it works.
        package var startsRun: Bool

        package init(count: Int, time: Duration, giveUpAfter: Duration, startsRun: Bool) {
            self.count = count
            self.time = time
            self.giveUpAfter = giveUpAfter
            self.startsRun = startsRun
        }
    }

    /// What to do after `reply`; `jitter` is in 0..<1 and comes from the caller, so that tests can fix it.
    ///
    /// Waits are between half of the full delay and all of it. A receiver's `Retry-After` lengthens them, up to an hour.
    package func decision(after reply: Reply, _ tries: Tries, jitter: Double) -> Decision {
        switch reply {
        case .answered(200..<300, _): .settled(.delivered)
        case .answered(400, _) where tries.startsRun: .settled(.refused)
        case .answered(408, let wait), .answered(425, let wait), .answered(429, let wait),
            .answered(500..., let wait):
            patient(tries, asked: wait ?? .zero, jitter: jitter)
        case .unreachable: patient(tries, asked: .zero, jitter: jitter)
        case .answered, .forbidden:
            tries.count >= refusals
                ? .settled(.dead)
                : .retry(after: min(delay(after: tries.count), refusalCeiling) * (0.5 + jitter / 2))
        }
    }

    private func patient(_ tries: Tries, asked: Duration, jitter: Double) -> Decision {
        guard tries.time < tries.giveUpAfter else { return .giveUp }
        let backoff = delay(after: tries.count) * (0.5 + jitter / 2)
        // The last try is made when the time is up, not before.
        return .retry(after: min(max(backoff, min(asked, .seconds(3_600))), tries.giveUpAfter - tries.time))
    }

    private func delay(after count: Int) -> Duration {
        var delay = firstDelay
        for _ in 1..<max(count, 1) where delay < ceiling { delay = delay * 2 }
        return min(delay, ceiling)
    }
}

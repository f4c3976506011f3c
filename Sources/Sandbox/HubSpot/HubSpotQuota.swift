import Synchronization

/// Counts calls against a limit of ten seconds and one of the day.
final class HubSpotQuota: Sendable {
    /// The limits as they stand after a call.
    struct Reading: Sendable {
        let headers: [(name: String, value: String)]
        /// The `policyName` of the limit that was exceeded.
        let exceeded: String?
    }

    /// Limits announced when none is enforced.
    static let announced = (burst: 190, day: 650_000)

    private let burst: Int?
    private let day: Int?
    private let state = Mutex((window: 0, used: 0, today: 0))

    init(burst: Int?, day: Int?) {
        self.burst = burst
        self.day = day
    }

    /// Counts a call.
    func take() -> Reading {
        let window = UnixTime.seconds() / 10
        let (used, today) = state.withLock { state in
            if state.window != window { (state.window, state.used) = (window, 0) }
            state.used += 1
            state.today += 1
            return (state.used, state.today)
        }
        let limits = (burst: burst ?? HubSpotQuota.announced.burst, day: day ?? HubSpotQuota.announced.day)
        let left = burst == nil ? limits.burst - 1 : max(0, limits.burst - used)
        let headers = [
            ("X-HubSpot-RateLimit-Daily", String(limits.day)),
            ("X-HubSpot-RateLimit-Daily-Remaining", String(max(0, limits.day - today))),
            ("X-HubSpot-RateLimit-Interval-Milliseconds", "10000"),
            ("X-HubSpot-RateLimit-Max", String(limits.burst)),
            ("X-HubSpot-RateLimit-Remaining", String(left)),
        ]
        let isDayOver = day.map { today > $0 } ?? false
        let isBurstOver = burst.map { used > $0 } ?? false
        return Reading(headers: headers, exceeded: isDayOver ? "DAILY" : isBurstOver ? "TEN_SECONDLY_ROLLING" : nil)
    }
}

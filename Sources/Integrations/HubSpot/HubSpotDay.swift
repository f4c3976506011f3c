import Domain
import Foundation

/// The day of a HubSpot portal, at whose midnight the daily limit starts anew.
struct HubSpotDay: Sendable {
    private let zone: TimeZone

    /// Nil unless `zone` is the IANA name of a time zone.
    init?(zone name: String) {
        guard let zone = TimeZone(identifier: name) else { return nil }
        self.zone = zone
    }

    /// The time from `now` to the next midnight; a day may have 23 or 25 hours.
    func remaining(at now: Timestamp) -> Duration {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let date = Date(timeIntervalSince1970: Double(now.milliseconds) / 1000)
        let midnight = calendar.nextDate(
            after: date,
            matching: DateComponents(hour: 0, minute: 0, second: 0),
            matchingPolicy: .nextTime
        )
        guard let midnight else { return .seconds(3600) }
        return Timestamp(milliseconds: Int64(midnight.timeIntervalSince1970 * 1000)) - now
    }
}

import FoundationEssentials

/// The wall clock, in the units vendors use.
enum UnixTime {
    /// Milliseconds since 1970.
    static func milliseconds() -> Int { Int(Date().timeIntervalSince1970 * 1000) }

    /// Seconds since 1970, rounded down.
    static func seconds() -> Int { milliseconds() / 1000 }

    /// Reads an ISO 8601 moment such as `2026-11-24T09:30:00Z` as seconds; nil if it is none.
    static func seconds(iso text: String) -> Int? {
        guard let date = try? Date(text, strategy: .iso8601) else { return nil }
        return Int(date.timeIntervalSince1970)
    }
}

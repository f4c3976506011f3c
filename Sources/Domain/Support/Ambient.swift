/// What the outside world hands to everybody: the time, waiting, chance and new identifiers.
///
/// The only things tests replace; all else runs for real.
package struct Ambient: Sendable {
    /// The wall clock.
    package var now: @Sendable () -> Timestamp
    /// Time since some fixed moment; never jumps, so intervals and leases are measured on it.
    package var uptime: @Sendable () -> Duration
    package var sleep: @Sendable (Duration) async throws -> Void
    /// A random number in 0..<1.
    package var random: @Sendable () -> Double
    /// A new UUID v4 in lower case.
    package var newID: @Sendable () -> String

    package init(
        now: @escaping @Sendable () -> Timestamp,
        uptime: @escaping @Sendable () -> Duration,
        sleep: @escaping @Sendable (Duration) async throws -> Void,
        random: @escaping @Sendable () -> Double,
        newID: @escaping @Sendable () -> String
    ) {
        self.now = now
        self.uptime = uptime
        self.sleep = sleep
        self.random = random
        self.newID = newID
    }
}

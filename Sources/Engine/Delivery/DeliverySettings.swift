/// Bounds on how events are delivered.
package struct DeliverySettings: Sendable, Equatable {
    /// Pages of a run that are being fetched or wait for its webhook at most; at 1 each page waits for the one before.
    package var openPages = 100
    /// Events under way at the same time, over all webhooks; each and the one after it are in memory.
    package var parallel = 16
    package var policy = DeliveryPolicy()
    /// How long delivered events are kept for replays; zero keeps them for ever.
    package var retention: Duration = .seconds(7 * 86_400)

    package init() {}
}

/// Which of a webhook's events are to be sent again.
package enum Replay: Sendable, Equatable {
    case event(Event.ID)
    case run(SyncJobRun.ID)
    /// Events made from the first moment on and before the second.
    case period(from: Timestamp, to: Timestamp)
}

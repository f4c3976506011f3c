/// An event on its way to one webhook.
package struct Delivery: Sendable, Equatable {
    package enum State: String, Sendable, CaseIterable {
        /// Not answered yet in a way that settles it.
        case pending
        case delivered
        /// The receiver answered 400 to a run's `started`: the run is stopped.
        case refused
        /// Given up; kept, and may be sent again by a replay.
        case dead
    }

    package let eventID: Event.ID
    package let eventType: String
    package let webhookID: Webhook.ID
    package let runID: SyncJobRun.ID?
    package let state: State
    package let attempts: Int
    /// What the last try came to; nil before the first.
    package let answer: DeliveryAnswer?
    package let createdAt: Timestamp
    package let firstTriedAt: Timestamp?
    package let lastTriedAt: Timestamp?
    /// Nil unless pending.
    package let nextTryAt: Timestamp?

    package init(
        eventID: Event.ID,
        eventType: String,
        webhookID: Webhook.ID,
        runID: SyncJobRun.ID?,
        state: State,
        attempts: Int,
        answer: DeliveryAnswer?,
        createdAt: Timestamp,
        firstTriedAt: Timestamp?,
        lastTriedAt: Timestamp?,
        nextTryAt: Timestamp?
    ) {
        self.eventID = eventID
        self.eventType = eventType
        self.webhookID = webhookID
        self.runID = runID
        self.state = state
        self.attempts = attempts
        self.answer = answer
        self.createdAt = createdAt
        self.firstTriedAt = firstTriedAt
        self.lastTriedAt = lastTriedAt
        self.nextTryAt = nextTryAt
    }
}

/// What a try came to: an answer, or why there was none.
package struct DeliveryAnswer: Sendable, Equatable {
    package let status: Int?
    /// The start of the receiver's body, at most 1,000 bytes.
    package let body: String
    /// Why no answer came; nil when one did.
    package let error: String?

    package init(status: Int?, body: String, error: String?) {
        self.status = status
        self.body = body
        self.error = error
    }
}

/// Deliveries that go out one at a time, in the order of their events: those of one run, or those of no run, to one webhook.
package struct DeliveryLane: Sendable, Hashable {
    package let webhookID: Webhook.ID
    /// The run's number in the store; 0 for the events of no run.
    package let run: Int64

    package init(webhookID: Webhook.ID, run: Int64) {
        self.webhookID = webhookID
        self.run = run
    }
}

/// A delivery that may be sent now, with all that sending takes.
package struct DueDelivery: Sendable {
    /// Its place in the order of all deliveries.
    package let sequence: Int64
    package let eventID: Event.ID
    package let eventType: String
    /// The whole envelope as it goes out.
    package let body: [UInt8]
    package let runID: SyncJobRun.ID?
    /// Whether the webhook is the one that the run delivers to.
    package let isRunsOwn: Bool
    /// Tries before this one.
    package let attempts: Int
    package let firstTriedAt: Timestamp?
    package let webhook: Webhook

    package init(
        sequence: Int64,
        eventID: Event.ID,
        eventType: String,
        body: [UInt8],
        runID: SyncJobRun.ID?,
        isRunsOwn: Bool,
        attempts: Int,
        firstTriedAt: Timestamp?,
        webhook: Webhook
    ) {
        self.sequence = sequence
        self.eventID = eventID
        self.eventType = eventType
        self.body = body
        self.runID = runID
        self.isRunsOwn = isRunsOwn
        self.attempts = attempts
        self.firstTriedAt = firstTriedAt
        self.webhook = webhook
    }
}

/// A delivery that needs no further try, and what the last one came to.
package struct SettledDelivery: Sendable {
    package let delivery: DueDelivery
    /// `delivered`, `refused` or `dead`.
    package let state: Delivery.State
    package let answer: DeliveryAnswer
    package let at: Timestamp

    package init(_ delivery: DueDelivery, _ state: Delivery.State, answer: DeliveryAnswer, at now: Timestamp) {
        self.delivery = delivery
        self.state = state
        self.answer = answer
        self.at = now
    }
}

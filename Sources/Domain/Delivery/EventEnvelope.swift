package import JSON

/// What every event is wrapped in, as bytes: put together once, then stored and sent as it is.
///
/// `{"id", "event", "event_type", "payload", "environment_id", "created_at", "tenant_id"?, "webhook_id"}`. Only
/// `webhook_id` differs from one receiver to the next; it comes last and is added when the event is sent.
package struct EventEnvelope: Sendable {
    package let id: Event.ID
    package let type: EventType
    package let environmentID: Environment.ID
    /// The embedding company's name for the customer; nil where no account is concerned.
    package let tenantID: String?
    package let createdAt: Timestamp

    package init(
        id: Event.ID,
        type: EventType,
        environmentID: Environment.ID,
        tenantID: String?,
        createdAt: Timestamp
    ) {
        self.id = id
        self.type = type
        self.environmentID = environmentID
        self.tenantID = tenantID
        self.createdAt = createdAt
    }

    /// Everything before the payload.
    package var head: [UInt8] {
        Array(#"{"id":"\#(id)","event":"\#(type.rawValue)","event_type":"\#(type.rawValue)","payload":"#.utf8)
    }

    /// Everything after the payload that is the same for every webhook.
    package var tail: [UInt8] {
        var bytes = Array(#","environment_id":"\#(environmentID)","created_at":"\#(createdAt)""#.utf8)
        if let tenantID {
            bytes += Array(#","tenant_id":"#.utf8)
            JSONValue.writeString(tenantID, to: &bytes)
        }
        return bytes
    }

    /// The event with this payload.
    package func event(_ payload: JSONValue) -> Event { event(head + payload.bytes + tail) }

    /// The event whose head, payload and tail are in `body` already.
    package func event(_ body: [UInt8]) -> Event {
        Event(id: id, type: type, environmentID: environmentID, createdAt: createdAt, body: body)
    }

    /// What ends the bytes that a webhook is sent.
    package static func ending(for webhook: Webhook.ID) -> [UInt8] { Array(#","webhook_id":"\#(webhook)"}"#.utf8) }
}

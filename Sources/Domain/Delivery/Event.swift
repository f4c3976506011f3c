/// Something that webhooks are told, with the bytes that tell it.
package struct Event: Sendable {
    package typealias ID = Domain.ID<Event>

    /// The same for every webhook and every try; a receiver knows a repetition by it.
    package let id: ID
    package let type: EventType
    package let environmentID: Environment.ID
    package let createdAt: Timestamp
    /// The envelope as far as it is the same for every webhook; see `EventEnvelope`.
    package let body: [UInt8]

    package init(id: ID, type: EventType, environmentID: Environment.ID, createdAt: Timestamp, body: [UInt8]) {
        self.id = id
        self.type = type
        self.environmentID = environmentID
        self.createdAt = createdAt
        self.body = body
    }
}

/// An address that is told what happens in an environment.
package struct Webhook: Sendable, Equatable {
    package typealias ID = Domain.ID<Webhook>

    /// How the digest stands in `X-Truto-Signature`.
    package enum SignatureEncoding: String, Sendable, CaseIterable { case base64, hex }

    package let id: ID
    package let environmentID: Environment.ID
    /// Absolute, `http` or `https`.
    package var targetURL: String
    /// An inactive webhook gets nothing.
    package var isActive: Bool
    /// What it is told of; nil for everything.
    package var eventTypes: [EventType]?
    package let secret: WebhookSecret
    package var signatureEncoding: SignatureEncoding
    package var limits: Limits
    /// Why the server switched it off; nil while it is on.
    package var lastError: String?
    package let createdAt: Timestamp
    package var updatedAt: Timestamp

    /// What the receiver can take.
    package struct Limits: Sendable, Equatable {
        /// How long one event is tried before the webhook is given up.
        package var giveUpAfter: Duration = .seconds(86_400)
        /// Records of one event at most.
        package var maxRecords = 1_000
        /// Bytes of one event at most; a record that is larger by itself goes alone.
        package var maxBytes = 4 << 20

        package init() {}

        package static let giveUpSeconds = 1...2_592_000
        package static let records = 1...100_000
        package static let bytes = 1_024...67_108_864
    }

    package init(
        id: ID,
        environmentID: Environment.ID,
        targetURL: String,
        isActive: Bool,
        eventTypes: [EventType]?,
        secret: WebhookSecret,
        signatureEncoding: SignatureEncoding,
        limits: Limits,
        lastError: String?,
        createdAt: Timestamp,
        updatedAt: Timestamp
    ) {
        self.id = id
        self.environmentID = environmentID
        self.targetURL = targetURL
        self.isActive = isActive
        self.eventTypes = eventTypes
        self.secret = secret
        self.signatureEncoding = signatureEncoding
        self.limits = limits
        self.lastError = lastError
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    /// Whether it is told of `type` when that isn't addressed to it by name.
    package func listens(to type: EventType) -> Bool { isActive && (eventTypes?.contains(type) ?? true) }
}

/// What a webhook's events are signed with: text whose UTF-8 bytes are the key.
///
/// Never printed.
package struct WebhookSecret: Sendable, Equatable, CustomStringConvertible {
    package let text: String

    package init(_ text: String) { self.text = text }

    package var description: String { "[secret]" }
}

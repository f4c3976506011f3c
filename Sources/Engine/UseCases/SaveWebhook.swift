package import Domain

/// What a body says of a webhook; what it doesn't say stays.
package struct WebhookChanges: Sendable {
    package var targetURL: String?
    package var isActive: Bool?
    /// Nil inside is for all types.
    package var eventTypes: [EventType]??
    package var signatureEncoding: Webhook.SignatureEncoding?
    package var giveUpAfter: Duration?
    package var maxRecords: Int?
    package var maxBytes: Int?

    package init() {}
}

/// Creates, changes and removes webhooks; a run whose webhook goes is cut here too.
package struct SaveWebhook: Sendable {
    private let webhooks: any WebhookStore
    private let transport: any HTTPTransport
    private let stops: StopSignals
    private let ambient: Ambient

    package init(
        webhooks: any WebhookStore,
        transport: any HTTPTransport,
        stops: StopSignals,
        ambient: Ambient
    ) {
        self.webhooks = webhooks
        self.transport = transport
        self.stops = stops
        self.ambient = ambient
    }

    /// Stores a webhook with a new secret; throws `ValidationError`.
    package func create(
        _ changes: WebhookChanges,
        id: Webhook.ID,
        in environment: Environment.ID
    ) async throws -> Webhook {
        let now = ambient.now()
        var webhook = Webhook(
            id: id,
            environmentID: environment,
            targetURL: "",
            isActive: true,
            eventTypes: nil,
            secret: WebhookSecret(ambient.newID()),
            signatureEncoding: .base64,
            limits: Webhook.Limits(),
            lastError: nil,
            createdAt: now,
            updatedAt: now
        )
        try check(changes)
        changes.apply(to: &webhook)
        return try await webhooks.insert(webhook)
    }

    /// The changed webhook; nil when there is none.
    ///
    /// Throws `ValidationError`, and stores nothing then.
    package func update(
        _ id: Webhook.ID,
        _ changes: WebhookChanges,
        in environment: Environment.ID
    ) async throws -> Webhook? {
        let now = ambient.now()
        try check(changes)
        let updated = try await webhooks.update(id, in: environment, at: now) { webhook in
            changes.apply(to: &webhook)
            webhook.updatedAt = max(now, webhook.updatedAt + .milliseconds(1))
        }
        for run in updated?.endedRuns ?? [] { await stops.stop(run) }
        return updated?.webhook
    }

    /// False when there is none.
    package func delete(_ id: Webhook.ID, in environment: Environment.ID) async throws -> Bool {
        guard let ended = try await webhooks.delete(id, in: environment, at: ambient.now()) else { return false }
        for run in ended { await stops.stop(run) }
        return true
    }

    private func check(_ changes: WebhookChanges) throws(ValidationError) {
        guard let url = changes.targetURL else { return }
        do throws(IntegrationError) {
            try transport.check(url)
        } catch {
            throw ValidationError("target_url", error.message)
        }
    }
}

extension WebhookChanges {
    fileprivate func apply(to webhook: inout Webhook) {
        webhook.targetURL = targetURL ?? webhook.targetURL
        webhook.isActive = isActive ?? webhook.isActive
        if let eventTypes { webhook.eventTypes = eventTypes }
        webhook.signatureEncoding = signatureEncoding ?? webhook.signatureEncoding
        webhook.limits.giveUpAfter = giveUpAfter ?? webhook.limits.giveUpAfter
        webhook.limits.maxRecords = maxRecords ?? webhook.limits.maxRecords
        webhook.limits.maxBytes = maxBytes ?? webhook.limits.maxBytes
    }
}

/// Webhooks; their secrets are stored encrypted.
package protocol WebhookStore: Sendable {
    func webhooks(_ query: ListQuery, in environment: Environment.ID) async throws -> Listing<Webhook>
    func webhook(_ id: Webhook.ID, in environment: Environment.ID) async throws -> Webhook?
    /// Stores a new webhook; when the id exists already in the environment, that webhook is returned unchanged.
    func insert(_ webhook: Webhook) async throws -> Webhook
    /// Changes the webhook as it is in the store at that moment, in one transaction; nil when there is none.
    ///
    /// What waits for it is due at once after that. A webhook that is switched off is told nothing more: what waits is
    /// given up, and active runs that deliver to it fail. Nothing is stored when `change` throws.
    func update(
        _ id: Webhook.ID,
        in environment: Environment.ID,
        at now: Timestamp,
        _ change: @Sendable @escaping (inout Webhook) throws -> Void
    ) async throws -> (webhook: Webhook, endedRuns: [SyncJobRun.ID])?
    /// Removes the webhook with its deliveries, and returns the active runs that failed with it; nil when there is none.
    func delete(
        _ id: Webhook.ID,
        in environment: Environment.ID,
        at now: Timestamp
    ) async throws -> [SyncJobRun.ID]?
}

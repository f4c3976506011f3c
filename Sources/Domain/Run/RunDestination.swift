/// Where a run's records go.
package enum RunDestination: Sendable, Equatable {
    /// A daemon of this group stores them; the one that is built into the server is `default`.
    case daemon(group: String)
    /// They are delivered as events.
    case webhook(Webhook.ID)

    package var webhookID: Webhook.ID? {
        guard case .webhook(let id) = self else { return nil }
        return id
    }

    package var daemonGroup: String? {
        guard case .daemon(let group) = self else { return nil }
        return group
    }
}

import JSON

/// The right to connect one account, once, held by whoever has its text.
package struct LinkToken: Sendable, Equatable {
    package typealias ID = Domain.ID<LinkToken>

    /// How long a link is good for.
    package static let life: Duration = .seconds(7 * 86_400)

    /// What the connected account shall be.
    package enum Purpose: Sendable, Equatable {
        case new(tenantID: String)
        case reconnect(IntegratedAccount.ID)
    }

    package let id: ID
    package let environmentID: Environment.ID
    package let purpose: Purpose
    /// The integrations that may be connected; empty for all that the environment shows in its catalogue.
    package let installations: [EnvironmentIntegration.ID]
    /// Asked for in place of the app's and the integration's own.
    package let scopes: [String]
    /// Goes into the account's context, below what is typed.
    package let context: AccountContext
    /// An http or https address; nil to end on a page of our own.
    package let redirectURI: String?
    /// Whether a reconnected account keeps the keys of its context that aren't given anew.
    package let keepsPreviousContext: Bool
    package let createdAt: Timestamp

    package init(
        id: ID,
        environmentID: Environment.ID,
        purpose: Purpose,
        installations: [EnvironmentIntegration.ID] = [],
        scopes: [String] = [],
        context: AccountContext = AccountContext([:]),
        redirectURI: String? = nil,
        keepsPreviousContext: Bool = false,
        createdAt: Timestamp
    ) {
        self.id = id
        self.environmentID = environmentID
        self.purpose = purpose
        self.installations = installations
        self.scopes = scopes
        self.context = context
        self.redirectURI = redirectURI
        self.keepsPreviousContext = keepsPreviousContext
        self.createdAt = createdAt
    }

    package var expiresAt: Timestamp { createdAt + LinkToken.life }

    package var reconnects: IntegratedAccount.ID? {
        guard case .reconnect(let account) = purpose else { return nil }
        return account
    }
}

package import JSON

/// A vendor that this server can talk to, as the API shows it.
package struct Integration: Sendable, Equatable {
    package typealias ID = Domain.ID<Integration>

    /// Who may install the integration.
    package enum Sharing: String, Sendable, CaseIterable { case ask, deny, allow }

    package let id: ID
    /// A slug, unique; what a job's `integration_name` refers to.
    package let name: String
    package var category: String
    package var isBeta: Bool
    package var sharing: Sharing
    /// Grows by one with each change.
    package var version: Int
    /// The manifest of an integration that somebody gave; nil for one that comes with the server.
    package var config: JSONObject?
    package let createdAt: Timestamp
    package var updatedAt: Timestamp

    package init(
        id: ID,
        name: String,
        category: String,
        isBeta: Bool,
        sharing: Sharing,
        version: Int,
        config: JSONObject? = nil,
        createdAt: Timestamp,
        updatedAt: Timestamp
    ) {
        self.id = id
        self.name = name
        self.category = category
        self.isBeta = isBeta
        self.sharing = sharing
        self.version = version
        self.config = config
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

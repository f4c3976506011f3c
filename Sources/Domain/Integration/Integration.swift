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
    package let createdAt: Timestamp
    package var updatedAt: Timestamp

    package init(
        id: ID,
        name: String,
        category: String,
        isBeta: Bool,
        sharing: Sharing,
        version: Int,
        createdAt: Timestamp,
        updatedAt: Timestamp
    ) {
        self.id = id
        self.name = name
        self.category = category
        self.isBeta = isBeta
        self.sharing = sharing
        self.version = version
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

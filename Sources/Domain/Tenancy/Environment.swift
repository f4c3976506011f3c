/// A separate world of accounts, jobs and records; a token sees one and nothing of another.
package struct Environment: Sendable, Equatable {
    package typealias ID = Domain.ID<Environment>

    package let id: ID
    package var name: String
    package let createdAt: Timestamp
    package var updatedAt: Timestamp

    package init(id: ID, name: String, createdAt: Timestamp, updatedAt: Timestamp) {
        self.id = id
        self.name = name
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    /// The team that owns every environment of a self-hosted server; fixed, since there is one.
    package static let teamID = "00000000-0000-4000-8000-000000000001"
}

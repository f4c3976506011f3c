/// A bearer token of one environment; the token's text is known only to whoever created it.
package struct APIToken: Sendable, Equatable {
    package typealias ID = Domain.ID<APIToken>

    package let id: ID
    package let environmentID: Environment.ID
    package let name: String
    package let createdAt: Timestamp
    package let revokedAt: Timestamp?

    package init(id: ID, environmentID: Environment.ID, name: String, createdAt: Timestamp, revokedAt: Timestamp?) {
        self.id = id
        self.environmentID = environmentID
        self.name = name
        self.createdAt = createdAt
        self.revokedAt = revokedAt
    }
}

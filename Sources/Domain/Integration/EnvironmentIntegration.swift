package import JSON

/// An integration as one environment uses it.
package struct EnvironmentIntegration: Sendable, Equatable {
    package typealias ID = Domain.ID<EnvironmentIntegration>

    package let id: ID
    package let environmentID: Environment.ID
    package let integrationID: Integration.ID
    package let integrationName: String
    package var isEnabled: Bool
    package var showInCatalog: Bool
    package var override: JSONObject
    package let createdAt: Timestamp
    package var updatedAt: Timestamp

    package init(
        id: ID,
        environmentID: Environment.ID,
        integrationID: Integration.ID,
        integrationName: String,
        isEnabled: Bool,
        showInCatalog: Bool,
        override: JSONObject,
        createdAt: Timestamp,
        updatedAt: Timestamp
    ) {
        self.id = id
        self.environmentID = environmentID
        self.integrationID = integrationID
        self.integrationName = integrationName
        self.isEnabled = isEnabled
        self.showInCatalog = showInCatalog
        self.override = override
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

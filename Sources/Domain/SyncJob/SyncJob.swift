package import JSON

/// The stored definition of what to sync: an integration, its arguments and its resource nodes.
package struct SyncJob: Sendable, Equatable {
    package typealias ID = Domain.ID<SyncJob>

    package let id: ID
    package let environmentID: Environment.ID
    package var integrationName: String
    package var label: String
    /// JSON Schema of the arguments; nil when unset.
    package var argsSchema: JSONValue?
    /// JSONata over `{args}` that says why they are refused; nil when unset.
    package var argsValidation: String?
    /// The nodes exactly as they were sent.
    package var resources: [JSONValue]
    package var defaultRuntimeVersion: Int
    package let createdAt: Timestamp
    package var updatedAt: Timestamp

    package init(
        id: ID,
        environmentID: Environment.ID,
        integrationName: String,
        label: String,
        argsSchema: JSONValue?,
        argsValidation: String? = nil,
        resources: [JSONValue],
        defaultRuntimeVersion: Int,
        createdAt: Timestamp,
        updatedAt: Timestamp
    ) {
        self.id = id
        self.environmentID = environmentID
        self.integrationName = integrationName
        self.label = label
        self.argsSchema = argsSchema
        self.argsValidation = argsValidation
        self.resources = resources
        self.defaultRuntimeVersion = defaultRuntimeVersion
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

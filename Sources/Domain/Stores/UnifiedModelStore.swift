package import JSON

/// What one environment changes of a unified model's mappings.
package struct UnifiedModelOverride: Sendable, Equatable {
    package let environmentID: Environment.ID
    /// The model's name.
    package let model: String
    /// `{"<resource>": {"<integration>": {…}}}` with the keys of a mapping file.
    package var override: JSONObject
    package let createdAt: Timestamp
    package var updatedAt: Timestamp

    package init(
        environmentID: Environment.ID,
        model: String,
        override: JSONObject,
        createdAt: Timestamp,
        updatedAt: Timestamp
    ) {
        self.environmentID = environmentID
        self.model = model
        self.override = override
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

/// Stores what environments change of unified models; one row a model at most.
///
/// A change writes the event that tells of it in the same transaction; `payload` is what that tells.
package protocol UnifiedModelStore: Sendable {
    func overrides(in environment: Environment.ID) async throws -> [UnifiedModelOverride]
    /// In place of what was stored for the model.
    func save(_ override: UnifiedModelOverride, payload: JSONObject) async throws
    /// Does nothing when there is none.
    func delete(model: String, in environment: Environment.ID, payload: JSONObject, at now: Timestamp) async throws
}

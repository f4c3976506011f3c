/// Integrations as the API shows them, and how each environment uses them.
package protocol IntegrationStore: Sendable {
    /// Makes a row of each integration that has none, and installs those in every environment.
    func register(_ integrations: [Integration]) async throws
    /// Stores a new one and installs it in every environment; nil when there is one of that name.
    func insert(_ integration: Integration) async throws -> Integration?
    /// Removes one that somebody gave, with its installations and accounts; false when there was none.
    func delete(_ id: Integration.ID) async throws -> Bool
    /// All that somebody gave.
    func given() async throws -> [Integration]
    func integrations(_ query: ListQuery) async throws -> Listing<Integration>
    /// By id or by name.
    func integration(_ idOrName: String) async throws -> Integration?
    /// Stores the changed integration with the next version; nil when `integration.version` is no longer the stored one.
    func update(_ integration: Integration) async throws -> Integration?
    /// The environments each integration is installed in.
    func installedEnvironments(_ id: Integration.ID) async throws -> [Environment.ID]

    func environmentIntegrations(
        _ query: ListQuery,
        in environment: Environment.ID
    ) async throws -> Listing<EnvironmentIntegration>
    func environmentIntegration(
        _ id: EnvironmentIntegration.ID,
        in environment: Environment.ID
    ) async throws -> EnvironmentIntegration?
    func environmentIntegration(
        named integration: String,
        in environment: Environment.ID
    ) async throws -> EnvironmentIntegration?
    /// Installs an integration; what is installed already stays as it is and is returned.
    func install(_ integration: Integration, in environment: Environment.ID) async throws -> EnvironmentIntegration
    /// Removes the integration from its environment and deletes its accounts; false when there was none.
    func uninstall(_ id: EnvironmentIntegration.ID, in environment: Environment.ID) async throws -> Bool
}

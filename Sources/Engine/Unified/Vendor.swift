package import Domain
package import JSON

/// What one environment can ask of an integration: the vendor's own resources, and those of unified models.
package struct Vendor: Sendable {
    package let adapter: any Adapter
    /// By `model/resource`.
    package let mappings: [String: ResourceMapping]
    package let capabilities: [Capability]

    package init(adapter: any Adapter, mappings: [String: ResourceMapping] = [:]) {
        self.adapter = adapter
        self.mappings = mappings
        let unified = mappings.sorted { $0.key < $1.key }.flatMap { $0.value.capabilities(of: adapter.capabilities) }
        capabilities = adapter.capabilities + unified
    }

    package func capability(_ resource: String, _ method: String) -> Capability? {
        capabilities.first { $0.resource == resource && $0.method == method }
    }
}

/// Finds vendors as an environment has them.
package struct Vendors: Sendable {
    package let catalog: any AdapterCatalog
    private let models: CurrentModels
    private let overrides: any UnifiedModelStore

    package init(catalog: any AdapterCatalog, models: CurrentModels, overrides: any UnifiedModelStore) {
        self.catalog = catalog
        self.models = models
        self.overrides = overrides
    }

    package var unified: UnifiedCatalog { models.catalog }

    /// As they are now; a run keeps what it started with.
    package func current(in environment: Environment.ID) async throws -> EnvironmentVendors {
        EnvironmentVendors(
            catalog: catalog,
            unified: unified,
            overrides: try await overrides.overrides(in: environment)
        )
    }
}

/// The vendors of one environment at one moment.
package struct EnvironmentVendors: Sendable {
    let catalog: any AdapterCatalog
    package let unified: UnifiedCatalog
    let overrides: [UnifiedModelOverride]

    package init(catalog: any AdapterCatalog, unified: UnifiedCatalog, overrides: [UnifiedModelOverride] = []) {
        self.catalog = catalog
        self.unified = unified
        self.overrides = overrides
    }

    /// Names of all integrations.
    var names: [String] { catalog.adapters.map(\.name) }

    /// Nil when the server has no such integration.
    ///
    /// `manifest` is what an integration that is data was made of when a run of it was created: it keeps that.
    package func vendor(named name: String, of manifest: JSONObject? = nil) -> Vendor? {
        if let manifest, manifest != catalog.adapter(named: name)?.source,
            let adapter = try? catalog.adapter(named: name, of: manifest),
            let unified = try? unified.adding([adapter])
        {
            return Vendor(adapter: adapter, mappings: unified.mappings(of: adapter, overrides))
        }
        return catalog.adapter(named: name).map { Vendor(adapter: $0, mappings: unified.mappings(of: $0, overrides)) }
    }
}

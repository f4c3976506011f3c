import Engine
import Integrations

extension EnvironmentVendors {
    /// Every integration in this binary, as an environment that changes nothing has it.
    static func builtIn() throws -> EnvironmentVendors {
        let base = try UnifiedCatalog.builtIn()
        let plugins = try PluginSource.builtIn.map { try Plugin($0, models: base).adapter }
        return EnvironmentVendors(catalog: Catalog(plugins: plugins), unified: try base.adding(plugins))
    }
}

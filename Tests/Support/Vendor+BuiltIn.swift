import App
import Domain
package import Engine
import Integrations

extension Vendor {
    /// An integration as an environment has it that changed nothing.
    package static func builtIn(_ name: String) throws -> Vendor {
        let vendors = EnvironmentVendors(catalog: Catalog(), unified: try UnifiedCatalog.builtIn())
        guard let vendor = vendors.vendor(named: name) else { throw MissingIntegration(name: name) }
        return vendor
    }

    private struct MissingIntegration: Error { let name: String }
}

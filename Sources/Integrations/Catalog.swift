package import Domain
package import JSON
import Synchronization

/// The integrations of this server: those in Swift, and plugins, which may change while it runs.
package final class Catalog: AdapterCatalog {
    /// The only list of Swift adapters in code.
    private static let native: [any Adapter] = [HubSpotAdapter(), ZendeskAdapter()]

    private let current: Mutex<[any Adapter]>

    /// `plugins` replace Swift adapters of the same name.
    package init(plugins: [DeclarativeAdapter] = []) { current = Mutex(Catalog.merged(plugins)) }

    /// Every integration, by name, in alphabetical order.
    package var adapters: [any Adapter] { current.withLock { $0 } }

    package func adapter(named name: String, of manifest: JSONObject) throws(ValidationError) -> any Adapter {
        DeclarativeAdapter(try Manifest(.object(manifest), name: name))
    }

    /// Puts `plugins` in the place of all earlier ones; who holds an adapter keeps it.
    package func replacePlugins(by plugins: [DeclarativeAdapter]) {
        let adapters = Catalog.merged(plugins)
        current.withLock { $0 = adapters }
    }

    private static func merged(_ plugins: [DeclarativeAdapter]) -> [any Adapter] {
        let names = Set(plugins.map(\.name))
        let all: [any Adapter] = native.filter { !names.contains($0.name) } + plugins
        return all.sorted { $0.name < $1.name }
    }
}

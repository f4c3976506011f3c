import Domain
import Engine
import Integrations
import Logging
import Synchronization

/// Keeps the catalogue's plugins what the binary and the operator's folder say.
final class PluginLoader: Sendable {
    private let catalog: Catalog
    /// The models with the mappings of Swift adapters.
    private let base: UnifiedCatalog
    private let models: CurrentModels
    private let folder: String?
    private let logger: Logger
    private let loaded = Mutex<[PluginSource: Result<Plugin, PluginFault>]>([:])

    /// `folder` is the operator's; nil for none.
    init(catalog: Catalog, models: CurrentModels, folder: String?, logger: Logger) {
        self.catalog = catalog
        self.models = models
        base = models.catalog
        self.folder = folder
        self.logger = logger
    }

    /// Reads all plugins anew: those in the binary, those that were `given` to the API, and those of the folder, which win
    /// over others of the same name.
    ///
    /// One that is broken is told in the log once, and what was there under its name before stays. Throws
    /// `ConfigurationError` where the folder can't be read. Returns whether anything changed.
    @discardableResult
    func load(given: [Integration] = []) throws -> Bool {
        var sources: [String: Result<PluginSource, PluginFault>] = [:]
        for source in PluginSource.builtIn { sources[source.name] = .success(source) }
        for integration in given { sources[integration.name] = .success(PluginSource(given: integration)) }
        if let folder { for (name, source) in try PluginSource.all(in: folder) { sources[name] = source } }
        let before = loaded.withLock { $0 }
        var after: [PluginSource: Result<Plugin, PluginFault>] = [:]
        for (name, source) in sources.sorted(by: { $0.key < $1.key }) {
            switch source {
            case .failure(let fault): report(fault, name)
            case .success(let source):
                if let known = before[source] {
                    after[source] = known
                    continue
                }
                after[source] = Result { () throws(PluginFault) in try Plugin(source, models: base) }
                if case .failure(let fault) = after[source] { report(fault, name) }
            }
        }
        guard after.keys != before.keys || before.isEmpty else { return false }
        let earlier = catalog.adapters.compactMap { $0 as? DeclarativeAdapter }
        let plugins = after.compactMap { source, plugin -> DeclarativeAdapter? in
            switch plugin {
            case .success(let plugin): plugin.adapter
            case .failure: earlier.first { $0.name == source.name }
            }
        }
        let mapped = try base.adding(plugins)
        loaded.withLock { $0 = after }
        catalog.replacePlugins(by: plugins)
        models.replace(by: mapped)
        return true
    }

    private func report(_ fault: PluginFault, _ name: String) {
        for finding in fault.findings { logger.error("plugin \(name) is not used: \(finding)") }
    }
}

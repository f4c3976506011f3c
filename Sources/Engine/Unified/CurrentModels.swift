import Synchronization

/// The unified models and mappings as they are now; plugins change them while the server runs.
package final class CurrentModels: Sendable {
    private let current: Mutex<UnifiedCatalog>

    package init(_ catalog: UnifiedCatalog) { current = Mutex(catalog) }

    package var catalog: UnifiedCatalog { current.withLock { $0 } }

    /// Who holds the earlier ones keeps them.
    package func replace(by catalog: UnifiedCatalog) { current.withLock { $0 = catalog } }
}

/// Finds the adapter of an integration by its name.
package protocol AdapterCatalog: Sendable {
    /// Every integration, by name, in alphabetical order.
    var adapters: [any Adapter] { get }
}

extension AdapterCatalog {
    package func adapter(named name: String) -> (any Adapter)? { adapters.first { $0.name == name } }
}

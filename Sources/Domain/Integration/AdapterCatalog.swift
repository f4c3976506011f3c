package import JSON

/// Finds the adapter of an integration by its name.
package protocol AdapterCatalog: Sendable {
    /// Every integration, by name, in alphabetical order.
    var adapters: [any Adapter] { get }
    /// An adapter made of a manifest; throws everything that is wrong with it, with paths.
    func adapter(named name: String, of manifest: JSONObject) throws(ValidationError) -> any Adapter
}

extension AdapterCatalog {
    package func adapter(named name: String) -> (any Adapter)? { adapters.first { $0.name == name } }
}

package import Domain

/// The integrations of this server; the only list of them in code.
package struct Catalog: AdapterCatalog {
    package let adapters: [any Adapter]

    package init() {
        adapters = [
            HubSpotAdapter(), ZendeskAdapter(),
        ]
    }
}

package import Domain
import JSON

/// Takes integrations that are data from callers: each is decoded and checked as a plugin's file would be.
package struct SaveIntegration: Sendable {
    private let integrations: any IntegrationStore
    private let vendors: Vendors
    private let changed: @Sendable () async throws -> Void

    /// `changed` puts what is stored into use.
    package init(
        integrations: any IntegrationStore,
        vendors: Vendors,
        changed: @escaping @Sendable () async throws -> Void
    ) {
        self.integrations = integrations
        self.vendors = vendors
        self.changed = changed
    }

    /// Stores a new one; throws what is wrong with its manifest, below `config`, and for a name that is taken.
    package func create(_ integration: Integration) async throws -> Integration {
        try check(integration)
        guard let stored = try await integrations.insert(integration) else {
            throw ValidationError("name", "there is an integration \"\(integration.name)\" already")
        }
        try await changed()
        return stored
    }

    /// Stores a changed one; nil when it was changed by somebody else meanwhile.
    package func update(_ integration: Integration) async throws -> Integration? {
        if integration.config != nil { try check(integration) }
        guard let stored = try await integrations.update(integration) else { return nil }
        try await changed()
        return stored
    }

    /// False when there is none that somebody gave.
    package func delete(_ id: Integration.ID) async throws -> Bool {
        guard try await integrations.delete(id) else { return false }
        try await changed()
        return true
    }

    private func check(_ integration: Integration) throws(ValidationError) {
        do {
            let config = integration.config ?? [:]
            try vendors.unified.check(try vendors.catalog.adapter(named: integration.name, of: config))
        } catch {
            throw ValidationError(
                error.failures.map { failure in
                    // The name isn't the manifest's own here.
                    guard failure.path != "name" || config(integration, has: "name") else { return failure }
                    return ValidationFailure(
                        failure.path.isEmpty ? "config" : "config.\(failure.path)",
                        failure.message
                    )
                }
            )
        }
    }

    private func config(_ integration: Integration, has key: String) -> Bool { integration.config?[key] != nil }
}

import Domain
import Engine
import JSON

/// A unified model as the contract shows it, with what the integrations of one environment make of it.
struct UnifiedModelBody {
    private let vendors: [Vendor]

    init(_ vendors: EnvironmentVendors) { self.vendors = vendors.all() }

    func object(_ model: UnifiedModel, in environment: Domain.Environment) -> JSONObject {
        var body = model.payload(in: environment)
        body["resources"] = .object(JSONObject(model.resources.map { ($0.shortName, .object(resource($0))) }))
        return body
    }

    private func resource(_ resource: UnifiedResource) -> JSONObject {
        var integrations = JSONObject()
        for vendor in vendors {
            let methods = vendor.methods(of: resource)
            if !methods.isEmpty { integrations[vendor.adapter.name] = .object(methods) }
        }
        return [
            "description": .string(resource.description), "schema": .object(resource.schema),
            "query_schema": .object(resource.querySchema(requiring: [])), "integrations": .object(integrations),
        ]
    }
}

extension Vendor {
    /// What may be asked of a unified resource, in the shape of an integration's `config.resources`.
    func methods(of resource: UnifiedResource) -> JSONObject {
        JSONObject(capabilities.filter { $0.isUnified && $0.resource == resource.name }.map { ($0.method, [:]) })
    }

    /// The resources of a model that the integration has, with their methods.
    func resources(of model: UnifiedModel) -> JSONObject {
        JSONObject(
            model.resources.map { ($0.shortName, methods(of: $0)) }.filter { !$1.isEmpty }.map { ($0, .object($1)) }
        )
    }
}

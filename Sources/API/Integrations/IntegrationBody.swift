import Domain
import Engine
import JSON

/// An integration as the contract shows it, with what one environment can ask of it.
struct IntegrationBody {
    let vendors: EnvironmentVendors

    func object(
        _ integration: Integration,
        installed: [Domain.Environment.ID]
    ) throws(ValidationError) -> JSONObject {
        [
            "id": .string(integration.id.rawValue), "name": .string(integration.name),
            "category": .string(integration.category), "is_beta": .bool(integration.isBeta),
            "config": try config(integration.name), "team_id": .string(Domain.Environment.teamID),
            "installed_environment": .array(installed.map { .string($0.rawValue) }),
            "sharing": .string(integration.sharing.rawValue), "can_install": true,
            "version": .integer(integration.version), "created_at": .moment(integration.createdAt),
            "updated_at": .moment(integration.updatedAt),
        ]
    }

    /// The vendor's own resources with their methods, and below `unified_apis` those of each model.
    private func config(_ name: String) throws(ValidationError) -> JSONValue {
        guard let vendor = vendors.vendor(named: name) else { return [:] }
        var resources = JSONObject()
        for capability in vendor.adapter.capabilities {
            var methods = resources[capability.resource]?.objectValue ?? JSONObject()
            methods[capability.method] = [:]
            resources[capability.resource] = .object(methods)
        }
        var config = vendor.adapter.source ?? ["label": .string(vendor.adapter.label), "resources": .object(resources)]
        for key in ["name", "category"] { config[key] = nil }
        let unified = vendors.unified.models.map { ($0.name, vendor.resources(of: $0)) }.filter { !$1.isEmpty }
        config["unified_apis"] = .object(JSONObject(unified.map { ($0, .object($1)) }))
        return .object(config)
    }
}

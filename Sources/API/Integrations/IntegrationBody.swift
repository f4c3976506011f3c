import Domain
import JSON

/// An integration as the contract shows it.
struct IntegrationBody {
    let catalog: any AdapterCatalog

    func object(_ integration: Integration, installed: [Domain.Environment.ID]) -> JSONObject {
        [
            "id": .string(integration.id.rawValue), "name": .string(integration.name),
            "category": .string(integration.category), "is_beta": .bool(integration.isBeta),
            "config": config(integration.name), "team_id": .string(Domain.Environment.teamID),
            "installed_environment": .array(installed.map { .string($0.rawValue) }),
            "sharing": .string(integration.sharing.rawValue), "can_install": true,
            "version": .integer(integration.version), "created_at": .moment(integration.createdAt),
            "updated_at": .moment(integration.updatedAt),
        ]
    }

    /// What the adapter can do, in the shape of `config.resources`.
    private func config(_ name: String) -> JSONValue {
        guard let adapter = catalog.adapter(named: name) else { return [:] }
        var resources = JSONObject()
        for capability in adapter.capabilities {
            var methods = resources[capability.resource]?.objectValue ?? JSONObject()
            methods[capability.method] = [:]
            resources[capability.resource] = .object(methods)
        }
        return ["label": .string(adapter.label), "resources": .object(resources)]
    }
}

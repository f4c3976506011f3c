package import Domain
package import JSON

/// A unified model as one environment has it.
package struct EnvironmentUnifiedModel: Sendable {
    package let environment: Environment
    package let model: UnifiedModel
    /// Empty where the environment changes nothing.
    package let override: JSONObject
    package let updatedAt: Timestamp

    /// `stored` is what the environment changes; a model is there from the environment's beginning.
    init(_ model: UnifiedModel, in environment: Environment, _ stored: UnifiedModelOverride?) {
        self.environment = environment
        self.model = model
        override = stored?.override ?? JSONObject()
        updatedAt = stored?.updatedAt ?? environment.createdAt
    }

    /// As the contract shows it, in answers and in events; `model` is nested.
    package func payload(model nested: JSONObject) -> JSONObject {
        [
            "id": .string(model.id(in: environment.id)), "unified_model_id": .string(model.id),
            "environment_id": .string(environment.id.rawValue), "override": .object(override),
            "unified_model": .object(nested), "created_at": .moment(environment.createdAt),
            "updated_at": .moment(updatedAt),
        ]
    }
}

extension UnifiedModel {
    /// Of the model as this environment has it.
    package func id(in environment: Environment.ID) -> String {
        Fingerprint.id(of: "environment unified model \(environment) \(name)")
    }

    /// The model as the contract shows it to `environment`, without its resources.
    ///
    /// It came with the server, and has no date of its own: it is as old as the environment that it is shown to.
    package func payload(in environment: Environment) -> JSONObject {
        [
            "id": .string(id), "name": .string(name), "label": .string(label), "category": .string(category),
            "description": .string(description), "team_id": .string(Environment.teamID), "sharing": "allow",
            "installed_environment": [.string(environment.id.rawValue)], "scopes": [:],
            "created_at": .moment(environment.createdAt), "updated_at": .moment(environment.createdAt),
        ]
    }
}

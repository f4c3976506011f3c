package import Domain
package import JSON

/// Changes what an environment does to a unified model; refuses what could never work, with the place of each fault.
package struct SaveEnvironmentUnifiedModel: Sendable {
    private let models: any UnifiedModelStore
    private let vendors: Vendors
    private let ambient: Ambient

    package init(models: any UnifiedModelStore, vendors: Vendors, ambient: Ambient) {
        self.models = models
        self.vendors = vendors
        self.ambient = ambient
    }

    /// Puts `override` in place of the environment's own; throws `ValidationError`.
    ///
    /// It holds from the next call and the next run on.
    package func callAsFunction(
        _ override: JSONObject,
        of model: UnifiedModel,
        in environment: Environment
    ) async throws {
        let current = try await vendors.current(in: environment.id)
        let before = current.model(model, of: environment)
        let problems = current.problems(in: override, of: model, isStored: false)
        guard problems.isEmpty else { throw ValidationError(problems) }
        // By their texts: the order of variables counts.
        guard JSONValue.object(override).text != JSONValue.object(before.override).text else { return }
        let now = max(ambient.now(), before.updatedAt + .milliseconds(1))
        let changed = UnifiedModelOverride(
            environmentID: environment.id,
            model: model.name,
            override: override,
            createdAt: now,
            updatedAt: now
        )
        let after = EnvironmentUnifiedModel(model, in: environment, changed)
        try await models.save(changed, payload: after.payload(model: model.payload(in: environment)))
    }

    /// Takes the environment's changes away: the model is as it came with the server.
    package func clear(_ model: UnifiedModel, in environment: Environment) async throws {
        let current = try await vendors.current(in: environment.id)
        let payload = current.model(model, of: environment).payload(model: model.payload(in: environment))
        try await models.delete(model: model.name, in: environment.id, payload: payload, at: ambient.now())
    }
}

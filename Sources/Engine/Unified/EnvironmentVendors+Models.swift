package import Domain
package import JSON

extension EnvironmentVendors {
    /// Every vendor, by the integration's name.
    package func all() -> [Vendor] { names.compactMap { vendor(named: $0) } }

    /// A unified model as `environment` has it, which must be the one that this is of.
    package func model(_ model: UnifiedModel, of environment: Environment) -> EnvironmentUnifiedModel {
        EnvironmentUnifiedModel(model, in: environment, overrides.first { $0.model == model.name })
    }

    /// Everything that is wrong with an override of `model`, at its places below `override`.
    ///
    /// Of a stored one only what keeps it from being used: a null may take nothing away any more.
    package func problems(in override: JSONObject, of model: UnifiedModel, isStored: Bool) -> [ValidationFailure] {
        override.flatMap { name, integrations -> [ValidationFailure] in
            let path = "override.\(name)"
            guard let resource = model.resources.first(where: { $0.shortName == name }) else {
                let hint = Spelling.hint(for: name, in: model.resources.map(\.shortName))
                return [ValidationFailure(path, "\(model.name) has no \"\(name)\"; \(hint)")]
            }
            guard let mappings = integrations.objectValue else {
                return [ValidationFailure(path, "expected an object of integrations, found \(integrations.kindName)")]
            }
            return mappings.flatMap { problems(in: $1, of: resource, for: $0, isStored: isStored, at: "\(path).\($0)") }
        }
    }

    private func problems(
        in change: JSONValue,
        of resource: UnifiedResource,
        for integration: String,
        isStored: Bool,
        at path: String
    ) -> [ValidationFailure] {
        guard let adapter = catalog.adapter(named: integration) else {
            let hint = Spelling.hint(for: integration, in: names)
            return [ValidationFailure(path, "there is no integration \"\(integration)\"; \(hint)")]
        }
        guard let change = change.objectValue else {
            return [ValidationFailure(path, "expected an object of a mapping's keys, found \(change.kindName)")]
        }
        do {
            // An empty one over it has nothing to take away.
            let overrides = isStored ? [change, JSONObject()] : [change]
            _ = try unified.mapping(of: resource, for: adapter, overrides, at: path)
            return []
        } catch {
            return error.failures
        }
    }
}

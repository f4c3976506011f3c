package import Domain
package import JSON

/// Every unified model, and the mappings of every integration that come with the server.
package struct UnifiedCatalog: Sendable {
    package let models: [UnifiedModel]
    /// Mappings as they are written, by integration and then by `model/resource`.
    private let sources: [String: JSONObject]
    private let compiled: [String: [String: ResourceMapping]]

    /// No models at all.
    package init() { (models, sources, compiled) = ([], [:], [:]) }

    /// `models` are model files, `mappings` mapping files by the integration's name.
    ///
    /// Throws what is wrong with any of them; problems start with the file's name.
    package init(models files: [JSONValue], mappings: [String: JSONValue]) throws(ValidationError) {
        var models: [UnifiedModel] = []
        for file in files { models.append(try UnifiedModel(file)) }
        try self.init(models: models, mappings: mappings)
    }

    private init(models: [UnifiedModel], mappings: [String: JSONValue]) throws(ValidationError) {
        self.models = models
        sources = mappings.mapValues { $0.objectValue ?? JSONObject() }
        let resources = models.flatMap(\.resources)
        var compiled: [String: [String: ResourceMapping]] = [:]
        for (integration, mapping) in sources {
            for (name, value) in mapping {
                guard let resource = resources.first(where: { $0.name == name }) else {
                    throw ValidationError("\(integration).\(name)", "no model has this resource")
                }
                compiled[integration, default: [:]][name] = try ResourceMapping(
                    value,
                    of: resource,
                    at: "\(integration).\(name)"
                )
            }
        }
        self.compiled = compiled
    }

    /// The same models with the mappings of `adapters` that bring their own, in place of any others of theirs.
    package func adding(_ adapters: [any Adapter]) throws(ValidationError) -> UnifiedCatalog {
        var mappings = sources.mapValues { JSONValue.object($0) }
        for adapter in adapters where !adapter.unified.isEmpty { mappings[adapter.name] = .object(adapter.unified) }
        return try UnifiedCatalog(models: models, mappings: mappings)
    }

    package func resource(named name: String) -> UnifiedResource? {
        models.lazy.flatMap(\.resources).first { $0.name == name }
    }

    package func model(named name: String) -> UnifiedModel? { models.first { $0.name == name } }

    /// The names of the integrations that have a mapping of their own for a resource.
    package func integrations(mapping resource: String) -> [String] {
        compiled.filter { $0.value[resource] != nil }.keys.sorted()
    }

    /// Throws what is wrong with the mappings that come with an adapter, below `unified`.
    package func check(_ adapter: any Adapter) throws(ValidationError) {
        var failures: [ValidationFailure] = []
        for (name, value) in adapter.unified {
            let path = "unified.\(name)"
            guard let resource = resource(named: name) else {
                let known = models.flatMap(\.resources).map(\.name)
                let near = Spelling.nearest(to: name, in: known).map { "did you mean \"\($0)\"?" }
                let message = near ?? "there is \(known.joined(separator: ", "))"
                failures.append(ValidationFailure(path, "no model has this resource; \(message)"))
                continue
            }
            do {
                let mapping = try ResourceMapping(value, of: resource, at: path)
                failures += mapping.problems(with: adapter.capabilities, at: path)
            } catch {
                failures += error.failures
            }
        }
        guard failures.isEmpty else { throw ValidationError(failures) }
    }

    /// The mapping of one resource with `override` over what comes with the server.
    ///
    /// Throws what is wrong with it, below `path`.
    package func mapping(
        of resource: UnifiedResource,
        for integration: String,
        override: JSONObject,
        at path: String
    ) throws(ValidationError) -> ResourceMapping {
        let base = sources[integration]?[resource.name]?.objectValue ?? JSONObject()
        return try ResourceMapping(.object(base.overridden(by: override)), of: resource, at: path)
    }

    /// The mappings of an integration, by resource, as one environment has them.
    ///
    /// Throws what is wrong with an override, below the model's name.
    func mappings(
        of integration: String,
        _ overrides: [UnifiedModelOverride]
    ) throws(ValidationError) -> [String: ResourceMapping] {
        var mappings = compiled[integration] ?? [:]
        for override in overrides {
            for resource in model(named: override.model)?.resources ?? [] {
                guard let change = override.override[resource.shortName]?[integration]?.objectValue else { continue }
                mappings[resource.name] = try mapping(
                    of: resource,
                    for: integration,
                    override: change,
                    at: "\(override.model).override.\(resource.shortName).\(integration)"
                )
            }
        }
        return mappings
    }
}

extension JSONObject {
    /// Objects are merged key by key, null takes a key away, anything else is put in place of what was there.
    func overridden(by other: JSONObject) -> JSONObject {
        var merged = self
        for (key, value) in other {
            switch (merged[key], value) {
            case (_, .null): merged[key] = nil
            case (.object(let inner)?, .object(let change)): merged[key] = .object(inner.overridden(by: change))
            default: merged[key] = value
            }
        }
        return merged
    }
}

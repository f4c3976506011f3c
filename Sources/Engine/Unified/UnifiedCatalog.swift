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

    package func model(_ idOrName: String) -> UnifiedModel? {
        models.first { $0.name == idOrName } ?? models.first { $0.id == idOrName }
    }

    /// Throws what is wrong with the mappings that come with an adapter, below `unified`.
    package func check(_ adapter: any Adapter) throws(ValidationError) {
        var failures: [ValidationFailure] = []
        for (name, value) in adapter.unified {
            let path = "unified.\(name)"
            guard let resource = resource(named: name) else {
                let known = models.flatMap(\.resources).map(\.name)
                let hint = Spelling.hint(for: name, in: known)
                failures.append(ValidationFailure(path, "no model has this resource; \(hint)"))
                continue
            }
            do {
                _ = try ResourceMapping(value, of: resource, on: adapter.capabilities, at: path)
            } catch {
                failures += error.failures
            }
        }
        guard failures.isEmpty else { throw ValidationError(failures) }
    }

    /// The mapping of one resource as it is written, with `overrides` over it, each over those before.
    func source(of resource: UnifiedResource, for integration: String, _ overrides: some Sequence<JSONObject>)
        -> JSONObject
    {
        let base = sources[integration]?[resource.name]?.objectValue ?? JSONObject()
        return overrides.reduce(base) { $0.overridden(by: $1) }
    }

    /// The mapping of one resource with `overrides` over it, each over those before, as somebody wants to have it.
    ///
    /// Throws everything that is wrong with it, below `path`.
    func mapping(
        of resource: UnifiedResource,
        for adapter: any Adapter,
        _ overrides: [JSONObject],
        at path: String
    ) throws(ValidationError) -> ResourceMapping {
        let before = source(of: resource, for: adapter.name, overrides.dropLast())
        let change = overrides.last ?? JSONObject()
        var failures = before.vainRemovals(by: change, at: path)
        do {
            let source = JSONValue.object(before.overridden(by: change))
            let mapping = try ResourceMapping(source, of: resource, on: adapter.capabilities, at: path)
            if failures.isEmpty { return mapping }
        } catch {
            failures += error.failures
        }
        throw ValidationError(failures)
    }

    /// The mappings of an adapter's integration, by resource, as one environment has them.
    ///
    /// An override that can't be used, such as one that a new version of the server doesn't understand, makes every
    /// call of its own resource fail with the reason, and changes nothing else.
    func mappings(of adapter: any Adapter, _ overrides: [UnifiedModelOverride]) -> [String: ResourceMapping] {
        var mappings = compiled[adapter.name] ?? [:]
        for override in overrides {
            for resource in model(override.model)?.resources ?? [] {
                guard let change = override.change(of: resource, for: adapter.name) else { continue }
                let source = source(of: resource, for: adapter.name, [change])
                let path = "override.\(resource.shortName).\(adapter.name)"
                do {
                    mappings[resource.name] = try ResourceMapping(
                        .object(source),
                        of: resource,
                        on: adapter.capabilities,
                        at: path
                    )
                } catch {
                    mappings[resource.name] = ResourceMapping(
                        refusing: "the environment's override of \(override.model) can't be used: \(error)",
                        source,
                        of: resource,
                        known: mappings[resource.name]
                    )
                }
            }
        }
        return mappings
    }
}

extension UnifiedModelOverride {
    /// What it changes of one mapping, with the keys of a mapping file; nil where it says nothing of it.
    func change(of resource: UnifiedResource, for integration: String) -> JSONObject? {
        override[resource.shortName]?[integration]?.objectValue
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

    /// What an override asks to take away that isn't there, at its places below `path`.
    func vainRemovals(by other: JSONObject, at path: String) -> [ValidationFailure] {
        other.flatMap { key, value -> [ValidationFailure] in
            switch (self[key], value) {
            case (nil, .null):
                let near = Spelling.nearest(to: key, in: keys).map { "; did you mean \"\($0)\"?" } ?? ""
                return [
                    ValidationFailure("\(path).\(key)", "null takes a key away, and there is none of this name\(near)")
                ]
            case (.object(let inner)?, .object(let change)): return inner.vainRemovals(by: change, at: "\(path).\(key)")
            default: return []
            }
        }
    }
}

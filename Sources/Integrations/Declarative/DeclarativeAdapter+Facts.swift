package import JSON

extension DeclarativeAdapter {
    /// What the manifest says of resources and limits beside what is sent: see `Adapter.facts`.
    package var facts: JSONObject {
        let resources = manifest.resources.values.sorted { $0.name < $1.name }.map {
            ($0.name, JSONValue.object($0.facts))
        }
        var limits = manifest.source["rate_limit"]?.objectValue ?? [:]
        limits = JSONObject(limits.filter { ["headers", "budget"].contains($0.key) }.map { ($0.key, $0.value) })
        return ["limits": .object(limits), "resources": .object(JSONObject(resources))]
    }
}

extension ManifestResource {
    fileprivate var facts: JSONObject {
        var facts: JSONObject = [
            "description": .string(description), "id_path": .string(idPath.description), "complete": .bool(isComplete),
        ]
        if let idScope { facts["id_scope"] = .string(idScope.rawValue) }
        if let deletes {
            facts["deletes"] = ["strategy": .string(deletes.strategy.rawValue), "note": .string(deletes.note)]
        }
        if let order { facts["order"] = .string(order) }
        if let deprecation { facts["deprecated"] = deprecation.json }
        let methods = methods.values.sorted { $0.name < $1.name }.map { ($0.name, JSONValue.object($0.facts)) }
        facts["methods"] = .object(JSONObject(methods))
        return facts
    }
}

extension ManifestMethod {
    fileprivate var facts: JSONObject {
        var facts: JSONObject = ["request": .string(verb), "pagination": .null]
        if let pagination {
            facts["pagination"] = .string(pagination.format)
            if let most = pagination.walk.size.most { facts["page_size"] = .number(JSONNumber(most)) }
        }
        if let incremental {
            facts["incremental"] = [
                "param": .string(incremental.parameter), "format": .string(incremental.format.rawValue),
            ]
        }
        if let deprecation { facts["deprecated"] = deprecation.json }
        return facts
    }
}

extension Deprecation {
    fileprivate var json: JSONValue { ["date": .string(date), "note": .string(note)] }
}

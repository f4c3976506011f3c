import Domain
package import JSON

extension Vendor {
    /// Everything that can be asked of the integration, for people and programs: `{integration, label, limits, resources,
    /// unified_apis}`.
    ///
    /// A resource has `methods` with what each needs and how it is walked, and how complete it is and shows deletions, as far
    /// as that is known.
    package var capabilityReport: JSONObject {
        let own = capabilities.filter { !$0.isUnified }
        let unified = capabilities.filter(\.isUnified)
        return [
            "integration": .string(adapter.name), "label": .string(adapter.label),
            "limits": adapter.facts["limits"] ?? [:], "resources": .array(report(own)),
            "unified_apis": .array(report(unified)),
        ]
    }

    private func report(_ capabilities: [Capability]) -> [JSONValue] {
        var names: [String] = []
        for capability in capabilities where !names.contains(capability.resource) { names.append(capability.resource) }
        return names.map { name in
            var report: JSONObject = ["resource": .string(name)]
            let facts = adapter.facts["resources"]?[name]?.objectValue ?? [:]
            for (key, value) in facts where key != "methods" { report[key] = value }
            var methods = JSONObject()
            for capability in capabilities where capability.resource == name {
                var method: JSONObject = [
                    "writes": .bool(capability.writes), "needs_id": .bool(capability.needsID),
                    "required_query": .array(capability.requiredQuery.map { .string($0) }),
                    "look_back": .number(JSONNumber(capability.lookBack.milliseconds / 1000)),
                ]
                for (key, value) in facts["methods"]?[capability.method]?.objectValue ?? [:] { method[key] = value }
                methods[capability.method] = .object(method)
            }
            if let mapping = mappings[name] {
                report["description"] = .string(mapping.resource.description)
                report["vendor_filters"] = .array(mapping.vendorFilters.map { .string($0) })
            }
            report["methods"] = .object(methods)
            return .object(report)
        }
    }
}

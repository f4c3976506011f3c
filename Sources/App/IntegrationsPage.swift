import Domain
import Engine
import JSON

/// The page docs/integrations.md: what can be asked of each integration in the binary.
struct IntegrationsPage {
    private let vendors: [Vendor]

    init() throws { vendors = try EnvironmentVendors.builtIn().all() }

    var text: String {
        let opening = """
            # Integrations

            What can be asked of each integration that comes with the server, as `GET /integration/{name}/capabilities` tells
            it too. `sluice docs` makes this page. [Adding an integration](adding-an-integration.md) shows how to add one.

            A list's pages are walked by the engine, whatever their kind. *Deletes* says how records show that are gone: a
            `field` of theirs, another `list`, their absence from a full listing (`sweep`), or not at all (`none`); nothing
            where nobody wrote it down. A list that isn't *complete* lacks some of the vendor's records.
            """
        return ([opening] + vendors.map(section)).joined(separator: "\n\n") + "\n"
    }

    private func section(_ vendor: Vendor) -> String {
        let report = vendor.capabilityReport
        var parts = ["## \(vendor.adapter.label)", "`\(vendor.adapter.name)`, \(kind(of: vendor))\(limits(report))"]
        let rows = (report["resources"]?.arrayValue ?? []).map(row)
        let header = ["resource", "methods", "needs", "pages", "by date", "deletes", "complete"]
        parts.append(MarkdownTable.text(header, rows))
        let unified = (report["unified_apis"]?.arrayValue ?? []).map { resource in
            let methods = (resource["methods"]?.objectValue ?? [:]).keys.map { "`\($0)`" }.joined(separator: ", ")
            let filters = (resource["vendor_filters"]?.arrayValue ?? []).compactMap(\.stringValue).map { "`\($0)`" }
            return [code(resource["resource"]), methods, filters.joined(separator: ", ")]
        }
        if !unified.isEmpty {
            parts.append(MarkdownTable.text(["unified", "methods", "filtered by the vendor"], unified))
        }
        return parts.joined(separator: "\n\n")
    }

    private func kind(of vendor: Vendor) -> String {
        let name = vendor.adapter.name
        return vendor.adapter.source == nil
            ? "an adapter in Swift" : "a plugin: [facts and sources](../Plugins/\(name)/README.md)"
    }

    private func limits(_ report: JSONObject) -> String {
        var parts: [String] = []
        if let budget = report["limits"]?["budget"], let calls = budget["calls"]?.intValue,
            let per = budget["seconds"]?.intValue
        {
            parts.append("\(calls) calls in \(per) s")
        }
        if report["limits"]?["headers"] != nil { parts.append("what the answers' headers say") }
        return parts.isEmpty ? "" : ". Limits kept: \(parts.joined(separator: "; "))"
    }

    private func row(_ resource: JSONValue) -> [String] {
        let methods = resource["methods"]?.objectValue ?? [:]
        let list = methods["list"]
        let needs = (list?["required_query"]?.arrayValue ?? []).map(code).joined(separator: ", ")
        let complete: String? = resource["complete"]?.boolValue.map { $0 ? "yes" : "no" }
        return [
            code(resource["resource"]), methods.keys.map { "`\($0)`" }.joined(separator: ", "), needs,
            list?["pagination"]?.stringValue ?? "", list?["incremental"]?["param"].map(code) ?? "",
            resource["deletes"]?["strategy"]?.stringValue ?? "", complete ?? "",
        ]
    }

    private func code(_ value: JSONValue?) -> String { value?.stringValue.map { "`\($0)`" } ?? "" }
}

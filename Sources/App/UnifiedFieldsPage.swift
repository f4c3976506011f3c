import Domain
import Engine
import Integrations

/// The page docs/unified-fields.md: every field of every model, and what each integration makes of it.
struct UnifiedFieldsPage {
    private let models: [UnifiedModel]
    private let vendors: [Vendor]

    /// The models and integrations in this binary.
    init() throws {
        let current = EnvironmentVendors(catalog: Catalog(), unified: try UnifiedCatalog.builtIn())
        models = current.unified.models
        vendors = current.all()
    }

    var text: String {
        let opening = """
            # Unified fields

            What the models that come with the server hold, and which of it each integration has. `sluice docs` makes
            this page from the models and mappings in the program; [unified models](unified-models.md) says how they
            work, and how an environment changes them. Every field can be filtered: the server checks what the vendor
            can't.
            """
        return ([opening] + models.map(section)).joined(separator: "\n\n") + "\n"
    }

    private func section(_ model: UnifiedModel) -> String {
        (["## \(model.label)", model.description] + model.resources.map(section)).joined(separator: "\n\n")
    }

    private func section(_ resource: UnifiedResource) -> String {
        let mapped = vendors.compactMap { vendor in
            vendor.mappings[resource.name].map { (vendor: vendor, mapping: $0) }
        }
        let missing = mapped.flatMap { vendor, mapping in
            resource.fields.compactMap { field in
                mapping.unmapped[field.name].map { "- \(vendor.adapter.label), `\(field.name)`: \($0)" }
            }
        }
        var parts = ["### \(resource.name)", resource.description, integrations(of: resource, mapped)]
        let parameters = resource.parameters.map { "- `\($0.name)`: \($0.description)" }
        if !parameters.isEmpty { parts.append("Parameters:\n\n" + parameters.joined(separator: "\n")) }
        parts.append(fields(of: resource, mapped))
        if !missing.isEmpty { parts.append("What is missing, and why:\n\n" + missing.joined(separator: "\n")) }
        return parts.joined(separator: "\n\n")
    }

    private func fields(of resource: UnifiedResource, _ mapped: [(vendor: Vendor, mapping: ResourceMapping)]) -> String
    {
        let head = ["field", "type", "description"] + mapped.map(\.vendor.adapter.label)
        let rows = resource.fields.map { field in
            ["`\(field.name)`", field.type.summary, field.description]
                + mapped.map { $0.mapping.mappedFields.contains(field.name) ? "yes" : "no" }
        }
        return table(head, rows)
    }

    private func integrations(
        of resource: UnifiedResource,
        _ mapped: [(vendor: Vendor, mapping: ResourceMapping)]
    ) -> String {
        let rows = mapped.map { vendor, mapping in
            let methods = vendor.capabilities.filter { $0.resource == resource.name }.map(\.method)
            let filters = mapping.vendorFilters.map { "`\($0)`" }
            let count = Set(mapping.mappedFields).intersection(resource.fields.map(\.name)).count
            return [
                vendor.adapter.label, methods.joined(separator: ", "), "\(count) of \(resource.fields.count)",
                filters.isEmpty ? "none" : filters.joined(separator: ", "),
            ]
        }
        return table(["integration", "methods", "fields mapped", "filters the vendor helps with"], rows)
    }

    private func table(_ head: [String], _ rows: [[String]]) -> String {
        let lines = [head, head.map { _ in "---" }] + rows.map { $0.map { $0.replacing("|", with: "\\|") } }
        return lines.map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
    }
}

extension FieldType {
    /// The type as one reads it in a table.
    fileprivate var summary: String {
        switch self {
        case .string(let values) where !values.isEmpty: values.map { "`\($0)`" }.joined(separator: ", ")
        case .object(let fields) where !fields.isEmpty:
            "object of " + fields.map { "`\($0.name)`" }.joined(separator: ", ")
        case .array(.object(let fields)) where !fields.isEmpty:
            "objects of " + fields.map { "`\($0.name)`" }.joined(separator: ", ")
        case .array(let element): "array of \(element.summary)"
        case .string, .integer, .number, .boolean, .timestamp, .date, .object, .any: name
        }
    }
}

package import Domain
package import JSON

/// A common shape for the records of many vendors, such as `crm`.
package struct UnifiedModel: Sendable {
    /// A slug, the first half of a resource's name.
    package let name: String
    package let label: String
    /// What kind of product the model is for; the name unless the file says otherwise.
    package let category: String
    package let description: String
    package let resources: [UnifiedResource]

    /// Reads a model file; throws what is wrong with it, with places.
    package init(_ file: JSONValue) throws(ValidationError) {
        guard let name = file["name"]?.stringValue else { throw ValidationError("name", "expected text") }
        self.name = name
        label = file["label"]?.stringValue ?? name
        category = file["category"]?.stringValue ?? name
        description = file["description"]?.stringValue ?? ""
        var resources: [UnifiedResource] = []
        for (resource, value) in file["resources"]?.objectValue ?? JSONObject() {
            resources.append(try UnifiedResource("\(name)/\(resource)", value, at: "resources.\(resource)"))
        }
        self.resources = resources
    }

    /// The same on every server.
    package var id: String { Fingerprint.id(of: "unified model \(name)") }
}

/// One kind of record in a model, such as `crm/contacts`.
package struct UnifiedResource: Sendable, Equatable {
    /// `model/resource`.
    package let name: String
    package let description: String
    /// In the order in which records have them.
    package let fields: [UnifiedField]
    /// Parameters of calls that are not filters on a field.
    package let parameters: [UnifiedField]

    init(_ name: String, _ value: JSONValue, at path: String) throws(ValidationError) {
        self.name = name
        description = value["description"]?.stringValue ?? ""
        fields = try UnifiedResource.fields(value["fields"], at: "\(path).fields")
        parameters = try UnifiedResource.fields(value["query"], at: "\(path).query")
    }

    /// The half of the name after the slash.
    package var shortName: String { name.split(separator: "/").last.map(String.init) ?? name }

    /// The record as a JSON Schema.
    package var schema: JSONObject { FieldType.schema(of: fields) }

    /// What a list's query may have as a JSON Schema: the parameters, and a filter on each field that is one value.
    package func querySchema(requiring required: [String]) -> JSONObject {
        let filters = fields.filter { field in
            switch field.type {
            case .object, .array, .any: false
            case .string, .integer, .number, .boolean, .timestamp, .date: true
            }
        }
        let paging = UnifiedField(
            name: "limit",
            type: .integer,
            description: "Records of a page, at most the vendor's bound."
        )
        var schema = FieldType.schema(of: parameters + filters + [paging])
        if !required.isEmpty { schema["required"] = .array(required.map { .string($0) }) }
        return schema
    }

    private static func fields(_ value: JSONValue?, at path: String) throws(ValidationError) -> [UnifiedField] {
        var fields: [UnifiedField] = []
        for (name, field) in value?.objectValue ?? JSONObject() {
            let place = "\(path).\(name)"
            let type = try type(of: field, at: place)
            fields.append(UnifiedField(name: name, type: type, description: field["description"]?.stringValue ?? ""))
        }
        return fields
    }

    private static func type(of field: JSONValue, at path: String) throws(ValidationError) -> FieldType {
        switch field["type"]?.stringValue {
        case "string": return .string(values: (field["values"]?.arrayValue ?? []).compactMap(\.stringValue))
        case "integer": return .integer
        case "number": return .number
        case "boolean": return .boolean
        case "timestamp": return .timestamp
        case "date": return .date
        case "object": return .object(try fields(field["fields"], at: "\(path).fields"))
        case "array":
            guard let items = field["items"] else { return .array(.any) }
            return .array(try type(of: items, at: "\(path).items"))
        case "any": return .any
        case let other:
            throw ValidationError("\(path).type", "there is no type \(other.map { "\"\($0)\"" } ?? "without a name")")
        }
    }
}

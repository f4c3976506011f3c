package import JSON

/// What a field of a unified model holds.
package indirect enum FieldType: Sendable, Equatable {
    /// Text; one of `values` where there are any.
    case string(values: [String])
    case integer
    case number
    case boolean
    /// ISO 8601 in UTC with milliseconds and `Z`.
    case timestamp
    /// `YYYY-MM-DD`.
    case date
    /// An object of these fields, in this order; of any keys where there are none.
    case object([UnifiedField])
    case array(FieldType)
    /// Whatever the vendor has.
    case any

    /// The type's name in model files, schemas and messages.
    package var name: String {
        switch self {
        case .string: "string"
        case .integer: "integer"
        case .number: "number"
        case .boolean: "boolean"
        case .timestamp: "timestamp"
        case .date: "date"
        case .object: "object"
        case .array: "array"
        case .any: "any"
        }
    }

    /// The type of one element of an array; the type itself where it is none.
    var element: FieldType {
        guard case .array(let element) = self else { return self }
        return element.element
    }

    /// The type as a JSON Schema.
    package var schema: JSONObject {
        switch self {
        case .string(let values):
            values.isEmpty
                ? ["type": "string"] : ["type": "string", "enum": .array(values.map { .string($0) })]
        case .integer, .number, .boolean: ["type": .string(name)]
        case .timestamp: ["type": "string", "format": "date-time"]
        case .date: ["type": "string", "format": "date"]
        case .object(let fields): FieldType.schema(of: fields)
        case .array(let element): ["type": "array", "items": .object(element.schema)]
        case .any: [:]
        }
    }

    /// The schema of an object with these fields.
    static func schema(of fields: [UnifiedField]) -> JSONObject {
        guard !fields.isEmpty else { return ["type": "object"] }
        return ["type": "object", "properties": .object(JSONObject(fields.map { ($0.name, .object($0.schema)) }))]
    }
}

/// A field of a unified model; a class, so that walking over fields copies one reference each.
package final class UnifiedField: Sendable, Equatable {
    package let name: String
    package let type: FieldType
    /// One sentence for people; empty when the name says it all.
    package let description: String
    /// The name, made ready to be looked up in many records.
    let key: JSONKey

    init(name: String, type: FieldType, description: String) {
        self.name = name
        self.type = type
        self.description = description
        key = JSONKey(name)
    }

    package static func == (left: UnifiedField, right: UnifiedField) -> Bool {
        left.name == right.name && left.type == right.type && left.description == right.description
    }

    package var schema: JSONObject {
        var schema = type.schema
        if !description.isEmpty { schema["description"] = .string(description) }
        return schema
    }
}

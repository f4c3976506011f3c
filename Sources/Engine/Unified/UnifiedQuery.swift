import Domain
import JSON

/// The query of a call to a unified resource: filters on fields, parameters, and what is handed to the vendor.
struct UnifiedQuery: Sendable {
    /// As expressions see it: filters by field and operator, with values that fit the field.
    let normalized: JSONObject
    let filters: [RecordFilter]
    /// `limit`, `page` and `per_page`: how the vendor's list is walked.
    let paging: JSONObject
    /// Goes into the vendor's query as it is.
    let remote: JSONObject

    private static let pagingKeys = ["limit", "page", "per_page"]

    /// Throws what can't be understood, at its place below `query`.
    init(_ query: JSONObject, of resource: UnifiedResource) throws(ValidationError) {
        var reading = Reading(resource: resource)
        for (key, value) in query {
            try reading.read(value, UnifiedQuery.path(of: key))
        }
        normalized = reading.normalized
        filters = reading.filters
        paging = reading.paging
        remote = reading.remote
    }

    /// `updated_at[gt]`, `owner.id` and `owner` alike.
    private static func path(of key: String) -> [String] {
        key.replacing("]", with: "").split(whereSeparator: { $0 == "[" || $0 == "." }).map(String.init)
    }

    /// What is wrong with the keys of a query whose values aren't known yet.
    static func problems(_ query: JSONObject, of resource: UnifiedResource, at path: String) -> [ValidationFailure] {
        query.compactMap { key, value in
            let names = self.path(of: key)
            guard let name = names.first, name != "$truto_merge", !pagingKeys.contains(name), name != "remote_query",
                !resource.parameters.contains(where: { $0.name == name })
            else { return nil }
            guard let field = resource.field(name) else {
                return ValidationFailure("\(path).\(key)", unknown(name, resource))
            }
            return problem(value, names.dropFirst(), of: field.type.element, at: "\(path).\(key)")
        }
    }

    /// A filter's path or operator that the field doesn't have.
    private static func problem(
        _ value: JSONValue,
        _ rest: ArraySlice<String>,
        of type: FieldType,
        at path: String
    ) -> ValidationFailure? {
        guard let next = rest.first else {
            for (key, value) in value.objectValue ?? JSONObject() where key != "$truto_merge" {
                if let failure = problem(value, [key], of: type, at: "\(path).\(key)") { return failure }
            }
            return nil
        }
        if case .object(let fields) = type, let inner = fields.first(where: { $0.name == next }) {
            return problem(value, rest.dropFirst(), of: inner.type.element, at: path)
        }
        guard RecordFilter.Operator(rawValue: next) == nil || rest.count > 1 else { return nil }
        guard case .object(let fields) = type else { return ValidationFailure(path, operators) }
        return ValidationFailure(path, fields.isEmpty ? withoutFields : "\(operators); fields are \(names(of: fields))")
    }

    private static func names(of fields: [UnifiedField]) -> String { fields.map(\.name).joined(separator: ", ") }

    private static let withoutFields = "this object has no fields to filter by"

    private static let operators =
        "unknown operator; there is \(RecordFilter.Operator.allCases.map(\.rawValue).joined(separator: ", "))"

    private static func unknown(_ name: String, _ resource: UnifiedResource) -> String {
        let known = (resource.parameters + resource.fields).map(\.name) + pagingKeys + ["remote_query"]
        let near = Spelling.nearest(to: name, in: known).map { "; did you mean \"\($0)\"?" }
        return "\(resource.name) has no \"\(name)\"\(near ?? "; it has \(known.joined(separator: ", "))")"
    }

    private struct Reading {
        let resource: UnifiedResource
        var normalized = JSONObject()
        var filters: [RecordFilter] = []
        var paging = JSONObject()
        var remote = JSONObject()

        mutating func read(_ value: JSONValue, _ path: [String]) throws(ValidationError) {
            guard let name = path.first else { return }
            if path.count == 1, UnifiedQuery.pagingKeys.contains(name) {
                paging[name] = value
            } else if name == "remote_query" {
                guard let object = value.objectValue else {
                    throw ValidationError("query.remote_query", "expected an object, found \(value.kindName)")
                }
                remote = object
            } else if let parameter = resource.parameters.first(where: { $0.name == name }) {
                normalized[name] = FieldFitting.scalar(value, parameter.type) ?? value
            } else if let field = resource.field(name) {
                try filter(field, value, [name], path.dropFirst())
            } else {
                throw ValidationError("query.\(name)", UnifiedQuery.unknown(name, resource))
            }
        }

        /// Goes down to a scalar field and an operator.
        private mutating func filter(
            _ field: UnifiedField,
            _ value: JSONValue,
            _ path: [String],
            _ rest: ArraySlice<String>
        ) throws(ValidationError) {
            let type = field.type.element
            if let next = rest.first {
                if case .object(let fields) = type, let inner = fields.first(where: { $0.name == next }) {
                    return try filter(inner, value, path + [next], rest.dropFirst())
                }
                guard let word = RecordFilter.Operator(rawValue: next), rest.count == 1 else {
                    if case .object([]) = type {
                        let place = "query.\(path.joined(separator: "."))[\(next)]"
                        throw ValidationError(place, UnifiedQuery.withoutFields)
                    }
                    throw ValidationError("query.\(path.joined(separator: "."))[\(next)]", UnifiedQuery.operators)
                }
                return try add(word, value, type, path)
            }
            guard case .object(let members) = value else { return try add(.eq, value, type, path) }
            for (key, value) in members { try filter(field, value, path, [key]) }
        }

        private mutating func add(
            _ word: RecordFilter.Operator,
            _ value: JSONValue,
            _ type: FieldType,
            _ path: [String]
        ) throws(ValidationError) {
            let place = "query.\(path.joined(separator: "."))[\(word.rawValue)]"
            if case .object = type { throw ValidationError(place, "an object can't be filtered; name a field of it") }
            var word = word
            var given = value.arrayValue ?? [value]
            if case .array = value {
                guard word == .eq || word == .in || word == .nin else {
                    throw ValidationError(place, "expected one value, found an array")
                }
                if word == .eq { word = .in }
            } else if word == .in || word == .nin, let text = value.stringValue {
                given = text.split(separator: ",").map { .string(String($0)) }
            }
            given.removeAll { $0.isNull || $0 == .string("") }
            // Nothing given is no condition; a list without anything in it is one.
            guard !given.isEmpty || value.arrayValue != nil else { return }
            var values: [JSONValue] = []
            for value in given {
                guard let fitted = FieldFitting.scalar(value, type), fitted.arrayValue == nil, fitted.objectValue == nil
                else { throw ValidationError(place, "expected \(type.name), found \(value.text)") }
                values.append(fitted)
            }
            filters.append(RecordFilter(path: path, operator: word, values: values))
            let operand = word == .in || word == .nin ? JSONValue.array(values) : values[0]
            // What must be equal stands where it was written.
            normalized = normalized.setting(operand, at: word == .eq ? path : path + [word.rawValue])
        }
    }
}

extension UnifiedResource {
    func field(_ name: String) -> UnifiedField? { fields.first { $0.name == name } }
}

extension JSONObject {
    /// The object with `value` at `path`, whose objects are made where they are missing.
    fileprivate func setting(_ value: JSONValue, at path: [String]) -> JSONObject {
        guard let first = path.first else { return self }
        var object = self
        let rest = Array(path.dropFirst())
        object[first] =
            rest.isEmpty ? value : .object((object[first]?.objectValue ?? JSONObject()).setting(value, at: rest))
        return object
    }
}

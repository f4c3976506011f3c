import Domain
import Expressions
import JSON
import JSONata

/// Turns one record of a vendor into one of a unified resource.
struct RecordMapper: Sendable {
    private enum Source: Sendable {
        /// Names alone: walked without an evaluation while no array is in the way.
        case path([JSONKey], JSONataExpression)
        case expression(JSONataExpression)
    }

    private struct Field: Sendable {
        let name: String
        let type: FieldType
        let source: Source
    }

    /// In the model's order, what the model doesn't have behind.
    private let fields: [Field]
    /// One expression that gives the whole record, in place of one a field.
    private let whole: JSONataExpression?
    private let fitting: FieldFitting
    private let resource: UnifiedResource?

    /// Maps everything to nothing.
    init() {
        (fields, whole, fitting, resource) = ([], nil, FieldFitting(translations: [:]), nil)
    }

    init(
        _ mapping: JSONValue?,
        _ translations: [String: [String: String]],
        of resource: UnifiedResource,
        at path: String
    ) throws(ValidationError) {
        self.resource = resource
        fitting = FieldFitting(translations: translations)
        guard let mapping else { throw ValidationError("\(path).response_mapping", "required") }
        var reader = DocumentReader(["response_mapping": mapping], at: path, keys: nil)
        if case .string = mapping {
            whole = reader.expression("response_mapping")
            fields = []
            try reader.finish()
            return
        }
        whole = nil
        var inner = DocumentReader(mapping, at: "\(path).response_mapping", keys: nil)
        let given = mapping.objectValue ?? JSONObject()
        let known = resource.fields.map(\.name)
        for key in given.keys where !known.contains(key) {
            guard let near = Spelling.nearest(to: key, in: known) else { continue }
            inner.fail(key, "\(resource.name) has no field \"\(key)\"; did you mean \"\(near)\"?")
        }
        let names = known.filter { given[$0] != nil } + given.keys.filter { !known.contains($0) }
        var fields: [Field] = []
        for name in names {
            guard let expression = inner.expression(name) else { continue }
            let source: Source =
                expression.plainPath.map { .path($0.map(JSONKey.init), expression) } ?? .expression(expression)
            fields.append(Field(name: name, type: resource.field(name)?.type ?? .any, source: source))
        }
        self.fields = fields
        try inner.finish()
    }

    /// Names of the model's fields that the mapping gives.
    var fieldNames: [String] { fields.map(\.name) }

    /// The unified record; what couldn't be made of it is left out and told in `problems`.
    func map(_ record: JSONValue, _ variables: [String: JSONValue], problems: inout [MappingProblem]) -> JSONObject {
        guard let resource else { return JSONObject() }
        if let whole {
            let known = problems.count
            let value = evaluate(whole, record, variables, "", &problems)
            guard let object = value?.objectValue else {
                if problems.count == known {
                    let kind = value?.kindName ?? "nothing"
                    problems.append(MappingProblem(field: "", message: "the mapping gives \(kind), not an object"))
                }
                return JSONObject()
            }
            return fitting.fit(object, resource.fields, below: "")
        }
        var unified = JSONObject()
        for field in fields {
            let value: JSONValue? =
                switch field.source {
                case .path(let keys, let expression):
                    switch RecordMapper.walk(record, keys) {
                    case .found(let value): value
                    case .nothing: nil
                    case .meetsArray: evaluate(expression, record, variables, field.name, &problems)
                    }
                case .expression(let expression): evaluate(expression, record, variables, field.name, &problems)
                }
            guard let value else { continue }
            let fitted = fitting.fit(value, field.type, at: field.name)
            if let value = fitted.value { unified[field.name] = value }
            if let raw = fitted.raw { unified["\(field.name)_raw"] = raw }
        }
        return unified
    }

    private enum Walk { case found(JSONValue), nothing, meetsArray }

    private static func walk(_ record: JSONValue, _ keys: [JSONKey]) -> Walk {
        var current = record
        for key in keys {
            switch current {
            case .object(let members):
                guard let value = members[key] else { return .nothing }
                current = value
            case .array: return .meetsArray
            case .null, .bool, .number, .string: return .nothing
            }
        }
        return .found(current)
    }

    private func evaluate(
        _ expression: JSONataExpression,
        _ record: JSONValue,
        _ variables: [String: JSONValue],
        _ field: String,
        _ problems: inout [MappingProblem]
    ) -> JSONValue? {
        do {
            return try expression.evaluate(record, bindings: variables, limits: ExpressionFunctions.limits)
        } catch {
            problems.append(MappingProblem(field: field, message: error.description))
            return nil
        }
    }
}

import Domain
import Expressions
import JSON
import JSONata

/// Turns one record of a vendor into one of a unified resource.
struct RecordMapper: Sendable {
    private final class Field: Sendable {
        let target: UnifiedField
        let expression: JSONataExpression

        init(_ target: UnifiedField, _ expression: JSONataExpression) {
            self.target = target
            self.expression = expression
        }
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
            let target = resource.field(name) ?? UnifiedField(name: name, type: .any, description: "")
            fields.append(Field(target, expression))
        }
        self.fields = fields
        try inner.finish()
    }

    /// Names of the model's fields that the mapping gives.
    var fieldNames: [String] { fields.map(\.target.name) }

    /// The names that a field's expression reads, or the whole record's where one expression gives it.
    func stepNames(of field: String) -> Set<String> {
        if let whole { return whole.stepNames }
        return fields.first { $0.target.name == field }?.expression.stepNames ?? []
    }

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
        var unified = JSONObject(capacity: fields.count)
        for field in fields {
            guard let value = evaluate(field.expression, record, variables, field.target.name, &problems) else {
                continue
            }
            fitting.fit(value, field.target, below: "", into: &unified)
        }
        return unified
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

package import Domain
import Expressions
package import JSON
import JSONata

/// Tries an expression out, against a value or a stored record.
package struct EvaluateExpression: Sendable {
    /// What an expression is evaluated for.
    package enum Input: Sendable {
        case value(JSONValue?)
        case record(RecordQuery)
    }

    private let records: any RecordStore

    package init(records: any RecordStore) { self.records = records }

    /// The expression's value, nil when it has none; throws `ValidationError` at `expression` or `record`.
    package func callAsFunction(
        _ text: String,
        input: Input,
        bindings: [String: JSONValue],
        in environment: Environment.ID
    ) async throws -> JSONValue? {
        let expression = try ExpressionFunctions.compile(text, at: "expression")
        let value: JSONValue?
        switch input {
        case .value(let given):
            value = given
        case .record(let query):
            guard let record = try await records.records(query, in: environment).records.first else {
                throw ValidationError("record", "there is no such record")
            }
            value = try JSONValue(parsing: record.data)
        }
        do {
            return try expression.evaluate(value, bindings: bindings, limits: ExpressionFunctions.limits)
        } catch {
            throw ValidationError("expression", error.description)
        }
    }
}

package import Domain
import Expressions
package import JSON
import JSONata

/// A job's own rule on its arguments, beyond what its schema can say.
package struct ArgsValidation: Sendable {
    private let expression: JSONataExpression?

    /// Throws what is wrong with the expression, at `args_validation`.
    package init(_ text: String?) throws(ValidationError) {
        expression = try text.map { (text) throws(ValidationError) in
            try ExpressionFunctions.compile(text, at: "args_validation")
        }
    }

    /// Throws the rule's own message when it refuses `args`.
    ///
    /// The expression sees `{args}`. What the language takes for false lets them pass; an object's `message`,
    /// or a text, says why they don't.
    package func check(_ args: JSONObject) throws(ValidationError) {
        guard let expression else { return }
        let document: JSONValue = ["args": .object(args)]
        let refusal: JSONValue?
        do {
            refusal = try expression.evaluate(document, limits: ExpressionFunctions.limits)
        } catch {
            throw ValidationError("args", "args_validation failed: \(error)")
        }
        guard let refusal, JSONataExpression.isTrue(refusal) else { return }
        let message = refusal["message"]?.stringValue ?? refusal.stringValue
        throw ValidationError("args", message ?? "refused by the job's args_validation")
    }
}

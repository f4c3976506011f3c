import Domain
import Engine
import Hummingbird
import JSON

/// `POST /jsonata/evaluate`: an expression tried out.
struct ExpressionRoutes: Sendable {
    let evaluate: EvaluateExpression

    func add(to routes: some RouterMethods<APIContext>) {
        routes.post("/jsonata/evaluate", use: post)
    }

    private func post(_ request: Request, _ context: APIContext) async throws -> Answer {
        let body = try EvaluateBody(try await RequestReading.object(request))
        let result = try await evaluate(
            body.expression,
            input: body.input,
            bindings: body.bindings,
            in: context.environment
        )
        let answer: JSONObject = ["has_value": .bool(result != nil), "result": result ?? .null]
        return Answer(answer.adding(warnings: body.warnings))
    }
}

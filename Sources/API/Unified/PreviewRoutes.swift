import Domain
import Engine
import Hummingbird
import JSON

/// `POST /unified/{model}/{resource}/preview`: a mapping tried on records.
struct PreviewRoutes: Sendable {
    let unified: UnifiedCatalog
    let preview: PreviewMapping

    func add(to routes: some RouterMethods<APIContext>) {
        routes.post("/unified/:model/:resource/preview", use: post)
    }

    private func post(_ request: Request, _ context: APIContext) async throws -> Answer {
        let name = "\(try context.parameters.require("model"))/\(try context.parameters.require("resource"))"
        guard let resource = unified.resource(named: name) else {
            let names = unified.models.flatMap(\.resources).map(\.name)
            throw APIError(.notFound, "no model has \"\(name)\"; \(Spelling.hint(for: name, in: names))")
        }
        let body = try PreviewBody(try await RequestReading.object(request))
        let (results, missing) = try await preview(
            resource,
            of: body.subject,
            override: body.override,
            body.input,
            in: context.environment
        )
        let answer: JSONObject = ["result": .array(results.map { .object(object($0)) })]
        let warnings = missing.map { "lookups.\($0): not given, so the mapping finds no rows in it" }
        return Answer(answer.adding(warnings: body.warnings + warnings))
    }

    private func object(_ result: PreviewMapping.Result) -> JSONObject {
        [
            "unified": result.unified.map { .object($0) } ?? .null,
            "problems": .array(
                result.problems.map { ["field": .string($0.field), "message": .string($0.message)] }
            ),
            "remote_data": result.record,
        ]
    }
}

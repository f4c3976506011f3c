import Domain
import Engine
import Hummingbird
import JSON

/// `/unified-model`: the models that come with the server; by id or by name.
struct UnifiedModelRoutes: Sendable {
    private static let filters = ["id", "name", "category", "sharing", "created_at", "updated_at"]
    let vendors: Vendors

    func add(to routes: some RouterMethods<APIContext>) {
        routes.get("/unified-model", use: list)
        routes.get("/unified-model/:id", use: get)
        routes.post("/unified-model", use: refuse)
        routes.patch("/unified-model/:id", use: refuse)
        routes.delete("/unified-model/:id", use: refuse)
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Answer {
        let query = try QueryString(request.uri.query).list(UnifiedModelRoutes.filters)
        let environment = try context.ownEnvironment
        let body = UnifiedModelBody(try await vendors.current(in: environment.id))
        return try BodyList.answer(vendors.unified.models.map { body.object($0, in: environment) }, query)
    }

    private func get(_ request: Request, _ context: APIContext) async throws -> Answer {
        let environment = try context.ownEnvironment
        guard let model = vendors.unified.model(try context.pathID()) else { throw APIError.notFound("unified model") }
        let body = UnifiedModelBody(try await vendors.current(in: environment.id))
        return Answer(.object(body.object(model, in: environment)))
    }

    private func refuse(_ request: Request, _ context: APIContext) throws -> Answer {
        throw APIError(
            .notImplemented,
            "models come with the server, and others are not supported yet; "
                + "how a model is made of records is changed by PATCH /environment-unified-model/{id}"
        )
    }
}

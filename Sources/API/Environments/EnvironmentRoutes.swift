import Domain
import Hummingbird
import JSON

/// `/environment`: a token's own one, and no other.
struct EnvironmentRoutes: Sendable {
    let environments: any EnvironmentStore

    func add(to routes: some RouterMethods<APIContext>) {
        routes.get("/environment", use: list)
        routes.get("/environment/:id", use: get)
        routes.patch("/environment/:id", use: update)
    }

    private func list(_ request: Request, _ context: APIContext) throws -> Answer {
        Answer(list: [body(try context.ownEnvironment)], next: nil, limit: try QueryString(request.uri.query).limit())
    }

    private func get(_ request: Request, _ context: APIContext) throws -> Answer {
        Answer(body(try named(context)))
    }

    private func update(_ request: Request, _ context: APIContext) async throws -> Answer {
        let environment = try named(context)
        var reader = BodyReader(try await RequestReading.object(request))
        let name = reader.text("name")
        if name == "" { reader.fail("name", "must not be empty") }
        let warnings = try reader.finish()
        guard let name else { return Answer(object(environment).adding(warnings: warnings)) }
        guard let renamed = try await environments.rename(environment.id, to: name) else {
            throw APIError.notFound("environment")
        }
        return Answer(object(renamed).adding(warnings: warnings))
    }

    private func named(_ context: APIContext) throws -> Domain.Environment {
        let own = try context.ownEnvironment
        guard try context.pathID() == own.id.rawValue else { throw APIError.notFound("environment") }
        return own
    }

    private func body(_ environment: Domain.Environment) -> JSONValue { .object(object(environment)) }

    private func object(_ environment: Domain.Environment) -> JSONObject {
        [
            "id": .string(environment.id.rawValue), "name": .string(environment.name),
            "team_id": .string(Domain.Environment.teamID), "created_at": .moment(environment.createdAt),
            "updated_at": .moment(environment.updatedAt),
        ]
    }
}

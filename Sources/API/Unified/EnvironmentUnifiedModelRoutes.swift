import Domain
import Engine
import Hummingbird
import JSON

/// `/environment-unified-model`: models as the token's environment has them, which is every one from the beginning.
struct EnvironmentUnifiedModelRoutes: Sendable {
    private static let filters = [
        "id", "unified_model_id", "unified_model.name", "environment_id", "created_at", "updated_at",
    ]
    let vendors: Vendors
    let save: SaveEnvironmentUnifiedModel
    let idempotency: Idempotency

    func add(to routes: some RouterMethods<APIContext>) {
        routes.get("/environment-unified-model", use: list)
        routes.get("/environment-unified-model/:id", use: get)
        routes.post("/environment-unified-model", use: idempotency.once(create))
        routes.patch("/environment-unified-model/:id", use: update)
        routes.delete("/environment-unified-model/:id", use: delete)
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Answer {
        let query = try QueryString(request.uri.query).list(EnvironmentUnifiedModelRoutes.filters)
        let environment = try context.ownEnvironment
        let current = try await vendors.current(in: environment.id)
        return try BodyList.answer(bodies(of: vendors.unified.models, current, in: environment), query)
    }

    private func get(_ request: Request, _ context: APIContext) async throws -> Answer {
        Answer(.object(try await body(of: try named(context), in: try context.ownEnvironment)))
    }

    private func create(_ request: Request, _ context: APIContext) async throws -> Answer {
        var reader = BodyReader(try await RequestReading.object(request))
        let name = reader.text("unified_model_id", required: true) ?? ""
        let override = reader.override()
        let warnings = try reader.finish()
        guard let model = vendors.unified.model(name) else {
            let names = vendors.unified.models.map(\.name).joined(separator: ", ")
            throw ValidationError(
                "unified_model_id",
                "there is no unified model with this id or name; there is \(names)"
            )
        }
        return try await store(override, of: model, warnings, context)
    }

    private func update(_ request: Request, _ context: APIContext) async throws -> Answer {
        let model = try named(context)
        var reader = BodyReader(try await RequestReading.object(request))
        let override = reader.override()
        reader.ignore(["unified_model_id"])
        return try await store(override, of: model, try reader.finish(), context)
    }

    private func delete(_ request: Request, _ context: APIContext) async throws -> Answer {
        try await save.clear(try named(context), in: try context.ownEnvironment)
        return Answer(["id": .string(try context.pathID())])
    }

    /// Stores the override unless it is nil, and shows what there is then.
    private func store(
        _ override: JSONObject?,
        of model: UnifiedModel,
        _ warnings: [String],
        _ context: APIContext
    ) async throws -> Answer {
        let environment = try context.ownEnvironment
        if let override { try await save(override, of: model, in: environment) }
        return Answer(try await body(of: model, in: environment).adding(warnings: warnings))
    }

    private func named(_ context: APIContext) throws -> UnifiedModel {
        let (id, environment) = (try context.pathID(), try context.ownEnvironment)
        guard let model = vendors.unified.models.first(where: { $0.id(in: environment.id) == id }) else {
            throw APIError.notFound("environment unified model")
        }
        return model
    }

    private func body(of model: UnifiedModel, in environment: Domain.Environment) async throws -> JSONObject {
        try bodies(of: [model], try await vendors.current(in: environment.id), in: environment)[0]
    }

    /// `problems` are what this version of the server can't use of a stored override; calls of its resource fail.
    private func bodies(
        of models: [UnifiedModel],
        _ current: EnvironmentVendors,
        in environment: Domain.Environment
    ) throws -> [JSONObject] {
        let nested = UnifiedModelBody(current)
        return models.map { model in
            let installed = current.model(model, of: environment)
            var body = installed.payload(model: nested.object(model, in: environment))
            let problems = current.problems(in: installed.override, of: model, isStored: true)
            if !problems.isEmpty { body["problems"] = .failures(problems) }
            return body
        }
    }
}

extension BodyReader {
    /// What a body says of `override`; an empty one when that is null, nil when it says nothing.
    fileprivate mutating func override() -> JSONObject? {
        ignore(["environment_id", "unified_model", "id", "created_at", "updated_at"])
        guard has("override") else { return nil }
        return object("override") ?? JSONObject()
    }
}

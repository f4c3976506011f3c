import Domain
import Engine
import Hummingbird
import JSON

/// `/integration`: the vendors that this server can talk to; by id or by name.
struct IntegrationRoutes: Sendable {
    private static let filters = ["id", "name", "category", "sharing", "is_beta", "created_at", "updated_at"]
    let integrations: any IntegrationStore
    let vendors: Vendors
    let save: SaveIntegration
    let idempotency: Idempotency
    let ambient: Ambient

    func add(to routes: some RouterMethods<APIContext>) {
        routes.get("/integration", use: list)
        routes.get("/integration/:id", use: get)
        routes.post("/integration", use: idempotency.once(create))
        routes.patch("/integration/:id", use: update)
        routes.delete("/integration/:id", use: delete)
        routes.get("/integration/:id/capabilities", use: capabilities)
        routes.get("/integration/:id/unified-apis", use: unifiedAPIs)
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Answer {
        let query = try QueryString(request.uri.query).list(IntegrationRoutes.filters)
        let page = try await integrations.integrations(query)
        let current = try await vendors.current(in: try context.environment)
        var bodies: [JSONValue] = []
        for integration in page.elements { bodies.append(.object(try await body(integration, current, context))) }
        return Answer(list: bodies, next: page.next.map(ListCursor.write), limit: query.limit)
    }

    private func get(_ request: Request, _ context: APIContext) async throws -> Answer {
        Answer(.object(try await body(try await named(context), context)))
    }

    /// The models that the integration's records are mapped to, each with its resources and their methods.
    private func unifiedAPIs(_ request: Request, _ context: APIContext) async throws -> Answer {
        let query = try QueryString(request.uri.query).list(["id", "name", "category"])
        let environment = try context.ownEnvironment
        let vendor = try await vendors.current(in: environment.id).vendor(named: try await named(context).name)
        let bodies = vendors.unified.models.compactMap { model -> JSONObject? in
            guard let resources = vendor?.resources(of: model), !resources.isEmpty else { return nil }
            var body = model.payload(in: environment)
            body["resources"] = .object(resources)
            return body
        }
        return try BodyList.answer(bodies, query)
    }

    private func update(_ request: Request, _ context: APIContext) async throws -> Answer {
        var integration = try await named(context)
        var reader = BodyReader(try await RequestReading.object(request))
        integration.category = reader.text("category") ?? integration.category
        integration.isBeta = reader.boolean("is_beta") ?? integration.isBeta
        integration.sharing = reader.word("sharing") ?? integration.sharing
        integration.version = reader.integer("version") ?? integration.version
        if let config = reader.object("config") {
            if integration.config == nil {
                reader.fail("config", "\(integration.name) comes with the server; a plugin of that name can replace it")
            }
            integration.config = config
        }
        reader.refuse(["name"])
        let warnings = try reader.finish()
        integration.updatedAt = max(ambient.now(), integration.updatedAt + .milliseconds(1))
        guard let stored = try await save.update(integration) else {
            throw ValidationError("version", "the integration was changed meanwhile; read it again")
        }
        return Answer(try await body(stored, context).adding(warnings: warnings))
    }

    private func create(_ request: Request, _ context: APIContext) async throws -> Answer {
        var reader = BodyReader(try await RequestReading.object(request))
        let name = reader.text("name", required: true) ?? ""
        let config = reader.object("config", required: true) ?? [:]
        let now = ambient.now()
        let integration = Integration(
            id: .init(context.newID ?? ambient.newID()),
            name: name,
            category: reader.text("category") ?? config["category"]?.stringValue ?? "other",
            isBeta: reader.boolean("is_beta") ?? false,
            sharing: reader.word("sharing") ?? .allow,
            version: 1,
            config: config,
            createdAt: now,
            updatedAt: now
        )
        let warnings = try reader.finish()
        return Answer(try await body(try await save.create(integration), context).adding(warnings: warnings))
    }

    private func delete(_ request: Request, _ context: APIContext) async throws -> Answer {
        let integration = try await named(context)
        guard try await save.delete(integration.id) else {
            let message =
                "\(integration.name) comes with the server; switch it off by is_enabled of the environment integration"
            throw ValidationError("id", message)
        }
        return Answer(["id": .string(integration.id.rawValue)])
    }

    private func capabilities(_ request: Request, _ context: APIContext) async throws -> Answer {
        let current = try await vendors.current(in: try context.environment)
        let integration = try await named(context)
        guard let vendor = current.vendor(named: integration.name) else {
            throw APIError(.notFound, "\(integration.name) can't be used: the log says why")
        }
        return Answer(.object(vendor.capabilityReport))
    }

    private func named(_ context: APIContext) async throws -> Integration {
        guard let integration = try await integrations.integration(try context.pathID()) else {
            throw APIError.notFound("integration")
        }
        return integration
    }

    private func body(_ integration: Integration, _ context: APIContext) async throws -> JSONObject {
        try await body(integration, try await vendors.current(in: try context.environment), context)
    }

    private func body(
        _ integration: Integration,
        _ current: EnvironmentVendors,
        _ context: APIContext
    ) async throws -> JSONObject {
        let own = try context.environment
        let installed = try await integrations.installedEnvironments(integration.id).filter { $0 == own }
        return try IntegrationBody(vendors: current).object(integration, installed: installed)
    }
}

import Domain
import Engine
import Hummingbird
import JSON

/// `/environment-integration`: integrations as the token's environment uses them.
struct EnvironmentIntegrationRoutes: Sendable {
    private static let filters = [
        "id", "integration_id", "integration.name", "is_enabled", "is_active", "show_in_catalog", "created_at",
        "updated_at",
    ]
    let integrations: any IntegrationStore
    let apps: any OAuthAppStore
    let sessions: AccountSessions
    let vendors: Vendors
    let ambient: Ambient
    let idempotency: Idempotency

    func add(to routes: some RouterMethods<APIContext>) {
        routes.get("/environment-integration", use: list)
        routes.get("/environment-integration/:id", use: get)
        routes.post("/environment-integration", use: idempotency.once(create))
        routes.patch("/environment-integration/:id", use: update)
        routes.delete("/environment-integration/:id", use: delete)
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Answer {
        let query = try QueryString(request.uri.query).list(EnvironmentIntegrationRoutes.filters)
        let page = try await integrations.environmentIntegrations(query, in: context.environment)
        let current = try await vendors.current(in: try context.environment)
        var bodies: [JSONValue] = []
        for installed in page.elements { bodies.append(.object(try await body(installed, current))) }
        return Answer(list: bodies, next: page.next.map(ListCursor.write), limit: query.limit)
    }

    private func get(_ request: Request, _ context: APIContext) async throws -> Answer {
        Answer(.object(try await body(try await named(context))))
    }

    private func create(_ request: Request, _ context: APIContext) async throws -> Answer {
        var reader = BodyReader(try await RequestReading.object(request))
        let id = reader.text("integration_id", required: true) ?? ""
        let changes = Changes(&reader)
        let warnings = try reader.finish()
        guard let integration = try await integrations.integration(id) else {
            throw ValidationError("integration_id", "there is no integration with this id")
        }
        let installed = try await integrations.install(integration, in: context.environment)
        let changed = try await store(changes, in: installed)
        return Answer(try await body(changed).adding(warnings: warnings))
    }

    private func update(_ request: Request, _ context: APIContext) async throws -> Answer {
        let installed = try await named(context)
        var reader = BodyReader(try await RequestReading.object(request))
        let changes = Changes(&reader)
        let warnings = try reader.finish()
        return Answer(try await body(try await store(changes, in: installed)).adding(warnings: warnings))
    }

    private func delete(_ request: Request, _ context: APIContext) async throws -> Answer {
        let id = try context.pathID()
        guard try await integrations.uninstall(.init(id), in: context.environment) else {
            throw APIError.notFound("environment integration")
        }
        return Answer(["id": .string(id)])
    }

    /// What a body may change.
    private struct Changes {
        let isEnabled: Bool?
        let showInCatalog: Bool?
        let override: JSONObject?

        init(_ reader: inout BodyReader) {
            isEnabled = reader.boolean("is_enabled") ?? reader.boolean("is_active")
            showInCatalog = reader.boolean("show_in_catalog")
            override = reader.object("override")
            reader.ignore(["environment_id", "id", "created_at", "updated_at"])
        }
    }

    private func store(_ changes: Changes, in installed: EnvironmentIntegration) async throws -> EnvironmentIntegration
    {
        let known = try await apps.app(of: installed.id, in: installed.environmentID)
        var changed = installed
        changed.isEnabled = changes.isEnabled ?? installed.isEnabled
        changed.showInCatalog = changes.showInCatalog ?? installed.showInCatalog
        let given = try changes.override.map { try OAuthAppOverride($0, known: known) }
        changed.override = given?.shown ?? installed.override
        let secret = given == nil ? known?.clientSecret : given?.clientSecret
        guard changed != installed || secret != known?.clientSecret else { return installed }
        changed.updatedAt = max(ambient.now(), installed.updatedAt + .milliseconds(1))
        try await apps.update(changed, clientSecret: secret)
        await sessions.reload(in: installed.environmentID)
        return changed
    }

    private func named(_ context: APIContext) async throws -> EnvironmentIntegration {
        let found = try await integrations.environmentIntegration(.init(try context.pathID()), in: context.environment)
        guard let found else { throw APIError.notFound("environment integration") }
        return found
    }

    private func body(_ installed: EnvironmentIntegration) async throws -> JSONObject {
        try await body(installed, try await vendors.current(in: installed.environmentID))
    }

    private func body(
        _ installed: EnvironmentIntegration,
        _ current: EnvironmentVendors
    ) async throws -> JSONObject {
        let integration = try await integrations.integration(installed.integrationID.rawValue)
        let nested = try integration.map {
            try IntegrationBody(vendors: current).object($0, installed: [installed.environmentID])
        }
        return installed.payload(integration: nested)
    }
}

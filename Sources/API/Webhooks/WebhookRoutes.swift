import Domain
import Engine
import Hummingbird
import JSON

/// `/webhook`: addresses that are told what happens; the secret is told once, when one is made.
struct WebhookRoutes: Sendable {
    private static let filters = ["id", "environment_id", "target_url", "is_active", "created_at", "updated_at"]
    let webhooks: any WebhookStore
    let saveWebhook: SaveWebhook
    let testWebhook: TestWebhook
    let ambient: Ambient
    let idempotency: Idempotency

    func add(to routes: some RouterMethods<APIContext>) {
        routes.get("/webhook", use: list)
        routes.get("/webhook/:id", use: get)
        routes.post("/webhook", use: idempotency.once(create))
        routes.post("/webhook/test", use: idempotency.once(test))
        routes.patch("/webhook/:id", use: update)
        routes.delete("/webhook/:id", use: delete)
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Answer {
        let query = try QueryString(request.uri.query).list(WebhookRoutes.filters)
        let page = try await webhooks.webhooks(query, in: context.environment)
        return Answer(
            list: page.elements.map { .object(WebhookBody.object($0)) },
            next: page.next.map(ListCursor.write),
            limit: query.limit
        )
    }

    private func get(_ request: Request, _ context: APIContext) async throws -> Answer {
        Answer(.object(WebhookBody.object(try await webhooks.named(context))))
    }

    private func create(_ request: Request, _ context: APIContext) async throws -> Answer {
        let (changes, warnings) = try WebhookBody.read(try await RequestReading.object(request), isNew: true)
        let webhook = try await saveWebhook.create(
            changes,
            id: .init(context.newID ?? ambient.newID()),
            in: context.environment
        )
        return Answer(WebhookBody.created(webhook).adding(warnings: warnings))
    }

    private func update(_ request: Request, _ context: APIContext) async throws -> Answer {
        let webhook = try await webhooks.named(context)
        let (changes, warnings) = try WebhookBody.read(try await RequestReading.object(request), isNew: false)
        guard let stored = try await saveWebhook.update(webhook.id, changes, in: webhook.environmentID) else {
            throw APIError.notFound("webhook")
        }
        return Answer(WebhookBody.object(stored).adding(warnings: warnings))
    }

    private func delete(_ request: Request, _ context: APIContext) async throws -> Answer {
        let id = try context.pathID()
        guard try await saveWebhook.delete(.init(id), in: context.environment) else {
            throw APIError.notFound("webhook")
        }
        return Answer(["id": .string(id)])
    }

    private func test(_ request: Request, _ context: APIContext) async throws -> Answer {
        var reader = BodyReader(try await RequestReading.object(request))
        let id = reader.text("id", required: true) ?? ""
        let types = reader.eventTypes("event_types") ?? [.test]
        let warnings = try reader.finish()
        guard let webhook = try await webhooks.webhook(.init(id), in: context.environment) else {
            throw APIError.notFound("webhook")
        }
        if let error = try await testWebhook(webhook, types: types) { throw APIError(error) }
        return Answer((["success": true] as JSONObject).adding(warnings: warnings))
    }
}

extension WebhookStore {
    /// The webhook whose id is in the path.
    func named(_ context: APIContext) async throws -> Webhook {
        guard let webhook = try await webhook(.init(try context.pathID()), in: context.environment) else {
            throw APIError.notFound("webhook")
        }
        return webhook
    }
}

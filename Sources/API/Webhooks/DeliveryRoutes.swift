import Domain
import Hummingbird
import JSON

/// `/webhook/{id}/delivery` and `/webhook/{id}/replay`: what became of a webhook's events, and sending them again.
struct DeliveryRoutes: Sendable {
    private static let filters = ["state", "sync_job_run_id", "event", "event_id", "created_at"]
    let webhooks: any WebhookStore
    let outbox: any OutboxStore
    let ambient: Ambient
    let idempotency: Idempotency

    func add(to routes: some RouterMethods<APIContext>) {
        routes.get("/webhook/:id/delivery", use: list)
        routes.post("/webhook/:id/replay", use: idempotency.once(replay))
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Answer {
        let query = try QueryString(request.uri.query).list(DeliveryRoutes.filters)
        let page = try await outbox.deliveries(query, of: try await webhooks.named(context).id)
        return Answer(
            list: page.elements.map(DeliveryBody.value),
            next: page.next.map(ListCursor.write),
            limit: query.limit
        )
    }

    private func replay(_ request: Request, _ context: APIContext) async throws -> Answer {
        let webhook = try await webhooks.named(context)
        let (replay, warnings) = try DeliveryBody.replay(try await RequestReading.object(request))
        guard webhook.isActive else {
            throw ValidationError("", "the webhook is switched off; PATCH it with is_active: true first")
        }
        let count = try await outbox.replay(replay, to: webhook.id, at: ambient.now())
        return Answer((["replayed": .integer(count)] as JSONObject).adding(warnings: warnings))
    }
}

/// A delivery as it is shown, and what a replay is asked with.
enum DeliveryBody {
    static func value(_ delivery: Delivery) -> JSONValue {
        [
            "event_id": .string(delivery.eventID.rawValue), "event": .string(delivery.eventType),
            "webhook_id": .string(delivery.webhookID.rawValue), "sync_job_run_id": .text(delivery.runID?.rawValue),
            "state": .string(delivery.state.rawValue), "attempts": .integer(delivery.attempts),
            "answer": delivery.answer.map { answer in
                [
                    "status": answer.status.map { .integer($0) } ?? .null, "body": .string(answer.body),
                    "error": .text(answer.error),
                ]
            } ?? .null,
            "created_at": .moment(delivery.createdAt), "first_tried_at": .moment(delivery.firstTriedAt),
            "last_tried_at": .moment(delivery.lastTriedAt), "next_try_at": .moment(delivery.nextTryAt),
        ]
    }

    /// Exactly one of `event_id`, `sync_job_run_id`, and `from` with `to`.
    static func replay(_ object: JSONObject) throws(ValidationError) -> (Replay, warnings: [String]) {
        var reader = BodyReader(object)
        let event = reader.text("event_id")
        let run = reader.text("sync_job_run_id")
        let from = reader.moment("from")
        let to = reader.moment("to")
        let isPeriod = from != nil || to != nil
        if [event != nil, run != nil, isPeriod].count(where: { $0 }) != 1, reader.failures.isEmpty {
            reader.fail("", "expected one of event_id, sync_job_run_id, and from with to")
        } else if isPeriod, from == nil || to == nil, reader.failures.isEmpty {
            reader.fail(from == nil ? "from" : "to", "required beside \(from == nil ? "to" : "from")")
        }
        let warnings = try reader.finish()
        if let event { return (.event(.init(event)), warnings) }
        if let run { return (.run(.init(run)), warnings) }
        return (.period(from: from ?? .epoch, to: to ?? .epoch), warnings)
    }
}

extension BodyReader {
    /// An ISO 8601 date, or date and time.
    fileprivate mutating func moment(_ key: String) -> Timestamp? {
        guard let text = text(key) else { return nil }
        let moment = Timestamp(iso: text)
        if moment == nil { fail(key, "expected an ISO 8601 date, found \"\(text)\"") }
        return moment
    }
}

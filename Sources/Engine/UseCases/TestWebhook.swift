package import Domain
import JSON

/// Sends a webhook an event now, signed as any other, past the outbox.
package struct TestWebhook: Sendable {
    private let sender: WebhookSender
    private let ambient: Ambient

    package init(sender: WebhookSender, ambient: Ambient) {
        self.sender = sender
        self.ambient = ambient
    }

    /// Sends one event of each type, with a made-up payload, until one isn't taken; returns why, or nil.
    package func callAsFunction(_ webhook: Webhook, types: [EventType]) async throws -> IntegrationError? {
        for type in types {
            let envelope = EventEnvelope(
                id: .init(ambient.newID()),
                type: type,
                environmentID: webhook.environmentID,
                tenantID: type == .test ? nil : "example-tenant",
                createdAt: ambient.now()
            )
            let body = envelope.event(payload(type, webhook)).body + EventEnvelope.ending(for: webhook.id)
            let (reply, answer) = try await sender.send(body, id: envelope.id, to: webhook)
            switch reply {
            case .answered(200..<300, _): continue
            case .answered(let status, _):
                return IntegrationError(
                    .serverFault(status: status),
                    message: "the webhook answered \(status) to \(type.rawValue)",
                    answer: InboundAnswer(status: status, headers: [], body: Array(answer.body.utf8))
                )
            case .unreachable, .forbidden:
                let message = answer.error ?? "no answer came"
                return IntegrationError(reply == .forbidden ? .forbiddenAddress : .unreachable, message: message)
            }
        }
        return nil
    }

    private func payload(_ type: EventType, _ webhook: Webhook) -> JSONValue {
        guard type != .test else { return ["foo": "bar"] }
        let now = ambient.now()
        let run = SyncJobRun(
            id: .init(ambient.newID()),
            environmentID: webhook.environmentID,
            syncJobID: .init(ambient.newID()),
            accountID: .init(ambient.newID()),
            integrationName: "example",
            args: [:],
            argsSchema: nil,
            resources: [["resource": "tickets", "method": "list", "persist": true]],
            errorHandling: .ignore,
            ignorePreviousRun: false,
            destination: .webhook(webhook.id),
            version: 3,
            status: type.sampleStatus(at: now),
            createdAt: now,
            updatedAt: now
        )
        let ids: JSONObject = [
            "sync_job_run_id": .string(run.id.rawValue), "sync_job_id": .string(run.syncJobID.rawValue),
            "integrated_account_id": .string(run.accountID.rawValue), "resource": "tickets", "method": "list",
            "name": "tickets", "args": [:],
        ]
        switch type {
        case .record:
            return .object(ids.merging(["records": [["id": 1, "subject": "An example"]], "meta": [:]]))
        case .recordError:
            let error: JSONValue = [
                "statusCode": 404, "error": "rejected", "message": "the vendor answered 404",
                "truto_is_remote_error": true, "raw_response": .null, "context": "",
            ]
            return .object(ids.merging(["error": error]))
        case .runRateLimited: return .object(run.payload([]).merging(["retryAfter": 10]))
        case .runCreated, .runUpdated, .runStarted, .runCompleted, .runFailed, .runDeleted:
            return .object(run.payload([]))
        case .modelCreated, .modelUpdated, .modelDeleted: return .object(model(of: webhook, at: now))
        default: return .object(account(of: run, at: now).payload(integration: nil, installed: nil))
        }
    }

    private func model(of webhook: Webhook, at now: Timestamp) -> JSONObject {
        [
            "id": .string(ambient.newID()), "unified_model_id": .string(ambient.newID()),
            "environment_id": .string(webhook.environmentID.rawValue),
            "override": ["contacts": ["example": ["response_mapping": ["title": "job"]]]],
            "created_at": .moment(now), "updated_at": .moment(now),
        ]
    }

    private func account(of run: SyncJobRun, at now: Timestamp) -> IntegratedAccount {
        IntegratedAccount(
            id: run.accountID,
            environmentID: run.environmentID,
            environmentIntegrationID: .init(ambient.newID()),
            integrationName: run.integrationName,
            tenantID: "example-tenant",
            context: AccountContext([:]),
            status: .active,
            lastError: nil,
            authenticationMethod: "oauth2",
            region: "wnam",
            createdAt: now,
            updatedAt: now
        )
    }
}

extension EventType {
    fileprivate func sampleStatus(at now: Timestamp) -> RunStatus {
        switch self {
        case .runCompleted: .completed(since: now, at: now, result: .clean)
        case .runFailed:
            .failed(since: now, at: now, reason: FailureReason(kind: "fail_fast", message: "an example"))
        case .runRateLimited: .rateLimited(since: now)
        case .runStarted: .running(since: now)
        default: .created
        }
    }
}

extension JSONObject {
    fileprivate func merging(_ other: JSONObject) -> JSONObject {
        var merged = self
        for (key, value) in other { merged[key] = value }
        return merged
    }
}

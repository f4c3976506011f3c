import JSON
import Support

/// A server, an emulated vendor with one account, and a receiver with one webhook.
struct DeliveryRig: Sendable {
    let sync: SyncRig
    let receiver: WebhookReceiver
    /// The answer to the webhook's creation.
    let webhook: JSONValue

    var server: TestServer { sync.server }
    var webhookID: JSONValue { webhook["id"] ?? .null }

    /// `webhook` goes into the webhook's body.
    static func run<Value: Sendable>(
        _ sandbox: [String] = [],
        settings: [String: String] = [:],
        webhook: JSONObject = [:],
        _ body: @escaping @Sendable (DeliveryRig) async throws -> Value
    ) async throws -> Value {
        let receiver = try await WebhookReceiver()
        return try await SyncRig.run(sandbox, settings: settings) { sync in
            var order = webhook
            if order["target_url"] == nil { order["target_url"] = .string(receiver.url) }
            let made = try await sync.server.client.post("/webhook", .object(order))
            guard made.status == 200 else { throw TestFailure(made.json.text) }
            return try await body(DeliveryRig(sync: sync, receiver: receiver, webhook: made.json))
        }
    }

    /// Runs a job that delivers to the webhook, and returns the run as it is at its end.
    func deliver(_ resources: JSONValue, _ more: JSONObject = [:]) async throws -> JSONValue {
        var more = more
        more["webhook_id"] = webhookID
        return try await server.run(job: server.job(resources), account: sync.account, more)
    }

    /// Starts such a run and returns its id.
    func start(_ resources: JSONValue, _ more: JSONObject = [:]) async throws -> String {
        var more = more
        more["webhook_id"] = webhookID
        return try await server.startRun(job: server.job(resources), account: sync.account, more)
    }

    /// The run when `isSo` says that it is where the test wants it.
    func run(_ id: String, when isSo: (JSONValue) -> Bool) async throws -> JSONValue {
        while true {
            let run = try await server.client.get("/sync-job-run/\(id)").json
            if isSo(run) { return run }
        }
    }

    /// The webhook's deliveries, newest first.
    func deliveries(_ query: String = "") async throws -> [JSONValue] {
        let path = "/webhook/\(webhookID.stringValue ?? "")/delivery?limit=5000&\(query)"
        return try await server.client.get(path).json["result"]?.arrayValue ?? []
    }

    /// Asks for a replay; returns how many events it has.
    func replay(_ what: JSONValue) async throws -> Int? {
        let reply = try await server.client.post("/webhook/\(webhookID.stringValue ?? "")/replay", what)
        guard reply.status == 200 else { throw TestFailure(reply.json.text) }
        return reply.json["replayed"]?.intValue
    }
}

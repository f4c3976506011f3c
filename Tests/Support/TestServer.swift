package import App
package import Domain
import Engine
package import JSON
import Logging
import Persistence
import ServiceLifecycle

/// The whole server, from the real composition root, in the test's own process on a free port.
package struct TestServer: Sendable {
    package let composition: Composition
    package let folder: TemporaryFolder
    /// With a token of the environment `default`.
    package let client: HTTPClient

    /// Runs `body` against a server that is stopped afterwards.
    ///
    /// Retries wait milliseconds here, not seconds.
    package static func run<Value: Sendable>(
        folder: TemporaryFolder? = nil,
        settings: [String: String] = [:],
        ambient: Ambient = .live,
        _ body: @escaping @Sendable (TestServer) async throws -> Value
    ) async throws -> Value {
        let folder = try folder ?? TemporaryFolder()
        let configuration = Configuration(
            [
                "port": "0", "data-dir": folder.path + "/data", "allow-private-networks": "true",
                "retry-first-delay": "0.01", "retry-ceiling": "0.1", "delivery-first-delay": "0.01",
                "delivery-ceiling": "0.1",
            ].merging(settings) { $1 }
        )
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let composition = try await Composition(configuration, ambient: ambient, logger: logger)
        let environment = try await composition.environments.ensureEnvironment(named: "default")
        let token = try await composition.environments.createToken(named: "test", in: environment.id)
        let (ports, port) = AsyncStream<Int>.makeStream()
        let services = composition.services(configuration, logger: logger) { port.yield($0) }
        let group = ServiceGroup(configuration: .init(services: services.map { .init(service: $0) }, logger: logger))
        return try await withThrowingTaskGroup(of: Value?.self) { tasks in
            tasks.addTask {
                try await group.run()
                return nil
            }
            var listening: Int?
            for await first in ports {
                listening = first
                break
            }
            guard let listening else { throw TestFailure("the server didn't start") }
            let client = HTTPClient(base: "http://127.0.0.1:\(listening)", token: token)
            let server = TestServer(composition: composition, folder: folder, client: client)
            let result: Result<Value, any Error>
            do {
                result = .success(try await body(server))
            } catch {
                result = .failure(error)
            }
            await group.triggerGracefulShutdown()
            for try await _ in tasks {}
            return try result.get()
        }
    }

    /// A client of another environment, made when missing.
    package func client(environment name: String) async throws -> HTTPClient {
        let environment = try await composition.environments.ensureEnvironment(named: name)
        let token = try await composition.environments.createToken(named: "test", in: environment.id)
        return HTTPClient(base: client.base, token: token)
    }

    /// Creates an account and returns its id.
    package func account(_ context: JSONObject, integration: String = "zendesk") async throws -> String {
        try await created(
            "/integrated-account",
            [
                "tenant_id": "acme", "integration_name": .string(integration), "context": .object(context),
            ]
        )
    }

    /// Creates a job of these nodes and returns its id.
    package func job(
        _ resources: JSONValue,
        argsSchema: JSONValue = .null,
        integration: String = "zendesk"
    ) async throws -> String {
        try await created(
            "/sync-job",
            [
                "integration_name": .string(integration), "resources": resources, "args_schema": argsSchema,
            ]
        )
    }

    /// Creates a run and returns its id; `more` goes into the body.
    package func startRun(job: String, account: String, _ more: JSONObject = [:]) async throws -> String {
        var body: JSONObject = ["sync_job_id": .string(job), "integrated_account_id": .string(account)]
        for (key, value) in more { body[key] = value }
        return try await created("/sync-job-run", .object(body))
    }

    /// Creates a run and returns it when it has ended.
    package func run(job: String, account: String, _ more: JSONObject = [:]) async throws -> JSONValue {
        let events = composition.events.stream()
        let id = try await startRun(job: job, account: account, more)
        return try await ended(id, events)
    }

    /// The run when it has ended; `events` must have been listened to from before its creation.
    package func ended(_ id: String, _ events: AsyncStream<RunEvent>) async throws -> JSONValue {
        for await event in events {
            switch event {
            case .finished(let run, _) where run.rawValue == id: return try await client.get("/sync-job-run/\(id)").json
            case .claimLost(let run) where run.rawValue == id, .interrupted(let run) where run.rawValue == id:
                return try await client.get("/sync-job-run/\(id)").json
            default: continue
            }
        }
        throw TestFailure("the server ended before the run")
    }

    /// All stored records of a resource, in change order.
    package func records(_ resource: String) async throws -> [JSONValue] {
        var all: [JSONValue] = []
        var cursor = ""
        repeat {
            let page = try await client.get("/record?resource=\(resource)&limit=1000&next_cursor=\(cursor)").json
            all += page["result"]?.arrayValue ?? []
            cursor = page["next_cursor"]?.stringValue ?? ""
        } while !cursor.isEmpty
        return all
    }

    /// Stores an override of a unified model past every check, as an older version of the server may have.
    package func store(_ override: JSONObject, of model: String) async throws {
        let environment = try await composition.environments.ensureEnvironment(named: "default")
        let stored = UnifiedModelOverride(
            environmentID: environment.id,
            model: model,
            override: override,
            createdAt: environment.createdAt,
            updatedAt: environment.createdAt
        )
        try await SQLiteUnifiedModelStore(composition.database).save(stored, payload: [:])
    }

    private func created(_ path: String, _ body: JSONValue) async throws -> String {
        let reply = try await client.post(path, body)
        guard reply.status == 200, let id = reply.json["id"]?.stringValue else {
            throw TestFailure("POST \(path) answered \(reply.status): \(reply.json.text)")
        }
        return id
    }
}

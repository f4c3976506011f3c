import App
import Domain
import Engine
import JSON
import Persistence
import Support

/// A server, an emulated vendor and one account of it.
struct SyncRig: Sendable {
    let server: TestServer
    let sandbox: SandboxProcess
    let account: String
    /// The vendor's name, for jobs.
    let integration: String

    /// `context` names what the account logs in with.
    static func run<Value: Sendable>(
        _ sandbox: [String] = [],
        integration: String = "zendesk",
        settings: [String: String] = [:],
        ambient: Ambient = .live,
        context: @escaping @Sendable (SandboxProcess) -> JSONObject = { $0.tokenContext },
        _ body: @escaping @Sendable (SyncRig) async throws -> Value
    ) async throws -> Value {
        let vendor = try await SandboxProcess(sandbox)
        return try await TestServer.run(settings: settings, ambient: ambient) { server in
            let account = try await server.account(context(vendor), integration: integration)
            return try await body(SyncRig(server: server, sandbox: vendor, account: account, integration: integration))
        }
    }

    /// Runs a job of these nodes and returns the run as the API shows it at its end.
    func sync(
        _ resources: JSONValue,
        args: JSONValue = [:],
        schema: JSONValue = .null,
        _ more: JSONObject = [:]
    ) async throws -> JSONValue {
        var more = more
        more["args"] = args
        let job = try await server.job(resources, argsSchema: schema, integration: integration)
        return try await server.run(job: job, account: account, more)
    }

    /// Runs a job and returns it with everything that was sent sideways meanwhile.
    func syncListening(
        _ resources: JSONValue,
        _ more: JSONObject = [:]
    ) async throws -> (run: JSONValue, events: [RunEvent]) {
        let events = server.composition.events.stream()
        let job = try await server.job(resources, integration: integration)
        let id = try await server.startRun(job: job, account: account, more)
        var seen: [RunEvent] = []
        for await event in events {
            seen.append(event)
            if case .finished = event { break }
            if case .claimLost = event { break }
        }
        return (try await server.client.get("/sync-job-run/\(id)").json, seen)
    }

    func records(_ resource: String) async throws -> [String: [UInt8]] {
        try await RawRecords.stored(server.client, resource)
    }

    /// The ids stored of a resource, in order of change.
    func ids(_ resource: String) async throws -> [String] {
        try await server.records(resource).compactMap { $0["record_id"]?.stringValue }
    }

    /// The calls so far, without those for tokens and in alphabetical order: parallel calls have none of their own.
    func sortedTargets() async throws -> [String] { try await sandbox.targets().sorted() }

    func tokenRequests() async throws -> Int {
        try await sandbox.requests().count { $0["target"]?.stringValue?.hasPrefix("/oauth") == true }
    }
}

extension JSONValue {
    /// A counter of a node of a run.
    func counter(_ node: String, _ name: String, method: String = "list") -> Int? {
        self["resource_stats"]?[node]?[method]?[name]?.intValue
    }

    /// The run's failures, `kind: message`.
    var errorTexts: [String] {
        (self["errors"]?.arrayValue ?? []).map {
            "\($0["kind"]?.stringValue ?? ""): \($0["message"]?.stringValue ?? "")"
        }
    }
}

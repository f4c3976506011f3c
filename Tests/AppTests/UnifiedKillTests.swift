import JSON
import Support
import Testing

/// A server that is killed while it maps, with other lists to read for each page.
@Suite struct UnifiedKillTests {
    private static let kills = 10
    private static let nodes: JSONValue = [
        [
            "resource": "crm/opportunities", "method": "list",
            "query": ["updated_at": ["gte": "2020-01-01T00:00:00Z"], "limit": 4],
        ],
        [
            "resource": "crm/contacts", "method": "get", "id": "{{resources.crm.opportunities.contact.0.id}}",
            "depends_on": "crm/opportunities",
        ],
    ]

    @Test(.timeLimit(.minutes(4)))
    func `a unified run whose server is killed 10 times ends with the records of one that wasn't`() async throws {
        let sandbox = try await SandboxProcess([
            "--hubspot-deals", "120", "--hubspot-contacts", "90", "--latency-ms", "150",
        ])
        let folder = try TemporaryFolder()
        let dataDir = folder.path + "/data"
        let token = try await ServerProcess.token(dataDir: dataDir)
        var server = try await ServerProcess(dataDir: dataDir)
        var client = HTTPClient(base: server.base, token: token)
        let run = try await UnifiedKillTests.start(client, sandbox)
        var running = 0
        for number in 0..<UnifiedKillTests.kills {
            running += try await UnifiedKillTests.progress(of: run, client, pages: 4 + number * 7 % 9) ? 1 : 0
            await server.process.killNow()
            server = try await ServerProcess(dataDir: dataDir)
            client = HTTPClient(base: server.base, token: token)
        }
        _ = try await sandbox.control("/_sandbox/latency", ["ms": 0])
        let ended = try await UnifiedKillTests.ended(run, client)
        #expect(running >= 8)
        #expect(ended["result"] == "clean", "\(ended.text)")
        let stats = ended["resource_stats"]
        #expect(stats?["crm/opportunities"]?["list"]?["fetched"] == 119)
        #expect(stats?["crm/opportunities"]?["list"]?["pages"] == 30)
        #expect(stats?["crm/contacts"]?["get"]?["pages"] == 119)
        let other = try await UnifiedKillTests.ended(UnifiedKillTests.start(client, sandbox), client)
        #expect(other["result"] == "clean")
        let accounts = [ended, other].map { $0["integrated_account_id"]?.stringValue ?? "" }
        for (resource, count) in [("crm/opportunities", 119), ("crm/contacts", 90)] {
            let records = try await UnifiedKillTests.records(resource, of: accounts[0], client)
            #expect(records.count == count)
            #expect(try await UnifiedKillTests.records(resource, of: accounts[1], client) == records)
        }
        await server.process.terminate()
    }

    /// Runs the job for an account of its own.
    private static func start(_ client: HTTPClient, _ sandbox: SandboxProcess) async throws -> String {
        let account = try await id(
            client.post(
                "/integrated-account",
                ["tenant_id": "acme", "integration_name": "hubspot", "context": .object(sandbox.tokenContext)]
            )
        )
        let job = try await id(
            client.post("/sync-job", ["integration_name": "hubspot", "resources": UnifiedKillTests.nodes])
        )
        return try await id(
            client.post(
                "/sync-job-run",
                ["sync_job_id": .string(job), "integrated_account_id": .string(account)]
            )
        )
    }

    private static func id(_ reply: HTTPClient.Reply) throws -> String {
        guard reply.status == 200, let id = reply.json["id"]?.stringValue else { throw TestFailure(reply.json.text) }
        return id
    }

    /// Waits until a run has stored some more pages than it has now; returns whether it goes on then.
    private static func progress(of run: String, _ client: HTTPClient, pages wanted: Int) async throws -> Bool {
        var start: Int?
        while true {
            let now = try await client.get("/sync-job-run/\(run)").json
            let pages = ["crm/opportunities", "crm/contacts"].reduce(0) { sum, node in
                let methods = now["resource_stats"]?[node]?.objectValue ?? [:]
                return sum + methods.reduce(0) { $0 + ($1.value["pages"]?.intValue ?? 0) }
            }
            if now["finished_at"]?.stringValue != nil { return false }
            if let start, pages >= start + wanted { return true }
            start = start ?? pages
        }
    }

    private static func ended(_ run: String, _ client: HTTPClient) async throws -> JSONValue {
        while true {
            let now = try await client.get("/sync-job-run/\(run)").json
            if now["finished_at"]?.stringValue != nil { return now }
        }
    }

    /// An account's records of a resource, with the vendor's own.
    private static func records(
        _ resource: String,
        of account: String,
        _ client: HTTPClient
    ) async throws -> [String: [JSONValue]] {
        let path = "/record?resource=\(resource)&integrated_account_id=\(account)&include=remote_data&limit=1000"
        let rows = try await client.get(path).json["result"]?.arrayValue ?? []
        return Dictionary(
            rows.map { ($0["record_id"]?.stringValue ?? "", [$0["data"] ?? .null, $0["remote_data"] ?? .null]) }
        ) { first, _ in first + [.null] }
    }
}

import JSON
import Support
import Testing

/// A server that is killed again and again, and what its vendor and its database say about it.
@Suite struct KillTests {
    private static let kills = 22

    private struct Kill {
        /// Number of the last request that the vendor got from the killed process.
        let lastRequest: Int
        let wasRunning: Bool
        let state: CrashCopy
    }

    @Test(.timeLimit(.minutes(4)))
    func `a run whose server is killed 22 times brings everything once and asks for nothing twice`() async throws {
        let sandbox = try await SandboxProcess([
            "--tickets", "160", "--comments-per-ticket", "6", "--users", "40", "--page-size", "2", "--latency-ms",
            "200",
        ])
        let folder = try TemporaryFolder()
        let dataDir = folder.path + "/data"
        let token = try await ServerProcess.token(dataDir: dataDir)
        var server = try await KillTests.serve(dataDir)
        var client = HTTPClient(base: server.base, token: token)
        let run = try await KillTests.start(client, sandbox)
        var kills: [Kill] = []
        for number in 0..<KillTests.kills {
            // How far it gets before it dies differs from one life to the next.
            let status = try await KillTests.progress(of: run, client, pages: 3 + number * 7 % 11)
            await server.process.killNow()
            let last = try await KillTests.lastRequest(sandbox)
            let state = try CrashCopy(dataDir: dataDir)
            kills.append(
                Kill(lastRequest: last, wasRunning: status == "running" && state.status == "running", state: state)
            )
            server = try await KillTests.serve(dataDir)
            client = HTTPClient(base: server.base, token: token)
        }
        _ = try await sandbox.control("/_sandbox/latency", ["ms": 0])
        let ended = try await KillTests.ended(run, client)
        #expect(kills.count(where: \.wasRunning) >= 15)
        #expect(ended["status"] == "completed")
        #expect(ended["result"] == "clean")
        #expect((ended["resumes"]?.intValue ?? 0) >= 15)
        let requests = try await sandbox.requests()
        try await KillTests.expectSource(sandbox, client)
        try await KillTests.expectNothingAskedTwice(requests, kills, sandbox)
        await server.process.terminate()
    }

    private static func serve(_ dataDir: String) async throws -> ServerProcess {
        try await ServerProcess(dataDir: dataDir, environment: ["SLUICE_CALLS_PER_ACCOUNT": "4"])
    }

    private static func start(_ client: HTTPClient, _ sandbox: SandboxProcess) async throws -> String {
        let account = try await id(
            client.post(
                "/integrated-account",
                [
                    "tenant_id": "acme", "integration_name": "zendesk", "context": .object(sandbox.tokenContext),
                ]
            )
        )
        let job = try await id(
            client.post(
                "/sync-job",
                [
                    "integration_name": "zendesk",
                    "resources": [
                        ["resource": "tickets", "method": "list", "persist": true],
                        [
                            "resource": "comments", "method": "list", "depends_on": "tickets", "persist": true,
                            "query": ["ticket_id": "{{resources.tickets.id}}"],
                        ],
                        [
                            "resource": "users", "method": "get", "id": "{{args.ids}}", "loop_on": "args.ids",
                            "persist": true,
                        ],
                    ],
                ]
            )
        )
        return try await id(
            client.post(
                "/sync-job-run",
                [
                    "sync_job_id": .string(job), "integrated_account_id": .string(account),
                    "args": ["ids": .array((10_001...10_040).map { .number(JSONNumber($0)) })],
                ]
            )
        )
    }

    private static func id(_ reply: HTTPClient.Reply) throws -> String {
        guard reply.status == 200, let id = reply.json["id"]?.stringValue else { throw TestFailure(reply.json.text) }
        return id
    }

    private static func pages(_ run: JSONValue) -> Int {
        (run["resource_stats"]?.objectValue ?? [:]).reduce(0) { sum, node in
            (node.value.objectValue ?? [:]).reduce(sum) { $0 + ($1.value["pages"]?.intValue ?? 0) }
        }
    }

    /// Waits until a run has stored some more pages than it has now; returns its status then.
    private static func progress(of run: String, _ client: HTTPClient, pages wanted: Int) async throws -> String {
        let start = pages(try await client.get("/sync-job-run/\(run)").json)
        while true {
            let now = try await client.get("/sync-job-run/\(run)").json
            let status = now["status"]?.stringValue ?? ""
            if pages(now) >= start + wanted || now["finished_at"]?.stringValue != nil { return status }
        }
    }

    private static func ended(_ run: String, _ client: HTTPClient) async throws -> JSONValue {
        while true {
            let now = try await client.get("/sync-job-run/\(run)").json
            if now["finished_at"]?.stringValue != nil { return now }
        }
    }

    /// The last request's number once nothing is under way any more.
    private static func lastRequest(_ sandbox: SandboxProcess) async throws -> Int {
        while try await sandbox.stats()["in_flight"] != 0 {}
        return try await sandbox.requests().last?["n"]?.intValue ?? 0
    }

    /// Same ids, same bytes, nothing twice.
    private static func expectSource(_ sandbox: SandboxProcess, _ client: HTTPClient) async throws {
        let tickets = try await RawRecords.vendor(sandbox, "/api/v2/tickets.json", key: "tickets")
        #expect(tickets.count == 159)
        #expect(try await RawRecords.stored(client, "tickets") == tickets)
        #expect(
            try await RawRecords.stored(client, "users")
                == RawRecords.vendor(sandbox, "/api/v2/users.json", key: "users")
        )
        var comments: [String: [UInt8]] = [:]
        for ticket in tickets.keys {
            let path = "/api/v2/tickets/\(ticket)/comments.json"
            comments.merge(try await RawRecords.vendor(sandbox, path, key: "comments")) { first, _ in first }
        }
        #expect(comments.count == 159 * 6)
        #expect(try await RawRecords.stored(client, "comments") == comments)
    }

    /// Two facts, for every kill:
    /// a page whose records the dead server had stored is never asked for again;
    /// an open item goes on with exactly the cursor that was stored with its last page.
    private static func expectNothingAskedTwice(
        _ requests: [JSONValue],
        _ kills: [Kill],
        _ sandbox: SandboxProcess
    ) async throws {
        var firstRecords: [String: String] = [:]
        for target in Set(requests.compactMap { $0["raw"]?.stringValue }) {
            firstRecords[target] = try firstRecord(of: target, try await sandbox.call(target).json)
        }
        var checked = 0
        for kill in kills {
            let later = requests.filter { ($0["n"]?.intValue ?? 0) > kill.lastRequest }
            let repeated = later.filter { line in
                guard let raw = line["raw"]?.stringValue, let first = firstRecords[raw] else { return false }
                return kill.state.records.contains(first)
            }
            #expect(repeated.isEmpty, "asked again after kill at \(kill.lastRequest): \(repeated.first?.text ?? "")")
            for item in kill.state.items {
                guard let cursor = item.cursor, cursor.hasPrefix("after:"), let path = path(of: item) else { continue }
                let next = later.first { $0["target"]?.stringValue?.hasPrefix(path + "?") == true }
                #expect(next?["target"]?.stringValue?.contains("page[after]=\(cursor.dropFirst(6))") == true)
                checked += 1
            }
        }
        #expect(checked >= kills.count)
    }

    private static func path(of item: CrashCopy.Item) -> String? {
        let context = try? JSONValue(parsing: item.context)
        let ticket = context?.objectValue?.first { $0.value["id"] != nil }?.value["id"]
        return ticket.map { "/api/v2/tickets/\($0.text)/comments.json" } ?? "/api/v2/tickets.json"
    }

    private static func firstRecord(of target: String, _ page: JSONValue) throws -> String? {
        for (key, resource) in [("tickets", "tickets"), ("comments", "comments")] {
            if let id = page[key]?[0]?["id"] { return "\(resource)/\(id.text)" }
        }
        return page["user"]?["id"].map { "users/\($0.text)" }
    }
}

import Domain
import Foundation
import JSON
import Persistence

/// The processes of the demo and the steps it shows.
struct Demo: Sendable {
    private static let users: [JSONValue] = [10_001, 10_002, 10_003, 10_017, 10_042]
    private let sandbox: DemoProcess
    private let server: DemoProcess
    private let database: Database
    private let environment: Domain.Environment
    private let api: DemoAPI
    private let webhookLog: String

    /// Starts the emulated vendors and the server; Zendesk's tokens live for seconds, and it fails now and then.
    init(folder: String, tickets: Int) async throws {
        let data = folder + "/data"
        webhookLog = folder + "/webhooks"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        sandbox = try await DemoProcess(
            "sandbox",
            [
                "sandbox", "--port", "0", "--tickets", "\(tickets)", "--latency-ms", "5", "--token-life", "3",
                "--webhook-log", webhookLog, "--fault", "429:every=211,retry_after=1,match=/api/v2",
                "--fault", "500:every=97,match=/api/v2", "--fault", "500:every=4,match=/hooks",
            ]
        )
        server = try await DemoProcess(
            "server",
            ["serve", "--port", "0", "--data-dir", data],
            environment: ["SLUICE_ALLOW_PRIVATE_NETWORKS": "true", "SLUICE_LOG_LEVEL": "warning"]
        )
        database = try Database(folder: data)
        let environments = SQLiteEnvironmentStore(database, ambient: .live)
        environment = try await environments.ensureEnvironment(named: "default")
        let token = try await environments.createToken(named: "demo", in: environment.id)
        api = DemoAPI(base: server.address, token: token)
        print(
            "emulated vendor  \(sandbox.address)  (Zendesk and HubSpot; \(tickets) tickets, some deleted; tokens that live 3 s, 429s and 500s now and then)"
        )
        print("sluice           \(server.address)  (data in \(data))\n")
    }

    /// Runs a job that stores and one that delivers, and prints their receipts; true when every count is the vendor's own.
    func run() async throws -> Bool {
        let account = try await api.created(
            "/integrated-account",
            [
                "tenant_id": "demo", "integration_name": "zendesk", "validate": true,
                "context": [
                    "base_url": .string(sandbox.address), "client_id": "sandbox-client",
                    "client_secret": "sandbox-secret",
                ],
            ]
        )
        print("account \(account): connected by OAuth client credentials")
        let job = try await api.created("/sync-job", Demo.job)
        print("job     \(job): tickets, the comments of each, users of an argument")
        let run = try await api.created(
            "/sync-job-run",
            [
                "sync_job_id": .string(job), "integrated_account_id": .string(account),
                "args": ["user_ids": .array(Demo.users)],
            ]
        )
        let receipt = try await RunFollower(
            runs: SQLiteRunStore(database),
            run: .init(run),
            environment: environment.id
        ).follow()
        print("\n\(receipt.text)\n")
        let isStored = try await compare() && receipt.run.status.result == .clean
        print("")
        let isDelivered = try await DemoDelivery(
            api: api,
            sandbox: sandbox.address,
            log: webhookLog,
            runs: SQLiteRunStore(database),
            environment: environment.id
        ).run()
        printCurl(run: run)
        return isStored && isDelivered
    }

    private static let job: JSONValue = [
        "integration_name": "zendesk", "label": "demo",
        "args_schema": [
            "type": "object",
            "properties": [
                "user_ids": ["type": "array", "description": "Users to fetch one by one", "required": true]
            ],
        ],
        "resources": [
            ["resource": "tickets", "method": "list", "persist": true],
            [
                "resource": "comments", "method": "list", "depends_on": "tickets", "persist": true,
                "query": ["ticket_id": "{{resources.tickets.id}}"],
            ],
            [
                "resource": "users", "method": "get", "id": "{{args.user_ids}}", "loop_on": "args.user_ids",
                "persist": true,
            ],
        ],
    ]

    /// What the store holds, by SQL, beside what the vendor says it has.
    private func compare() async throws -> Bool {
        let source = try await DemoAPI(base: sandbox.address, token: nil).get("/_sandbox/counts")
        let stored = try await database.census()
        let expected = [
            "comments": source["comments"]?.intValue, "tickets": source["tickets"]?.intValue,
            "users": Demo.users.count,
        ]
        let rows = expected.keys.sorted().map { resource in
            let wanted = expected[resource] ?? nil
            let found = stored[resource] ?? 0
            return [resource, "\(found)", wanted.map(String.init) ?? "?", found == wanted ? "equal" : "OFF"]
        }
        print("sqlite> \(Database.censusSQL)")
        print(TextTable(header: ["resource", "stored", "vendor", ""], rows: rows).text)
        return rows.allSatisfy { $0[3] == "equal" }
    }

    private func printCurl(run: String) {
        let head = "curl -H 'Authorization: Bearer \(api.token ?? "")'"
        print(
            """

            Go on from here:
              \(head) '\(server.address)/record?resource=tickets&limit=2'
              \(head) '\(server.address)/record/count'
              \(head) '\(server.address)/sync-job-run/\(run)'
              \(head) '\(server.address)/sync-job'
              \(head) -X POST '\(server.address)/sync-job' -d '{"integration_name":"zendesk","resources":[{"resource":"tikets","method":"list"}]}'
            """
        )
    }

    /// Ends both processes.
    func stop() {
        server.stop()
        sandbox.stop()
    }
}

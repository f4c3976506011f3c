import JSON
import Support
import Testing

@Suite struct RunTests {
    private static let list: JSONValue = ["resource": "tickets", "method": "list", "persist": true]

    /// A server with an account of a small vendor.
    private static func withAccount<Value: Sendable>(
        _ arguments: [String] = ["--tickets", "6", "--comments-per-ticket", "2"],
        _ body: @escaping @Sendable (TestServer, String, SandboxProcess) async throws -> Value
    ) async throws -> Value {
        let sandbox = try await SandboxProcess(arguments)
        return try await TestServer.run { server in
            try await body(server, try await server.account(sandbox.tokenContext), sandbox)
        }
    }

    @Test func `a run answers every field of the contract`() async throws {
        try await RunTests.withAccount { server, account, _ in
            let job = try await server.job([RunTests.list])
            let run = try await server.run(job: job, account: account)
            for key in [
                "id", "args", "resources", "sync_job_id", "integrated_account_id", "status", "daemon_id",
                "daemon_group_key", "webhook_id", "error_handling", "ignore_previous_run", "version", "resource_stats",
                "created_at", "updated_at", "started_at", "finished_at", "environment_id", "result",
            ] {
                #expect(run[key] != nil, "\(key)")
            }
            #expect(run["resources"] == [RunTests.list])
            #expect(run["error_handling"] == "ignore")
            #expect(run["version"] == 3)
            #expect(run["daemon_group_key"] == "default")
            #expect(run["errors"] == [])
            #expect(run["failure"] == .null)
        }
    }

    @Test func `resource_stats counts by node and method`() async throws {
        try await RunTests.withAccount { server, account, _ in
            let job = try await server.job([
                ["resource": "tickets", "method": "list", "name": "all", "persist": true, "query": ["per_page": 4]],
                [
                    "resource": "comments", "method": "list", "depends_on": "all",
                    "query": ["ticket_id": "{{resources.tickets.id}}"],
                ],
            ])
            let stats = try await server.run(job: job, account: account)["resource_stats"]
            #expect(stats?.objectValue?.keys == ["all", "comments"])
            let all = stats?["all"]?["list"]
            for (key, value) in [
                ("fetched", 6), ("persisted", 6), ("created", 6), ("updated", 0), ("unchanged", 0),
                ("deleted", 0), ("errors", 0), ("requests", 2), ("pages", 2), ("retries", 0),
            ] {
                #expect(all?[key]?.intValue == value, "\(key)")
            }
            #expect(stats?["comments"]?["list"]?["fetched"] == 12)
            #expect(stats?["comments"]?["list"]?["persisted"] == 0)
            #expect(stats?["comments"]?["list"]?["requests"] == 6)
            let again = try await server.run(job: job, account: account)["resource_stats"]?["all"]?["list"]
            #expect(again?["unchanged"] == 6)
            #expect(again?["created"] == 0)
        }
    }

    @Test func `defaults are filled in and arguments outside the schema are kept`() async throws {
        try await RunTests.withAccount { server, account, _ in
            let job = try await server.job(
                [["resource": "tickets", "method": "list", "query": ["status": "{{args.status}}"]]],
                argsSchema: [
                    "type": "object",
                    "properties": ["status": ["type": "string", "default": "open"], "limit": ["default": 1.5]],
                ]
            )
            let run = try await server.run(
                job: job,
                account: account,
                ["args": try JSONValue(parsing: #"{"more":2.0}"#)]
            )
            #expect(run["args"]?.text == #"{"more":2.0,"status":"open","limit":1.5}"#)
            #expect(run["result"] == "clean")
        }
    }

    @Test(
        arguments: [
            ["type": "object", "properties": ["slug": ["type": "string", "required": true]]],
            ["type": "object", "properties": ["slug": ["type": "string"]], "required": ["slug"]],
            ["slug": ["type": "string", "required": true]],
        ] as [JSONValue]
    )
    func `a missing or wrong argument is refused in every form of required`(_ schema: JSONValue) async throws {
        try await RunTests.withAccount { server, account, sandbox in
            let job = try await server.job([RunTests.list], argsSchema: schema)
            for args in [[:], ["slug": 7], ["slug": .null], ["other": "x"]] as [JSONValue] {
                let reply = try await server.client.post(
                    "/sync-job-run",
                    [
                        "sync_job_id": .string(job), "integrated_account_id": .string(account), "args": args,
                    ]
                )
                #expect(reply.status == 400, "\(args.text)")
                #expect(reply.failurePaths == ["args.slug"], "\(reply.text)")
            }
            let run = try await server.run(job: job, account: account, ["args": ["slug": "x"]])
            #expect(run["status"] == "completed")
        }
    }

    @Test func `what a run can't be is refused with the place`() async throws {
        try await RunTests.withAccount { server, account, _ in
            let job = try await server.job([RunTests.list])
            let refusals: [(more: JSONObject, path: String, says: String)] = [
                (["sync_job_id": "nope"], "sync_job_id", "no sync job"),
                (["sync_job_id": .null], "sync_job_id", "required"),
                (["integrated_account_id": "nope"], "integrated_account_id", "no integrated account"),
                (["integrated_account_id": 7], "integrated_account_id", "found number"),
                (["webhook_id": "w"], "webhook_id", "there is no webhook"),
                (["webhook_id": "w", "daemon_group_key": "default"], "webhook_id", "not both"),
                (["daemon_group_key": "mine"], "daemon_group_key", "not supported yet"),
                (["daemon_id": "d"], "daemon_id", "not supported yet"),
                (["super_query": "wnam"], "super_query", "not supported yet"),
                (["datastore_id": "d"], "datastore_id", "not supported yet"),
                (["mutex_key": "m"], "mutex_key", "not supported yet"),
                (["state_key": "s"], "state_key", "not supported yet"),
                (["force": true], "force", "not supported yet"),
                (["events_to_send": ["x"]], "events_to_send.0", "there is no event"),
                (["error_handling": "explode"], "error_handling", "fail_fast"),
                (["version": 4], "version", "not supported yet"), (["version": 0], "version", "1, 2 or 3"),
                (["version": "x"], "version", "whole number"), (["args": []], "args", "object"),
                (
                    ["resources": [["resource": "x", "type": "request", "method": "list"]]], "resources.0.type",
                    "not supported yet"
                ),
                (["resources": [["resource": "tickts", "method": "list"]]], "resources.0.resource", "tickets"),
                (["ignore_previous_run": "yes"], "ignore_previous_run", "true or false"),
            ]
            for refusal in refusals {
                var body: JSONObject = ["sync_job_id": .string(job), "integrated_account_id": .string(account)]
                for (key, value) in refusal.more { body[key] = value }
                let reply = try await server.client.post("/sync-job-run", .object(body))
                #expect(reply.status == 400, "\(refusal.path)")
                #expect(reply.failurePaths == [refusal.path], "\(reply.text)")
                #expect(reply.text.contains(refusal.says), "\(reply.text)")
            }
            #expect(try await server.client.get("/sync-job-run").result.isEmpty)
        }
    }

    @Test func `what asks for nothing passes`() async throws {
        try await RunTests.withAccount { server, account, _ in
            let job = try await server.job([RunTests.list])
            let run = try await server.run(
                job: job,
                account: account,
                [
                    "webhook_id": .null, "daemon_group_key": "default", "force": false, "events_to_send": [],
                    "super_query": "", "status": "created", "version": "2", "error_handling": "fail_fast",
                    "resources": [["resource": "users", "method": "list"]], "ignore_previous_run": true, "unknown": 1,
                ]
            )
            #expect(run["status"] == "completed")
            #expect(run["version"] == 2)
            #expect(run["error_handling"] == "fail_fast")
            #expect(run["ignore_previous_run"] == true)
            #expect(run["resources"] == [["resource": "users", "method": "list"]])
        }
    }

    @Test func `delete stops, hides from lists and stays readable; patch stops`() async throws {
        try await RunTests.withAccount(["--tickets", "500", "--latency-ms", "150", "--page-size", "1"]) {
            server,
            account,
            _ in
            let job = try await server.job([RunTests.list])
            let stopped = try await server.startRun(job: job, account: account)
            let patched = try await server.client.patch("/sync-job-run/\(stopped)", ["status": "stopped"])
            #expect(patched.status == 200)
            #expect(patched.json["status"] == "stopped")
            #expect(patched.json["finished_at"]?.stringValue != nil)
            #expect(try await server.client.get("/sync-job-run").result.count == 1)

            let deleted = try await server.startRun(job: job, account: account)
            #expect(try await server.client.delete("/sync-job-run/\(deleted)").json == ["id": .string(deleted)])
            #expect(try await server.client.get("/sync-job-run/\(deleted)").json["status"] == "stopped")
            let listed = try await server.client.get("/sync-job-run").result
            #expect(listed.compactMap { $0["id"]?.stringValue } == [stopped])

            let wrong = try await server.client.patch("/sync-job-run/\(stopped)", ["status": "completed"])
            #expect(wrong.failurePaths == ["status"])
            let same = try await server.client.patch(
                "/sync-job-run/\(stopped)",
                [
                    "status": "stopped", "started_at": "2001-01-01", "finished_at": "2001-01-01",
                ]
            )
            #expect(same.json["finished_at"] == patched.json["finished_at"])
            #expect(same.warnings.count == 2)
        }
    }

    @Test func `runs are filtered by job, account and status`() async throws {
        try await RunTests.withAccount { server, account, _ in
            let jobs = [try await server.job([RunTests.list]), try await server.job([])]
            for job in jobs { _ = try await server.run(job: job, account: account) }
            for (query, count) in [
                ("sync_job_id=\(jobs[0])", 1), ("integrated_account_id=\(account)", 2), ("status=completed", 2),
                ("status[in]=failed,completed", 2), ("status=failed", 0), ("result=clean", 2),
                ("sync_job_id[in]=\(jobs[0]),\(jobs[1])&limit=1", 1), ("finished_at[gt]=2001-01-01", 2),
            ] {
                #expect(try await server.client.get("/sync-job-run?\(query)").result.count == count, "\(query)")
            }
        }
    }

    @Test func `a placeholder without a value fails its call, and braces never reach the vendor`() async throws {
        try await RunTests.withAccount { server, account, sandbox in
            let schema: JSONValue = [
                "type": "object",
                "properties": ["opt": ["type": "string"], "ids": ["type": "array"], "word": ["type": "string"]],
            ]
            let job = try await server.job(
                [
                    [
                        "resource": "tickets", "method": "list", "name": "optional",
                        "query": ["a": "{{args.opt}}", "b": "x"],
                    ],
                    [
                        "resource": "tickets", "method": "list", "name": "missing",
                        "query": ["a": "{{args.undeclared}}"],
                    ],
                    ["resource": "tickets", "method": "get", "name": "no id", "id": "{{args.opt}}"],
                    ["resource": "users", "method": "list", "name": "secret", "query": ["a": "{{access_token}}"]],
                    [
                        "resource": "groups", "method": "list", "name": "date",
                        "query": ["since": "{{previous_run_date}}"],
                    ],
                    [
                        "resource": "users", "method": "get", "name": "empty loop", "id": "{{args.ids}}",
                        "loop_on": "ids",
                    ],
                    [
                        "resource": "users", "method": "get", "name": "no array", "id": "{{args.word}}",
                        "loop_on": "word",
                    ],
                ],
                argsSchema: schema
            )
            let run = try await server.run(job: job, account: account, ["args": ["word": "abc"]])
            #expect(run["status"] == "completed")
            #expect(run["result"] == "partial")
            let errors = run["errors"]?.arrayValue ?? []
            #expect(Set(errors.compactMap { $0["node"]?.stringValue }) == ["missing", "no id", "secret", "no array"])
            #expect(errors.allSatisfy { $0["message"]?.stringValue?.isEmpty == false })
            let missing = errors.first { $0["node"] == "missing" }?["message"]?.stringValue ?? ""
            #expect(missing.contains("query.a") && missing.contains("args.undeclared"))
            let asked = try await sandbox.targets().sorted()
            #expect(asked == ["GET /api/v2/groups.json?page[size]=100", "GET /api/v2/tickets.json?b=x&page[size]=100"])
        }
    }

    @Test func `a loop below a parent makes the product of both`() async throws {
        try await RunTests.withAccount(["--tickets", "2", "--users", "3"]) { server, account, sandbox in
            let job = try await server.job(
                [
                    ["resource": "tickets", "method": "list"],
                    [
                        "resource": "users", "method": "list", "depends_on": "tickets", "loop_on": "args.roles",
                        "query": ["role": "{{args.roles}}", "ticket": "{{resources.tickets.id}}"],
                    ],
                ],
                argsSchema: ["type": "object", "properties": ["roles": ["type": "array"]]]
            )
            let run = try await server.run(job: job, account: account, ["args": ["roles": ["admin", "agent"]]])
            #expect(run["result"] == "clean")
            let asked = try await sandbox.targets().filter { $0.contains("users") }.sorted()
            #expect(
                asked
                    == ["admin", "agent"].flatMap { role in
                        (1...2).map { "GET /api/v2/users.json?role=\(role)&ticket=\($0)&page[size]=100" }
                    }
            )
        }
    }
}

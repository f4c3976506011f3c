import JSON
import Support
import Testing

/// Envelope, cursors and filters of lists, in both published clients' spellings.
@Suite struct ListTests {
    /// Seven jobs with labels `job 0` to `job 6`, and one of them with a letter that needs encoding.
    private static func jobs(_ server: TestServer) async throws -> [String] {
        var ids: [String] = []
        for index in 0..<7 {
            let label = index == 6 ? "größer & mehr" : "job \(index)"
            ids.append(
                try await server.client.post(
                    "/sync-job",
                    [
                        "integration_name": "zendesk", "label": .string(label), "resources": [],
                    ]
                ).id
            )
        }
        return ids
    }

    /// Walks as the TypeScript client does: an empty cursor first, until the cursor is falsy.
    private static func walk(_ client: HTTPClient, _ path: String, limit: Int) async throws -> [[JSONValue]] {
        var pages: [[JSONValue]] = []
        var cursor = ""
        repeat {
            let separator = path.contains("?") ? "&" : "?"
            let reply = try await client.get("\(path)\(separator)limit=\(limit)&next_cursor=\(cursor)")
            guard reply.status == 200 else { throw TestFailure(reply.text) }
            pages.append(reply.result)
            cursor = reply.cursor ?? ""
        } while !cursor.isEmpty && pages.count < 100
        return pages
    }

    @Test func `a list's envelope is result, next_cursor and limit`() async throws {
        try await TestServer.run { server in
            for path in [
                "/sync-job", "/sync-job-run", "/integrated-account", "/integration", "/environment",
                "/environment-integration", "/record",
            ] {
                let reply = try await server.client.get(path)
                #expect(reply.status == 200)
                #expect(reply.json.objectValue?.keys == ["result", "next_cursor", "limit"], "\(path)")
                #expect(reply.json["next_cursor"] == .null)
                #expect(reply.json["limit"] == 100)
                #expect(reply.header("content-type") == "application/json")
            }
            #expect(try await server.client.get("/record/count").json == ["result": []])
        }
    }

    @Test func `every page size walks the whole list once, and no page with a cursor is empty`() async throws {
        try await TestServer.run { server in
            let ids = try await ListTests.jobs(server)
            for limit in [1, 2, 3, 7, 8, 5000] {
                let pages = try await ListTests.walk(server.client, "/sync-job", limit: limit)
                #expect(pages.allSatisfy { !$0.isEmpty && $0.count <= limit })
                #expect(pages.count == (ids.count + limit - 1) / limit)
                #expect(pages.joined().compactMap { $0["id"]?.stringValue }.sorted() == ids.sorted())
                let moments = pages.joined().compactMap { $0["created_at"]?.stringValue }
                #expect(moments == moments.sorted(by: >))
            }
        }
    }

    @Test func `records are walked by any page size in change order`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "5", "--users", "4"])
        try await TestServer.run { server in
            let account = try await server.account(sandbox.tokenContext)
            let job = try await server.job([
                ["resource": "tickets", "method": "list", "persist": true],
                ["resource": "users", "method": "list", "persist": true],
            ])
            _ = try await server.run(job: job, account: account)
            for limit in [1, 2, 3, 9] {
                let pages = try await ListTests.walk(server.client, "/record", limit: limit)
                #expect(pages.allSatisfy { !$0.isEmpty && $0.count <= limit })
                let changes = pages.joined().compactMap { $0["change"]?.intValue }
                #expect(changes.count == 9)
                #expect(changes == changes.sorted())
            }
            #expect(try await ListTests.walk(server.client, "/record?resource=nothing", limit: 2) == [[]])
            try await ListTests.filterRecords(server, account)
        }
    }

    private static func filterRecords(_ server: TestServer, _ account: String) async throws {
        let all = try await server.client.get("/record").result
        let third = all[2]["change"]?.intValue ?? 0
        let moment = all.last?["changed_at"]?.stringValue ?? ""
        let expectations = [
            ("resource=tickets", 5), ("resource[in]=tickets,users", 9), ("resource%5Bin%5D%5B0%5D=users", 4),
            ("resource=tickets&record_id=3", 1), ("record_id%5Bin%5D%5B%5D=3&record_id%5Bin%5D%5B%5D=4", 2),
            ("integrated_account_id=\(account)", 9), ("integrated_account_id=nobody", 0),
            ("integration_name=zendesk", 9), ("integration_name=hubspot", 0),
            ("change%5Bgt%5D=\(third)", 6), ("change[gt]=0", 9), ("change[gt]=999999999", 0),
            ("changed_at%5Blte%5D=\(moment)", 9), ("changed_at[gt]=\(moment)", 0), ("changed_at[gte]=2001-01-01", 9),
            ("deleted=true", 0), ("deleted=any", 9), ("deleted=false", 9), ("deleted=", 9), ("include=remote_data", 9),
        ]
        for (query, count) in expectations {
            #expect(try await server.client.get("/record?\(query)").result.count == count, "\(query)")
            let counts = try await server.client.get("/record/count?\(query)").result
            #expect(counts.reduce(0) { $0 + ($1["count"]?.intValue ?? 0) } == count, "count: \(query)")
        }
        for query in [
            "change=5", "change[lt]=5", "change[gt]=x", "changed_at[gt]=yesterday", "changed_at=2001-01-01",
            "deleted=maybe", "include=everything", "resource[gt]=a", "resource[zz]=a", "limit=0", "limit=x",
        ] {
            let reply = try await server.client.get("/record?\(query)")
            #expect(reply.status == 400, "\(query)")
            #expect(!reply.failurePaths.isEmpty)
        }
    }

    @Test func `filters mean the same in both clients' spellings`() async throws {
        try await TestServer.run { server in
            let ids = try await ListTests.jobs(server)
            let (a, b) = (ids[0], ids[1])
            let first = try await server.client.get("/sync-job/\(a)").json["created_at"]?.stringValue ?? ""
            let bare = String(first.dropLast())
            let expectations: [(query: String, count: Int)] = [
                ("id=\(a)", 1), ("id%5Beq%5D=\(a)", 1), ("id[ne]=\(a)", 6), ("id=\(a)&id=\(b)", 2),
                ("id%5Bin%5D%5B0%5D=\(a)&id%5Bin%5D%5B1%5D=\(b)", 2),
                ("id%5Bin%5D%5B%5D=\(a)&id%5Bin%5D%5B%5D=\(b)", 2),
                ("id[in]=\(a),\(b)", 2), ("id%5Bin%5D=\(a)%2C\(b)", 2), ("id[]=\(a)&id[]=\(b)", 2), ("id[0]=\(a)", 1),
                ("id[nin]=\(a),\(b)", 5), ("label=job%200", 1), ("label=job+0", 1),
                ("label=gr%C3%B6%C3%9Fer+%26+mehr", 1),
                ("label%5Blike%5D=job%25", 6), ("label%5Blike%5D=JOB%25", 0), ("label%5Bilike%5D=JOB%25", 6),
                ("label%5Blike%5D=%2A", 0), ("label%5Blike%5D=%25%26%25", 1),
                ("created_at%5Bgte%5D=\(first)", 7), ("created_at[gte]=\(bare)", 7), ("created_at[lt]=\(first)", 0),
                ("created_at%5Bgt%5D=1970-01-01T00%3A00%3A00.000Z", 7), ("created_at[gt]=1970-01-01T00:00:00", 7),
                ("created_at[lt]=2001-01-01", 0), ("updated_at%5Bgt%5D=1999-12-31T23:59:59%2B02:00", 7),
                ("integration_name=zendesk", 7), ("integration_name=", 7), ("label=", 7), ("unknown_field=1", 7),
                ("label=None", 0), ("id=%F0%9F", 0), ("limit=", 7), ("limit=9999", 7), ("limit=2&limit=3", 3),
                ("created_at[gt]=1970-01-01&created_at[lt]=2001-01-01", 0),
            ]
            for (query, count) in expectations {
                let reply = try await server.client.get("/sync-job?\(query)")
                #expect(reply.status == 200, "\(query): \(reply.text)")
                #expect(reply.result.count == count, "\(query)")
            }
        }
    }

    @Test func `what a list can't do is refused with the parameter's name`() async throws {
        let long = String(repeating: "a", count: 60_000)
        let refusals = [
            ("label[zz]=1", "label[zz]"), ("created_at[between]=1", "created_at[between]"),
            ("created_at[gt]=x", "created_at[gt]"),
            ("limit=0", "limit"), ("limit=-1", "limit"), ("limit=ten", "limit"), ("limit=1.5", "limit"),
            ("next_cursor=nonsense", "next_cursor"), ("next_cursor=%00", "next_cursor"),
            ("next_cursor=bDoxMjM", "next_cursor"), ("next_cursor=cjox.", "next_cursor"),
            ("label%5Blike%5D=\(long)", "label"), ("label%5Bilike%5D=%25\(long)", "label"),
        ]
        try await TestServer.run { server in
            _ = try await server.job([])
            for (query, path) in refusals {
                let reply = try await server.client.get("/sync-job?\(query)")
                #expect(reply.status == 400, "\(query.prefix(60))")
                #expect(reply.failurePaths.first?.hasPrefix(path) == true, "\(query.prefix(60)): \(reply.text)")
            }
            for path in ["/integrated-account?is_sandbox=maybe", "/environment-integration?is_enabled=2"] {
                #expect(try await server.client.get(path).status == 400, "\(path)")
            }
        }
    }

    @Test func `every operator on every field answers, whatever the value`() async throws {
        let common = ["id", "environment_id", "created_at", "updated_at"]
        let fields = [
            "sync-job": ["integration_name", "label"],
            "sync-job-run": [
                "sync_job_id", "integrated_account_id", "status", "result", "integration_name", "daemon_group_key",
                "error_handling", "started_at", "finished_at",
            ],
            "integrated-account": [
                "tenant_id", "environment_integration_id", "integration.name", "integration_name", "status",
                "authentication_method", "is_sandbox",
            ],
            "integration": ["name", "category", "sharing", "is_beta"],
            "environment-integration": [
                "integration_id", "integration.name", "is_enabled", "is_active", "show_in_catalog",
            ],
        ]
        let sandbox = try await SandboxProcess(["--tickets", "1"])
        try await TestServer.run { server in
            let account = try await server.account(sandbox.tokenContext)
            _ = try await server.run(job: try await server.job([]), account: account)
            for (entity, own) in fields {
                for field in common + own {
                    for word in ["eq", "ne", "gt", "gte", "lt", "lte", "in", "nin", "like", "ilike"] {
                        for value in ["2026-01-01T00:00:00Z", "true", "%00%27%22%25*%5B%3F", "1,,2,"] {
                            let reply = try await server.client.get("/\(entity)?\(field)%5B\(word)%5D=\(value)")
                            let isFine = reply.status == 200 || (reply.status == 400 && !reply.failurePaths.isEmpty)
                            #expect(isFine, "\(entity) \(field) \(word) \(value): \(reply.text)")
                        }
                    }
                }
            }
        }
    }

    @Test func `a record cursor of another store is gone`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "3"])
        func cursor() async throws -> String {
            try await TestServer.run { server in
                let account = try await server.account(sandbox.tokenContext)
                let job = try await server.job([["resource": "tickets", "method": "list", "persist": true]])
                _ = try await server.run(job: job, account: account)
                return try await server.client.get("/record?limit=1").cursor ?? ""
            }
        }
        let foreign = try await cursor()
        #expect(!foreign.isEmpty)
        try await TestServer.run { server in
            let reply = try await server.client.get("/record?next_cursor=\(foreign)")
            #expect(reply.status == 410)
            #expect(reply.message.contains("start again"))
            for bad in ["x", "bDox", "%20", "r"] {
                #expect(try await server.client.get("/record?next_cursor=\(bad)").status == 400)
            }
        }
    }
}

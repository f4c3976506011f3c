import JSON
import Support
import Testing

/// The request lines that the published clients were seen to send, one by one.
@Suite struct WireTests {
    @Test func `requests of the published clients are understood`() async throws {
        try await TestServer.run { server in
            let a = try await server.job([])
            let b = try await server.job([])
            let lines: [(method: String, path: String, type: String?, body: String?, status: Int)] = [
                (
                    "GET",
                    "/sync-job?limit=1&id%5Bin%5D%5B0%5D=\(a)&id%5Bin%5D%5B1%5D=\(b)"
                        + "&created_at%5Bgt%5D=1970-01-01T00%3A00%3A00.000Z&x=&next_cursor=", nil, nil, 200
                ),
                (
                    "GET",
                    "/sync-job?limit=1&is_active=true&id%5Bin%5D%5B%5D=\(a)&id%5Bin%5D%5B%5D=\(b)"
                        + "&created_at%5Bgt%5D=2026-01-01T00:00:00&n=None", "application/json", nil, 200
                ),
                ("GET", "/sync-job", nil, nil, 200),
                ("GET", "/sync-job?", "application/json", nil, 200),
                ("GET", "//sync-job?next_cursor=", nil, nil, 200),
                ("GET", "///sync-job//\(a)?", nil, nil, 200),
                ("PATCH", "/sync-job/a%2Fb%20c", "application/json", "{}", 404),
                ("PATCH", "//sync-job/\(a)", "application/json", #"{"label":"x"}"#, 200),
                ("PATCH", "/sync-job/\(a)", "text/plain;charset=UTF-8", #"{"label":"y"}"#, 200),
                ("PATCH", "/sync-job/\(a)", nil, #" {"label":"z"} "#, 200),
                ("POST", "/sync-job", "application/json", #"{"integration_name":"zendesk","resources":[]}"#, 200),
                ("POST", "//sync-job", "text/plain;charset=UTF-8", #"{"integration_name":"zendesk"}"#, 200),
                ("POST", "/sync-job", "application/json", nil, 400),
                ("DELETE", "/sync-job/\(b)", "application/json", nil, 200),
                ("DELETE", "/sync-job/1", nil, nil, 404),
                ("GET", "/ping?", "application/json", nil, 200),
                ("GET", "/nowhere", nil, nil, 404),
                ("GET", "/", nil, nil, 404),
            ]
            for line in lines {
                let headers = line.type.map { ["content-type": $0] } ?? [:]
                let reply = try await server.client.send(
                    line.method,
                    line.path,
                    line.body.map { Array($0.utf8) },
                    headers: headers
                )
                #expect(reply.status == line.status, "\(line.method) \(line.path): \(reply.text)")
                #expect(reply.header("content-type") == "application/json")
                #expect(reply.json.objectValue != nil)
            }
            #expect(try await server.client.get("/sync-job/\(a)").json["label"] == "z")
        }
    }

    @Test(arguments: [
        ("PUT", "/sync-job", "GET, POST"), ("POST", "/sync-job/x", "GET, PATCH, DELETE"), ("DELETE", "/record", "GET"),
        ("POST", "/health", "GET"), ("GET", "/integrated-account/x/test", "POST"),
        ("PUT", "//sync-job-run?", "GET, POST"),
    ])
    func `a method that a path doesn't have is told those it has`(
        _ method: String,
        _ path: String,
        _ allowed: String
    ) async throws {
        try await TestServer.run { server in
            let reply = try await server.client.send(method, path)
            #expect(reply.status == 405)
            #expect(reply.header("allow") == allowed)
            #expect(reply.json["statusCode"] == 405)
        }
    }

    @Test func `who comes without a token is told what to bring`() async throws {
        try await TestServer.run { server in
            for token in [nil, "nope"] {
                let reply = try await HTTPClient(base: server.client.base, token: token).get("/sync-job")
                #expect(reply.status == 401)
                #expect(reply.header("www-authenticate") == "Bearer")
            }
        }
    }

    @Test func `the first page's cursor leads the published client to the second`() async throws {
        try await TestServer.run { server in
            let ids = [try await server.job([]), try await server.job([])]
            let query = "limit=1&id%5Bin%5D%5B0%5D=\(ids[0])&id%5Bin%5D%5B1%5D=\(ids[1])&x="
            let first = try await server.client.get("/sync-job?\(query)&next_cursor=")
            let second = try await server.client.get("/sync-job?\(query)&next_cursor=\(first.cursor ?? "")")
            #expect(second.cursor == nil)
            #expect((first.result + second.result).compactMap { $0["id"]?.stringValue }.sorted() == ids.sorted())
        }
    }

    @Test func `a deleted thing answers its id and is gone`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "1"])
        try await TestServer.run { server in
            let job = try await server.job([["resource": "tickets", "method": "list"]])
            let account = try await server.account(sandbox.tokenContext)
            let run = try await server.run(job: job, account: account)["id"]?.stringValue ?? ""
            let all = try await server.client.get("/environment-integration").result
            let installed = all.first { $0["integration"]?["name"] == "zendesk" }?["id"]?.stringValue ?? ""
            let paths = [
                "/sync-job-run/\(run)", "/sync-job/\(job)", "/integrated-account/\(account)",
                "/environment-integration/\(installed)",
            ]
            for path in paths {
                let reply = try await server.client.delete(path)
                #expect(reply.status == 200, "\(path): \(reply.text)")
                #expect(reply.json == ["id": .string(String(path.split(separator: "/").last ?? ""))])
                // A run stays readable; it only leaves the lists.
                let after = try await server.client.get(path).status
                #expect(after == (path.hasPrefix("/sync-job-run") ? 200 : 404))
                let list = "/\(path.split(separator: "/")[0])"
                let left = try await server.client.get(list).result
                #expect(!left.contains { $0["id"] == reply.json["id"] }, "\(list)")
                #expect(try await server.client.delete(path).status == (path.hasPrefix("/sync-job-run") ? 200 : 404))
            }
        }
    }

    @Test func `unknown and malformed ids find nothing`() async throws {
        let ids = [
            "0", "x", "..%2F..", "%00", "%F0", "'%20OR%201=1", "00000000-0000-4000-8000-000000000000", "%25", "a%2Fb",
        ]
        try await TestServer.run { server in
            for entity in [
                "sync-job", "sync-job-run", "integrated-account", "integration", "environment",
                "environment-integration",
            ] {
                for id in ids {
                    let reply = try await server.client.get("/\(entity)/\(id)")
                    #expect(reply.status == 404, "\(entity)/\(id): \(reply.text)")
                    #expect(reply.json["statusCode"] == 404)
                    #expect(reply.json["error"] == "Not Found")
                    #expect(!reply.message.isEmpty)
                    #expect(try await server.client.patch("/\(entity)/\(id)", [:]).status == 404, "\(entity)/\(id)")
                }
            }
            for entity in ["sync-job", "sync-job-run", "integrated-account", "environment-integration"] {
                for id in ids { #expect(try await server.client.delete("/\(entity)/\(id)").status == 404) }
            }
            for id in ids {
                #expect(try await server.client.post("/integrated-account/\(id)/test", [:]).status == 404)
            }
        }
    }
}

import JSON
import Support
import Testing

/// `/proxy/{resource}`: a vendor's own API through this server.
@Suite struct ProxyTests {
    private static func run<Value: Sendable>(
        _ arguments: [String] = ["--tickets", "25", "--hubspot-contacts", "12"],
        integration: String = "zendesk",
        _ body: @escaping @Sendable (HTTPClient, String, SandboxProcess) async throws -> Value
    ) async throws -> Value {
        let sandbox = try await SandboxProcess(arguments)
        return try await TestServer.run { server in
            let account = try await server.account(sandbox.tokenContext, integration: integration)
            return try await body(server.client, "integrated_account_id=\(account)", sandbox)
        }
    }

    @Test func `a list is walked by its cursor, each record as the vendor wrote it`() async throws {
        try await ProxyTests.run { client, account, sandbox in
            var records: [JSONValue] = []
            var cursor = ""
            var pages = 0
            repeat {
                let page = try await client.get("/proxy/tickets?\(account)&limit=10&next_cursor=\(cursor)")
                #expect(page.status == 200, "\(page.text)")
                #expect(page.json["result_count"]?.intValue == page.result.count)
                #expect(page.json["prev_cursor"] == JSONValue.null)
                records += page.result
                cursor = page.cursor ?? ""
                pages += 1
            } while !cursor.isEmpty
            let vendor = try await sandbox.call("/api/v2/tickets.json?page[size]=100").json["tickets"]?.arrayValue
            #expect(records == vendor)
            #expect(records.count > 20 && pages == 3)
        }
    }

    @Test func `one record, and what a call changes, is the vendor's answer byte for byte`() async throws {
        try await ProxyTests.run { client, account, sandbox in
            let one = try await client.get("/proxy/tickets/3?\(account)")
            #expect(one.bytes == (try await sandbox.call("/api/v2/tickets/3.json")).bytes)
            let changed = try await client.patch("/proxy/tickets/3?\(account)", ["ticket": ["subject": "New"]])
            #expect(changed.json["ticket"]?["id"] == 3)
            let created = try await client.post("/proxy/tickets?\(account)", ["ticket": ["subject": "Third"]])
            let id = try #require(created.json["ticket"]?["id"]?.text)
            let deleted = try await client.delete("/proxy/tickets/\(id)?\(account)")
            #expect(deleted.json == ["id": .string(id)])
            #expect(try await client.get("/proxy/tickets/\(id)?\(account)").status == 404)
            let methods = try await sandbox.requests().compactMap { $0["method"]?.stringValue }
            #expect(methods.filter { $0 != "GET" } == ["PUT", "POST", "DELETE"])
        }
    }

    @Test func `the id may be in the body, and doesn't go on to the vendor`() async throws {
        try await ProxyTests.run { client, account, sandbox in
            let body: JSONValue = ["id": 3, "ticket": ["subject": "New"]]
            #expect(try await client.patch("/proxy/tickets?\(account)", body).json["ticket"]?["id"] == 3)
            let deleted = try await client.send("DELETE", "/proxy/tickets?\(account)", Array(#"{"id": "3"}"#.utf8))
            #expect(deleted.json == ["id": "3"])
            let without = try await client.patch("/proxy/tickets?\(account)", ["ticket": [:]])
            #expect(without.status == 400)
            #expect(without.failurePaths == ["id"])
        }
    }

    @Test func `a method of the vendor's own is called by its name, its pages by the caller`() async throws {
        try await ProxyTests.run(integration: "hubspot") { client, account, _ in
            var ids: [String] = []
            var after: JSONValue = .null
            repeat {
                let reply = try await client.post(
                    "/proxy/contacts/search?\(account)",
                    ["limit": 5, "after": after, "filterGroups": []]
                )
                #expect(reply.json["total"] == 12, "\(reply.text)")
                ids += reply.json["results"]?.arrayValue?.compactMap { $0["id"]?.stringValue } ?? []
                after = reply.json["paging"]?["next"]?["after"] ?? .null
            } while !after.isNull
            #expect(ids.count == 12)
            #expect(ids == Set(ids).sorted())
            let unknown = try await client.post("/proxy/contacts/merge?\(account)", [:])
            #expect(unknown.status == 405)
            #expect(unknown.message.contains("it has list, get"), "\(unknown.text)")
        }
    }

    @Test func `parameters go on to the vendor as they are meant`() async throws {
        try await ProxyTests.run { client, account, sandbox in
            let query = "page[size]=5&sort=-id&ids[]=1&ids[]=2&custom[360001]=x&flag=true&b=a%26b"
            #expect(try await client.get("/proxy/tickets?\(account)&\(query)").status == 200)
            let target = try #require(try await sandbox.targets().last)
            #expect(
                target
                    == "GET /api/v2/tickets.json?sort=-id&ids=1,2&custom[360001]=x&flag=true&b=a%26b&page[size]=5"
            )
        }
    }

    private static let refused: [(String, Int, String)] = [
        ("/proxy/tickets", 400, "integrated_account_id"),
        ("/proxy/tickets?ACCOUNT&next_cursor=abc", 400, "next_cursor"),
        ("/proxy/tickets?ACCOUNT&prev_cursor=abc", 400, "prev_cursor"),
        ("/proxy/tickets?ACCOUNT&truto_key_by=id", 400, "truto_key_by"),
        ("/proxy/tickets?ACCOUNT&truto_exclude_fields=id", 400, "truto_exclude_fields"),
        ("/proxy/tickets?ACCOUNT&truto_body_passthrough=yes", 400, "truto_body_passthrough"),
        ("/proxy/tickets?ACCOUNT&a=1&a[b]=2", 400, "a[b]"),
        ("/proxy/tickets?ACCOUNT&a[b][c][d][e][f][g][h][i][j]=2", 400, "a[b][c][d][e][f][g][h][i][j]"),
        ("/proxy/comments?ACCOUNT", 400, "ticket_id"),
        ("/proxy/ticket?ACCOUNT", 404, "did you mean \"tickets\"?"),
        ("/proxy/crm%2Fcontacts?ACCOUNT", 404, "no resource"),
        ("/proxy/groups/1/2?ACCOUNT", 404, "endpoint"),
        ("/proxy/tickets?integrated_account_id=nobody", 404, "no integrated account"),
    ]

    @Test func `what can't be asked is refused with its place, and the vendor hears nothing`() async throws {
        try await ProxyTests.run { client, account, sandbox in
            for (path, status, place) in ProxyTests.refused {
                let reply = try await client.get(path.replacing("ACCOUNT", with: account))
                #expect(reply.status == status, "\(path): \(reply.text)")
                #expect(reply.failurePaths == [place] || reply.message.contains(place), "\(path): \(reply.text)")
            }
            let multipart = try await client.send(
                "POST",
                "/proxy/tickets?\(account)",
                Array("--a--".utf8),
                headers: ["content-type": "multipart/form-data; boundary=a"]
            )
            #expect(multipart.status == 415)
            #expect(try await client.patch("/proxy/groups/1?\(account)", [:]).status == 405)
            #expect(try await sandbox.requests().isEmpty)
        }
    }

    @Test func `a cursor belongs to one account, resource and query`() async throws {
        try await ProxyTests.run { client, account, _ in
            let cursor = try #require(try await client.get("/proxy/tickets?\(account)&limit=10").cursor)
            for path in ["/proxy/tickets?\(account)&limit=11", "/proxy/users?\(account)&limit=10"] {
                #expect(try await client.get("\(path)&next_cursor=\(cursor)").failurePaths == ["next_cursor"])
            }
        }
    }

    @Test func `another environment's account isn't there`() async throws {
        let sandbox = try await SandboxProcess()
        try await TestServer.run { server in
            let account = try await server.account(sandbox.tokenContext)
            let other = try await server.client(environment: "other")
            let reply = try await other.get("/proxy/tickets?integrated_account_id=\(account)")
            #expect(reply.status == 404)
            #expect(try await sandbox.requests().isEmpty)
        }
    }

    @Test func `what the vendor refuses comes back with its own words and limits, without secrets`() async throws {
        try await ProxyTests.run { client, account, sandbox in
            let missing = try await client.get("/proxy/tickets/999?\(account)")
            #expect(missing.status == 404)
            #expect(missing.json["error"] == "Not Found")
            #expect(missing.json["truto_is_remote_error"] == true)
            #expect(missing.json["raw_response"]?["error"] == "RecordNotFound")
            #expect(missing.header("x-rate-limit") != nil)
            try await sandbox.setFaults([
                ["status": 422, "times": 1, "body": "{\"error\":\"no: sandbox-access-token\"}"]
            ])
            let echoed = try await client.get("/proxy/tickets?\(account)")
            #expect(echoed.status == 422)
            #expect(echoed.json["raw_response"]?["error"] == "no: [secret]", "\(echoed.text)")
        }
    }

    @Test func `a vendor's wish to wait is told, not followed; the next caller is told at once`() async throws {
        try await ProxyTests.run { client, account, sandbox in
            try await sandbox.setFaults([["status": 429, "retry_after": 30]])
            for _ in 0..<2 {
                let reply = try await client.get("/proxy/tickets?\(account)")
                #expect(reply.status == 429)
                let seconds = reply.header("retry-after").flatMap { Int($0) } ?? 0
                #expect((1...30).contains(seconds))
            }
            #expect(try await sandbox.requests().count == 1)
        }
    }

    @Test func `a fault is tried once more; a write isn't, and must not be repeated by the client either`() async throws
    {
        try await ProxyTests.run { client, account, sandbox in
            try await sandbox.setFaults([["kind": "reset", "times": 1]])
            #expect(try await client.get("/proxy/tickets?\(account)").status == 200)
            try await sandbox.setFaults([["kind": "truncate", "times": 1]])
            let lost = try await client.post("/proxy/tickets?\(account)", ["ticket": ["subject": "Lost"]])
            #expect(lost.status == 500)
            #expect(lost.message.contains("may have happened"), "\(lost.text)")
            #expect(try await sandbox.requests().filter { $0["method"] == "POST" }.count == 1)
        }
    }

    @Test func `a call renews the account's token as a run does`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "5"])
        try await TestServer.run { server in
            for context in [try await sandbox.pairContext(), sandbox.clientContext] {
                let account = try await server.account(context)
                for _ in 0..<2 {
                    let reply = try await server.client.get("/proxy/tickets?integrated_account_id=\(account)")
                    #expect(reply.status == 200, "\(reply.text)")
                    try await sandbox.expireTokens()
                }
            }
            let dead = try await server.account(["base_url": .string(sandbox.base), "access_token": "dead-token"])
            let reply = try await server.client.get("/proxy/tickets?integrated_account_id=\(dead)")
            #expect(reply.status == 401)
            #expect(try await server.client.get("/integrated-account/\(dead)").json["status"] == "needs_reauth")
        }
    }

    // MARK: Idempotency

    @Test func `a write with a key is sent once`() async throws {
        try await ProxyTests.run { client, account, sandbox in
            let body: JSONValue = ["ticket": ["subject": "Once"]]
            let key = ["idempotency-key": "k"]
            let first = try await client.post("/proxy/tickets?\(account)", body, headers: key)
            let again = try await client.post("/proxy/tickets?\(account)", body, headers: key)
            #expect(first.status == 200)
            #expect(again.bytes == first.bytes)
            #expect(try await sandbox.requests().count == 1)
            for _ in 0..<2 {
                let path = "/proxy/tickets/1?\(account)"
                let reply = try await client.send("PATCH", path, body.bytes, headers: ["idempotency-key": "p"])
                #expect(reply.status == 200)
            }
            #expect(try await sandbox.requests().count == 2)
        }
    }

    @Test func `a write whose answer was lost stays lost for its key; a refused one may be sent again`() async throws {
        try await ProxyTests.run { client, account, sandbox in
            let body: JSONValue = ["ticket": ["subject": "Lost"]]
            try await sandbox.setFaults([["kind": "truncate", "times": 1]])
            for _ in 0..<3 {
                let key = ["idempotency-key": "lost"]
                let reply = try await client.post("/proxy/tickets?\(account)", body, headers: key)
                #expect(reply.status == 500)
                #expect(reply.message.contains("may have happened"), "\(reply.text)")
            }
            #expect(try await sandbox.requests().count == 1)
            try await sandbox.setFaults([["status": 422, "times": 1]])
            let key = ["idempotency-key": "refused"]
            #expect(try await client.post("/proxy/tickets?\(account)", body, headers: key).status == 422)
            #expect(try await client.post("/proxy/tickets?\(account)", body, headers: key).status == 200)
        }
    }

    @Test func `a key of one account says nothing to another`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "5"])
        try await TestServer.run { server in
            for _ in 0..<2 {
                let account = try await server.account(sandbox.tokenContext)
                let path = "/proxy/tickets?integrated_account_id=\(account)"
                let body: JSONValue = ["ticket": ["subject": "Same"]]
                _ = try await server.client.post(path, body, headers: ["idempotency-key": "k"])
            }
            #expect(try await sandbox.requests().count == 2)
        }
    }
}

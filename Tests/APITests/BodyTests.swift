import JSON
import Support
import Testing

/// Bodies that aren't what they should be.
@Suite struct BodyTests {
    @Test(arguments: [
        (#"{"integration_name":"zendesk",}"#, "line 1, column 31"), ("{\n  \"a\": x\n}", "line 2, column 8"),
        (#"{"a":1} {"b":2}"#, "line 1, column 9"), (#"{"a":"#, "line 1, column 6"), ("{'a':1}", "line 1, column 2"),
        (#"{"a":"\x"}"#, "line 1"), (#"{"a":01}"#, "line 1"), ("\u{FEFF}{}", "line 1, column 1"), ("nul", "line 1"),
    ])
    func `broken JSON is refused with line and column`(_ body: String, _ place: String) async throws {
        try await TestServer.run { server in
            for (method, path) in [("POST", "/sync-job"), ("POST", "/integrated-account"), ("POST", "/sync-job-run")] {
                let reply = try await server.client.send(method, path, Array(body.utf8))
                #expect(reply.status == 400)
                #expect(reply.message.contains(place), "\(reply.message)")
            }
        }
    }

    @Test func `invalid UTF-8 is refused`() async throws {
        try await TestServer.run { server async throws in
            let body = Array(#"{"label":""#.utf8) + [0xC3, 0x28] + Array(#""}"#.utf8)
            #expect(try await server.client.send("POST", "/sync-job", body).status == 400)
        }
    }

    @Test(arguments: ["[]", "1", "\"text\"", "null", "true", "[{}]"])
    func `a body that is no object is refused`(_ body: String) async throws {
        try await TestServer.run { server in
            let reply = try await server.client.send("POST", "/sync-job", Array(body.utf8))
            #expect(reply.status == 400)
            #expect(reply.message.contains("must be a JSON object"))
        }
    }

    @Test(arguments: [119, 121, 10_000, 200_000])
    func `depth is bounded, never a crash`(_ depth: Int) async throws {
        try await TestServer.run { server in
            let deep = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
            let body = #"{"integration_name":"zendesk","note":"# + deep + "}"
            let reply = try await server.client.send("POST", "/sync-job", Array(body.utf8))
            #expect(reply.status == (depth < 120 ? 200 : 400))
            #expect(try await server.client.get("/health").status == 200)
        }
    }

    @Test func `a body beyond the limit is refused as too large`() async throws {
        try await TestServer.run { server in
            let big = #"{"integration_name":"zendesk","label":""# + String(repeating: "a", count: 11 << 20) + "\"}"
            let reply = try await server.client.send("POST", "/sync-job", Array(big.utf8))
            #expect(reply.status == 413)
            #expect(reply.message.contains("10 MiB"))
            #expect(try await server.client.get("/sync-job").result.isEmpty)
        }
    }

    @Test func `an empty body with a content type counts as an empty object`() async throws {
        try await TestServer.run { server in
            let id = try await server.job([])
            for body in [nil, [], Array(" \r\n\t".utf8)] as [[UInt8]?] {
                #expect(try await server.client.send("PATCH", "/sync-job/\(id)", body).status == 200)
                let reply = try await server.client.send("POST", "/sync-job", body)
                #expect(reply.failurePaths == ["integration_name"])
            }
        }
    }
}

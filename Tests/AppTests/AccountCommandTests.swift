import JSON
import Support
import Testing

/// `sluice account add`, without a terminal: answers are lines.
@Suite struct AccountCommandTests {
    private static func add(
        _ arguments: [String],
        answers: [String],
        in folder: TemporaryFolder
    ) async throws -> (output: [String], status: Int32, errors: String) {
        let line = #"printf '%s\n' "$ANSWERS" | "$0" account add "$@" --data-dir "$FOLDER" --allow-private-networks"#
        let process = try ChildProcess(
            ["-c", line, SluiceBinary.path] + arguments,
            environment: ["ANSWERS": answers.joined(separator: "\n"), "FOLDER": folder.path + "/data"],
            program: "/bin/sh"
        )
        let output = await process.remainingLines()
        return (output, await process.exited(), process.standardError)
    }

    @Test func `asks, tries, stores and prints the id alone, with a server running and without one`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "3"])
        let folder = try TemporaryFolder()
        let here = ["zendesk", "--base-url", sandbox.base, "--tenant-id", "acme"]
        let first = try await AccountCommandTests.add(
            here,
            answers: ["2", "acme", "sandbox-client", "sandbox-secret"],
            in: folder
        )
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.output.count == 1)
        #expect(first.errors.contains("Client secret: "))
        let server = try await ServerProcess(dataDir: folder.path + "/data")
        let second = try await AccountCommandTests.add(
            here + ["--method", "api_token"],
            answers: ["acme", "agent@example.com", "sandbox-api-token"],
            in: folder
        )
        #expect(second.status == 0, "\(second.errors)")
        let client = HTTPClient(base: server.base, token: try await ServerProcess.token(dataDir: folder.path + "/data"))
        for id in first.output + second.output {
            let account = try await client.get("/integrated-account/\(id)").json
            #expect(account["status"] == "active")
            #expect(account["tenant_id"] == "acme")
            #expect(try await client.post("/integrated-account/\(id)/test").status == 200)
        }
        await server.process.terminate()
    }

    @Test func `what doesn't work is said and not stored`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "3"])
        let folder = try TemporaryFolder()
        let cases: [(arguments: [String], answers: [String], said: String)] = [
            (["nope"], [], "there is no integration \"nope\""),
            (["zendesk", "--method", "nope"], [], "it has oauth2, client_credentials, api_token"),
            (["zendesk"], ["9"], "expected 1 to 3"),
            (["zendesk", "--method", "oauth2"], [], "needs an OAuth app"),
            (
                ["zendesk", "--method", "api_token"], ["a.b", "agent@example.com", "t"],
                "This can't be Zendesk subdomain"
            ),
            (
                ["zendesk", "--method", "client_credentials", "--base-url", sandbox.base],
                ["acme", "sandbox-client", "a-wrong-secret"], "not connected: zendesk refuses the credentials (401)"
            ),
        ]
        for (arguments, answers, said) in cases {
            let result = try await AccountCommandTests.add(arguments, answers: answers, in: folder)
            #expect(result.status == 1)
            #expect(result.output == [])
            #expect(result.errors.contains(said), "\(result.errors)")
            #expect(!result.errors.contains("a-wrong-secret"))
        }
        try await TestServer.run(folder: folder) { server in
            let accounts = try await server.client.get("/integrated-account").json["result"]
            #expect(accounts == [])
        }
    }

    @Test func `a sign-in is answered with a link`() async throws {
        let folder = try TemporaryFolder()
        try await TestServer.run(folder: folder) { server in
            let installed = try await server.client.get("/environment-integration?integration.name=zendesk").json
            let id = installed["result"]?.arrayValue?.first?["id"]?.stringValue ?? ""
            let app: JSONValue = ["client_id": "c", "client_secret": "s"]
            let override: JSONValue = ["override": ["credentials": ["oauth2": app]]]
            #expect(try await server.client.patch("/environment-integration/\(id)", override).status == 200)
            let line = #""$0" account add zendesk --method oauth2 --data-dir "$FOLDER" --public-url "$BASE""#
            let process = try ChildProcess(
                ["-c", line, SluiceBinary.path],
                environment: ["FOLDER": folder.path + "/data", "BASE": server.client.base],
                program: "/bin/sh"
            )
            let link = try #require(await process.line(containing: "/connect-account?link_token="))
            #expect(link.hasPrefix(server.client.base))
            let page = try await server.client.get(String(link.dropFirst(server.client.base.count)))
            #expect(page.status == 200)
            #expect(String(decoding: page.bytes, as: UTF8.self).contains("Connect Zendesk"))
        }
    }
}

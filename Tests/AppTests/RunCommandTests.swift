import JSON
import Support
import Testing

/// `sluice run`, with a server on the folder and without one.
@Suite struct RunCommandTests {
    private static let schema: JSONValue = [
        "type": "object", "properties": ["word": ["type": "string"]], "required": ["word"],
    ]

    /// A folder with an account of `sandbox` and the job "groups", and the server that made them.
    private static func prepare(
        _ folder: TemporaryFolder,
        _ sandbox: SandboxProcess
    ) async throws -> (server: ServerProcess, account: String) {
        let server = try await ServerProcess(dataDir: folder.path)
        let token = try await ServerProcess.token(dataDir: folder.path)
        let client = HTTPClient(base: server.base, token: token)
        let account = try await client.post(
            "/integrated-account",
            ["tenant_id": "acme", "integration_name": "zendesk", "context": .object(sandbox.tokenContext)]
        )
        let job = try await client.post(
            "/sync-job",
            [
                "integration_name": "zendesk", "label": "groups", "args_schema": schema,
                "resources": [["resource": "groups", "method": "list", "persist": true]],
            ]
        )
        try #require(job.status == 200)
        return (server, try #require(account.json["id"]?.stringValue))
    }

    private static func run(
        _ folder: TemporaryFolder,
        _ arguments: [String]
    ) async throws -> (lines: [String], status: Int32, errors: String) {
        let process = try ChildProcess(
            ["run"] + arguments + ["--data-dir", folder.path],
            environment: ["SLUICE_ALLOW_PRIVATE_NETWORKS": "true"]
        )
        let lines = await process.remainingLines()
        return (lines, await process.exited(), process.standardError)
    }

    @Test(.timeLimit(.minutes(4)), arguments: [true, false])
    func `it prints progress and the receipt, whoever does the work`(_ hasServer: Bool) async throws {
        let folder = try TemporaryFolder()
        let sandbox = try await SandboxProcess()
        let (server, account) = try await RunCommandTests.prepare(folder, sandbox)
        if !hasServer { await server.process.terminate() }
        let arguments = ["groups", "--account", account, "--args", #"{"word":"x"}"#, "--follow"]
        let (lines, status, errors) = try await RunCommandTests.run(folder, arguments)
        #expect(status == 0, "\(errors)")
        #expect(errors.isEmpty)
        #expect(lines.first?.hasPrefix("run ") == true)
        #expect(lines.contains { $0.hasPrefix("completed") })
        #expect(lines.contains { $0.contains("completed, clean") })
        #expect(lines.contains { $0.hasPrefix("groups.list") })
        if hasServer { await server.process.terminate() }
    }

    @Test(.timeLimit(.minutes(4)), arguments: [true, false])
    func `what can't be run is said in one sentence`(_ hasServer: Bool) async throws {
        let folder = try TemporaryFolder()
        let (server, account) = try await RunCommandTests.prepare(folder, SandboxProcess())
        if !hasServer { await server.process.terminate() }
        let refused: [([String], String)] = [
            (["nope", "--account", account], "there is no job \"nope\""),
            (["groups", "--account", "nope", "--args", #"{"word":"x"}"#], "integrated_account_id: there is no"),
            (["groups", "--account", account, "--args", "{"], "--args is not valid JSON: line 1, column 2"),
            (["groups", "--account", account, "--args", "[]"], "--args must be a JSON object, found array"),
            (["groups", "--account", account], "args.word: "),
            (["groups", "--account", account, "--args", #"{"word":7}"#], "args.word: "),
        ]
        for (arguments, sentence) in refused {
            let (lines, status, errors) = try await RunCommandTests.run(folder, arguments)
            #expect(status == 1, "\(errors)")
            #expect(errors.hasPrefix("Error: \(sentence)"), "\(errors)")
            #expect(lines.isEmpty)
        }
        if hasServer { await server.process.terminate() }
    }
}

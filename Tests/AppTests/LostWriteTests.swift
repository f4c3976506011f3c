import JSON
import Support
import Testing

/// A server that dies while the vendor works on a write.
@Suite struct LostWriteTests {
    @Test(.timeLimit(.minutes(4)))
    func `a write under way when the server was killed is reported and never sent again`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "3", "--fault", "slow_body:delay_ms=60000,times=1"])
        let folder = try TemporaryFolder()
        let dataDir = folder.path + "/data"
        let token = try await ServerProcess.token(dataDir: dataDir)
        let first = try await ServerProcess(dataDir: dataDir)
        var client = HTTPClient(base: first.base, token: token)
        let account = try await client.post(
            "/integrated-account",
            ["tenant_id": "acme", "integration_name": "zendesk", "context": .object(sandbox.tokenContext)]
        ).json["id"]
        let job = try await client.post(
            "/sync-job",
            [
                "integration_name": "zendesk",
                "resources": [
                    ["resource": "tickets", "method": "create", "body": ["ticket": ["subject": "Hello"]]]
                ],
            ]
        ).json["id"]
        let run = try await client.post(
            "/sync-job-run",
            ["sync_job_id": try #require(job), "integrated_account_id": try #require(account)]
        ).json["id"]?.stringValue
        while try await sandbox.targets().isEmpty {}
        await first.process.killNow()
        let second = try await ServerProcess(dataDir: dataDir)
        client = HTTPClient(base: second.base, token: token)
        var ended = JSONValue.null
        while ended["finished_at"]?.stringValue == nil {
            ended = try await client.get("/sync-job-run/\(try #require(run))").json
        }
        #expect(ended["result"] == "partial")
        #expect(ended["errors"]?[0]?["kind"] == "outcome_unknown")
        #expect(try await sandbox.targets() == ["POST /api/v2/tickets.json"])
        await second.process.terminate()
    }
}

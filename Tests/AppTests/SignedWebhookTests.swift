import JSON
import Support
import Testing

/// What a receiver of somebody else's making says of our signatures.
@Suite struct SignedWebhookTests {
    /// The script uses the published package `standardwebhooks` where it is installed, and checks by itself elsewhere.
    @Test(arguments: ["base64", "hex"])
    func `every event verifies by the published packages' rules`(_ encoding: String) async throws {
        let receiver = try await WebhookReceiver()
        let vendor = try await SandboxProcess(["--tickets", "30", "--page-size", "10"])
        let secrets = try await TestServer.run { server in
            let webhook = try await server.client.post(
                "/webhook",
                ["target_url": .string(receiver.url), "signature_encoding": .string(encoding)]
            ).json
            let account = try await server.account(vendor.tokenContext)
            let job = try await server.job([["resource": "tickets", "method": "list", "persist": true]])
            _ = try await server.run(job: job, account: account, ["webhook_id": webhook["id"] ?? .null])
            _ = try await receiver.waitUntil { $0.last?.event == "sync_job_run:completed" }
            return [webhook["secret"]?.stringValue ?? "", webhook["standard_secret"]?.stringValue ?? ""]
        }
        let said = try await SignedWebhookTests.verify(receiver, secrets)
        #expect(said.status == 0, "\(said.text)")
        let count = try receiver.arrivals().count
        #expect(count >= 8)
        #expect(said.text.hasPrefix("\(count) verified by "), "\(said.text)")
        // Another secret verifies nothing.
        #expect(try await SignedWebhookTests.verify(receiver, [secrets[0] + "x", secrets[1]]).status != 0)
        #expect(try await SignedWebhookTests.verify(receiver, [secrets[0], "whsec_AAAA"]).status != 0)
        let headers = try #require(try receiver.arrivals().first).headers
        #expect(headers["user-agent"] == "truto")
        #expect(headers["content-type"] == "application/json")
    }

    private static func verify(
        _ receiver: WebhookReceiver,
        _ secrets: [String]
    ) async throws -> (status: Int32, text: String) {
        let script = SluiceBinary.packageFile("examples/verify_webhooks.py")
        let process = try ChildProcess(["python3", script, receiver.logPath] + secrets, program: "/usr/bin/env")
        let lines = await process.remainingLines()
        return (await process.exited(), lines.joined(separator: "\n") + process.standardError)
    }
}

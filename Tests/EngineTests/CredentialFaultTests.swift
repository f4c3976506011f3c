import App
import Domain
import Engine
import JSON
import Support
import Testing

/// Tokens that die, and what vendors say about them.
@Suite struct CredentialFaultTests {
    private static let tree: JSONValue = [
        ["resource": "tickets", "method": "list", "persist": true],
        [
            "resource": "comments", "method": "list", "depends_on": "tickets", "persist": true,
            "query": ["ticket_id": "{{resources.tickets.id}}"],
        ],
    ]

    /// Runs the tree, and ends all tokens while sixteen calls are under way, before any of them is answered.
    private static func syncLosingTokens(_ rig: SyncRig, _ faults: [JSONValue] = []) async throws -> JSONValue {
        let slow: JSONValue = ["kind": "slow", "match": "comments", "delay_ms": 3000, "times": 16]
        try await rig.sandbox.setFaults(.array(faults + [slow]))
        let events = rig.server.composition.events.stream()
        let id = try await rig.server.startRun(job: rig.server.job(tree), account: rig.account)
        try await rig.sandbox.waitForRequests(16)
        try await rig.sandbox.expireTokens()
        return try await rig.server.ended(id, events)
    }

    @Test(.timeLimit(.minutes(4)))
    func `sixteen calls whose token died ask for one new token`() async throws {
        try await SyncRig.run(["--tickets", "40"], context: { $0.clientContext }) { rig in
            let run = try await CredentialFaultTests.syncLosingTokens(rig)
            #expect(run["result"] == "clean")
            #expect(try await rig.sandbox.stats()["by_status"]?["401"] == 16)
            #expect(try await rig.tokenRequests() == 2)
            #expect(try await rig.records("comments").count == 120)
        }
    }

    @Test func `tokens that die again and again don't hurt a run`() async throws {
        let arguments = ["--tickets", "40", "--fault", "expire_tokens:match=comments,every=9"]
        let settings = ["calls-per-account": "1"]
        try await SyncRig.run(arguments, settings: settings, context: { $0.clientContext }) { rig in
            let run = try await rig.sync(CredentialFaultTests.tree)
            #expect(run["result"] == "clean")
            #expect(try await rig.tokenRequests() > 3)
            #expect(try await rig.records("comments").count == 120)
            #expect(try await rig.server.client.get("/integrated-account/\(rig.account)").json["status"] == "active")
        }
    }

    @Test func `a refreshed pair is kept: the next run starts with it`() async throws {
        try await SyncRig.run(["--fault", "expire_tokens:times=1"]) { rig in
            let context = try await rig.sandbox.pairContext()
            let account = try await rig.server.account(context)
            let job = try await rig.server.job([["resource": "groups", "method": "list"]])
            for _ in 0..<2 {
                let run = try await rig.server.run(job: job, account: account)
                #expect(run["result"] == "clean")
            }
            #expect(try await rig.tokenRequests() == 1)
        }
    }

    @Test func `dead credentials end the run, and the account needs a person`() async throws {
        try await SyncRig.run(["--tickets", "40", "--latency-ms", "10"], context: { $0.clientContext }) { rig in
            try await rig.sandbox.setFaults(["401:match=comments"])
            let run = try await rig.sync(CredentialFaultTests.tree)
            #expect(run["status"] == "failed")
            #expect(run["failure"]?["kind"] == "unauthorized")
            #expect(run["failure"]?["message"]?.stringValue?.contains("401") == true)
            let account = try await rig.server.client.get("/integrated-account/\(rig.account)").json
            #expect(account["status"] == "needs_reauth")
            #expect(try await rig.tokenRequests() <= 2)
        }
    }

    @Test(.timeLimit(.minutes(4)))
    func `sixteen calls of dead credentials ask for a new token once`() async throws {
        try await SyncRig.run(["--tickets", "40"], context: { $0.clientContext }) { rig in
            // The first one opened the account.
            let refused: JSONValue = ["kind": "401", "match": "oauth"]
            #expect(try await rig.sync([["resource": "groups", "method": "list"]])["result"] == "clean")
            let run = try await CredentialFaultTests.syncLosingTokens(rig, [refused])
            #expect(run["status"] == "failed")
            #expect(run["failure"]?["kind"] == "unauthorized")
            #expect(try await rig.tokenRequests() == 2)
        }
    }

    @Test func `a secret that no longer opens anything is asked for once`() async throws {
        let context: @Sendable (SandboxProcess) -> JSONObject = { sandbox in
            var context = sandbox.clientContext
            context["client_secret"] = "not-the-secret"
            return context
        }
        try await SyncRig.run(context: context) { rig in
            let run = try await rig.sync([["resource": "groups", "method": "list"]])
            #expect(run["status"] == "failed")
            #expect(run["failure"]?["kind"] == "unauthorized")
            #expect(try await rig.tokenRequests() == 1)
            #expect(try await rig.sandbox.targets().isEmpty)
            let account = try await rig.server.client.get("/integrated-account/\(rig.account)").json
            #expect(account["status"] == "needs_reauth")
        }
    }

    @Test(arguments: [
        #"{"error":"bad","description":"you sent sandbox-secret-of-acme, is that right?"}"#,
        "Authorization: Bearer sandbox-secret-of-acme",
        String(repeating: "x", count: 190) + "sandbox-secret-of-acme",
    ])
    func `a secret that the vendor echoes is not kept`(_ body: String) async throws {
        try await SyncRig.run(context: { ["base_url": .string($0.base), "access_token": "sandbox-secret-of-acme"] }) {
            rig in
            try await rig.sandbox.setFaults([["kind": "422", "body": .string(body)]])
            let run = try await rig.sync([["resource": "groups", "method": "list"]])
            #expect(run["errors"]?.arrayValue?.count == 1)
            #expect(run["errors"]?[0]?["sample"]?.stringValue?.contains("[secret]") == true)
            #expect(!run.text.contains("sandbox-se"))
        }
    }

    @Test(.timeLimit(.minutes(4)))
    func `an account that is changed during a renewal keeps both the change and the new token`() async throws {
        try await SyncRig.run(["--fault", "slow:match=oauth,delay_ms=4000,times=1"], context: \.clientContext) { rig in
            async let test = rig.server.client.post("/integrated-account/\(rig.account)/test")
            try await rig.sandbox.waitForRequests(1)
            let path = "/integrated-account/\(rig.account)"
            #expect(try await rig.server.client.patch(path, ["tenant_id": "renamed"]).status == 200)
            #expect(try await test.status == 200)
            #expect(try await rig.server.client.get(path).json["tenant_id"] == "renamed")
            #expect(try await rig.server.client.post(path + "/test").status == 200)
            #expect(try await rig.tokenRequests() == 1)
        }
    }
}

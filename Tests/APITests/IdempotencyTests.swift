import JSON
import Support
import Testing

@Suite struct IdempotencyTests {
    private static let body: JSONValue = ["integration_name": "zendesk", "label": "once", "resources": []]

    @Test func `the same request again gets the first answer and makes nothing`() async throws {
        try await TestServer.run { server in
            let first = try await server.client.post(
                "/sync-job",
                IdempotencyTests.body,
                headers: ["idempotency-key": "k1"]
            )
            #expect(first.status == 200)
            _ = try await server.client.patch("/sync-job/\(first.id)", ["label": "changed since"])
            let again = try await server.client.post(
                "/sync-job",
                IdempotencyTests.body,
                headers: ["idempotency-key": "k1"]
            )
            #expect(again.status == 200)
            #expect(again.bytes == first.bytes)
            #expect(try await server.client.get("/sync-job").result.count == 1)
        }
    }

    @Test func `a key with another body is refused`() async throws {
        try await TestServer.run { server in
            _ = try await server.client.post("/sync-job", IdempotencyTests.body, headers: ["idempotency-key": "k1"])
            let other: JSONValue = ["integration_name": "zendesk", "label": "twice", "resources": []]
            let reply = try await server.client.post("/sync-job", other, headers: ["idempotency-key": "k1"])
            #expect(reply.status == 400)
            #expect(reply.failurePaths == ["Idempotency-Key"])
            #expect(try await server.client.get("/sync-job").result.count == 1)
        }
    }

    @Test func `ten at once make one row and get one answer`() async throws {
        try await TestServer.run { server in
            let client = server.client
            let answers = try await withThrowingTaskGroup(of: [UInt8].self) { group in
                for _ in 0..<10 {
                    group.addTask {
                        try await client.post("/sync-job", IdempotencyTests.body, headers: ["idempotency-key": "k"])
                            .bytes
                    }
                }
                var answers: Set<[UInt8]> = []
                for try await answer in group { answers.insert(answer) }
                return answers
            }
            #expect(answers.count == 1)
            #expect(try await client.get("/sync-job").result.count == 1)
        }
    }

    @Test func `a key belongs to one environment and one endpoint`() async throws {
        try await TestServer.run { server in
            let other = try await server.client(environment: "other")
            let key = ["idempotency-key": "shared"]
            let mine = try await server.client.post("/sync-job", IdempotencyTests.body, headers: key)
            let theirs = try await other.post("/sync-job", IdempotencyTests.body, headers: key)
            #expect(theirs.status == 200)
            #expect(theirs.id != mine.id)
            let elsewhere = try await server.client.post("/sync-job-run", IdempotencyTests.body, headers: key)
            #expect(elsewhere.failurePaths.contains("sync_job_id"))
        }
    }

    @Test func `a refused request may be sent again with its key`() async throws {
        try await TestServer.run { server async throws in
            let key = ["idempotency-key": "k"]
            #expect(try await server.client.post("/sync-job", ["resources": []], headers: key).status == 400)
            #expect(try await server.client.post("/sync-job", IdempotencyTests.body, headers: key).status == 200)
        }
    }

    @Test func `a key of more than 255 bytes is refused, an empty one is none`() async throws {
        try await TestServer.run { server async throws in
            let long = ["idempotency-key": String(repeating: "k", count: 256)]
            #expect(try await server.client.post("/sync-job", IdempotencyTests.body, headers: long).status == 400)
            for _ in 0..<2 {
                let empty = ["idempotency-key": ""]
                #expect(try await server.client.post("/sync-job", IdempotencyTests.body, headers: empty).status == 200)
            }
            #expect(try await server.client.get("/sync-job").result.count == 2)
        }
    }

    @Test func `a run with a key starts once`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "3"])
        try await TestServer.run { server in
            let account = try await server.account(sandbox.tokenContext)
            let job = try await server.job([["resource": "tickets", "method": "list", "persist": true]])
            let body: JSONValue = ["sync_job_id": .string(job), "integrated_account_id": .string(account)]
            let key = ["idempotency-key": "run-1"]
            let first = try await server.client.post("/sync-job-run", body, headers: key)
            let again = try await server.client.post("/sync-job-run", body, headers: key)
            #expect(first.status == 200)
            #expect(first.bytes == again.bytes)
            // A run of its own that ends after the first: both share the account's turn.
            _ = try await server.run(job: job, account: account)
            #expect(try await server.client.get("/sync-job-run").result.count == 2)
        }
    }

    @Test func `accounts and their checks honour a key`() async throws {
        try await TestServer.run { server in
            let body: JSONValue = [
                "tenant_id": "t", "integration_name": "zendesk",
                "context": ["subdomain": "acme", "access_token": "a-secret-token"],
            ]
            let first = try await server.client.post("/integrated-account", body, headers: ["idempotency-key": "a"])
            let again = try await server.client.post("/integrated-account", body, headers: ["idempotency-key": "a"])
            #expect(first.bytes == again.bytes)
            #expect(try await server.client.get("/integrated-account").result.count == 1)
        }
    }
}

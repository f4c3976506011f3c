import JSON
import Support
import Testing

/// `POST /jsonata/evaluate`, and jobs that refuse arguments by a rule of their own.
@Suite struct ExpressionTests {
    @Test func `an expression is tried against a value`() async throws {
        try await TestServer.run { server in
            let reply = try await server.client.post(
                "/jsonata/evaluate",
                ["expression": "$sum(a) + $more", "input": ["a": [1, 2]], "bindings": ["more": 4]]
            )
            #expect(reply.status == 200)
            #expect(reply.json == ["has_value": true, "result": 7])
            let nothing = try await server.client.post("/jsonata/evaluate", ["expression": "a.b", "input": [:]])
            #expect(nothing.json == ["has_value": false, "result": .null])
        }
    }

    @Test(
        arguments: [
            (["expression": "a +"], "expression", "S0207"), (["expression": "1 + 'a'"], "expression", "T2002"),
            (["input": 1], "expression", "required"), (["expression": "[1..1e9]"], "expression", "D2014"),
            (["expression": "($f := function() { $f() }; $f())"], "expression", "U1001"),
            (["expression": "a", "record": ["resource": "x"]], "record.record_id", "required"),
            (
                ["expression": "a", "record": ["resource": "x", "record_id": "1", "integrated_account_id": "y"]],
                "record",
                "no such record"
            ),
        ] as [(JSONValue, String, String)]
    )
    func `what is wrong is said with its place`(_ body: JSONValue, path: String, says: String) async throws {
        try await TestServer.run { server in
            let reply = try await server.client.post("/jsonata/evaluate", body)
            #expect(reply.status == 400)
            let failures = reply.json["details"]?["failures"]?.arrayValue ?? []
            #expect(failures.contains { $0["path"]?.stringValue == path && $0.text.contains(says) }, "\(reply.json)")
        }
    }

    @Test func `a job's own rule refuses arguments with its message`() async throws {
        try await TestServer.run { server in
            let account = try await server.account(["subdomain": "acme", "access_token": "t"])
            let rule = "args.from > args.to ? {\"message\": \"from is after to: \" & args.from}"
            let created = try await server.client.post(
                "/sync-job",
                ["integration_name": "zendesk", "resources": [], "args_validation": .string(rule)]
            )
            #expect(created.json["args_validation"]?.stringValue == rule)
            let job = try #require(created.json["id"]?.stringValue)
            let refused = try await server.client.post(
                "/sync-job-run",
                [
                    "sync_job_id": .string(job), "integrated_account_id": .string(account),
                    "args": ["from": 3, "to": 2],
                ]
            )
            #expect(refused.status == 400)
            #expect(refused.json.text.contains("from is after to: 3"))
            let run = try await server.startRun(job: job, account: account, ["args": ["from": 1, "to": 2]])
            #expect(!run.isEmpty)
            let cleared = try await server.client.patch("/sync-job/\(job)", ["args_validation": .null])
            #expect(cleared.json["args_validation"] == .null)
        }
    }
}

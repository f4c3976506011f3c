import Foundation
import JSON
import Support
import Testing

/// `/webhook` and what hangs below it.
@Suite struct WebhookTests {
    private static let url: JSONValue = "http://127.0.0.1:1/hook"

    @Test func `the secret is told once, and lies nowhere in clear`() async throws {
        try await TestServer.run { server in
            let made = try await server.client.post(
                "/webhook",
                ["target_url": WebhookTests.url],
                headers: ["Idempotency-Key": "k1"]
            )
            let secret = try #require(made.json["secret"]?.stringValue)
            #expect(secret.utf8.count == 36)
            let standard = "whsec_" + Data(secret.utf8).base64EncodedString()
            #expect(made.json["standard_secret"] == .string(standard))
            let again = try await server.client.post(
                "/webhook",
                ["target_url": WebhookTests.url],
                headers: ["Idempotency-Key": "k1"]
            )
            #expect(again.bytes == made.bytes)
            let path = "/webhook/\(made.id)"
            for reply in [
                try await server.client.get(path), try await server.client.get("/webhook"),
                try await server.client.patch(path, ["max_records": 5]),
            ] {
                #expect(reply.status == 200)
                #expect(!reply.text.contains(secret) && !reply.text.contains(standard))
            }
            let folder = server.folder.path + "/data/"
            for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
                let data = FileManager.default.contents(atPath: folder + name) ?? Data()
                #expect(data.firstRange(of: Data(secret.utf8)) == nil, "\(name)")
                #expect(data.firstRange(of: Data(standard.utf8)) == nil, "\(name)")
            }
        }
    }

    @Test func `what was sent comes back, and PATCH changes one key alone`() async throws {
        try await TestServer.run { server in
            let body: JSONValue = [
                "target_url": WebhookTests.url, "event_types": ["sync_job_run:record", "sync_job_run:completed"],
                "signature_encoding": "hex", "give_up_after": 60, "max_records": 10, "max_bytes": 2_048,
            ]
            let made = try await server.client.post("/webhook", body)
            for (key, value) in body.objectValue ?? [:] { #expect(made.json[key] == value, "\(key)") }
            #expect(made.json["is_active"] == true)
            let path = "/webhook/\(made.id)"
            var shown = try await server.client.get(path).json.objectValue ?? [:]
            let patched = try await server.client.patch(path, ["is_active": false, "event_types": .null])
            shown["is_active"] = false
            shown["event_types"] = .null
            shown["updated_at"] = patched.json["updated_at"]
            #expect(patched.json == .object(shown))
            #expect(try await server.client.get("/webhook?is_active=true").result.isEmpty)
            #expect(try await server.client.get("/webhook?is_active=false").result.count == 1)
            #expect(try await server.client.delete(path).json == ["id": .string(made.id)])
            for reply in [
                try await server.client.get(path), try await server.client.delete(path),
                try await server.client.patch(path, ["is_active": true]),
                try await server.client.get("\(path)/delivery"),
                try await server.client.post("\(path)/replay", ["event_id": "x"]),
                try await server.client.post("/webhook/test", ["id": .string(made.id)]),
            ] {
                #expect(reply.status == 404)
            }
        }
    }

    @Test func `what a webhook can't be is refused with the place`() async throws {
        let refusals: [(body: JSONObject, path: String, says: String)] = [
            ([:], "target_url", "required"), (["target_url": 5], "target_url", "found number"),
            (["target_url": "ftp://x"], "target_url", "not a valid http address"),
            (["target_url": "nonsense"], "target_url", "not a valid http address"),
            (["target_url": WebhookTests.url, "event_types": "x"], "event_types", "expected an array"),
            (["target_url": WebhookTests.url, "event_types": [5]], "event_types.0", "found number"),
            (
                ["target_url": WebhookTests.url, "event_types": ["sync_job_run:recrd"]], "event_types.0",
                "did you mean \"sync_job_run:record\"?"
            ),
            (["target_url": WebhookTests.url, "signature_encoding": "rot13"], "signature_encoding", "base64, hex"),
            (["target_url": WebhookTests.url, "give_up_after": 0], "give_up_after", "expected 1 to"),
            (["target_url": WebhookTests.url, "max_records": -1], "max_records", "expected 1 to"),
            (["target_url": WebhookTests.url, "max_bytes": 10], "max_bytes", "expected 1024 to"),
            (["target_url": WebhookTests.url, "is_active": "yes"], "is_active", "true or false"),
        ]
        try await TestServer.run { server in
            for refusal in refusals {
                let reply = try await server.client.post("/webhook", .object(refusal.body))
                #expect(reply.status == 400)
                #expect(reply.failurePaths == [refusal.path], "\(reply.text)")
                #expect(reply.text.contains(refusal.says.replacing("\"", with: "\\\"")), "\(reply.text)")
            }
            #expect(try await server.client.get("/webhook").result.isEmpty)
            let odd: JSONValue = [
                "target_url": WebhookTests.url, "event_types": ["batch_job:completed"], "extra": 1,
            ]
            let warned = try await server.client.post("/webhook", odd)
            #expect(warned.warnings.count == 2)
        }
    }

    @Test func `an address of a private network is refused unless that is allowed`() async throws {
        try await TestServer.run(settings: ["allow-private-networks": "false"]) { server in
            for address in ["http://example.com/hook", "https://127.0.0.1/hook", "https://10.1.2.3/", "https://[::1]/"]
            {
                let reply = try await server.client.post("/webhook", ["target_url": .string(address)])
                #expect(reply.status == 400, "\(address)")
                #expect(reply.failurePaths == ["target_url"])
            }
            #expect(try await server.client.post("/webhook", ["target_url": "https://example.com/x"]).status == 200)
        }
    }

    @Test func `webhooks of another environment are not there`() async throws {
        try await TestServer.run { server in
            let other = try await server.client(environment: "other")
            let made = try await other.post("/webhook", ["target_url": WebhookTests.url])
            let path = "/webhook/\(made.id)"
            #expect(try await server.client.get(path).status == 404)
            #expect(try await server.client.patch(path, ["is_active": false]).status == 404)
            #expect(try await server.client.delete(path).status == 404)
            #expect(try await server.client.get("\(path)/delivery").status == 404)
            #expect(try await server.client.post("/webhook/test", ["id": .string(made.id)]).status == 404)
            #expect(try await server.client.get("/webhook").result.isEmpty)
            #expect(try await other.get(path).status == 200)
        }
    }

    @Test func `a test sends an event now and tells how it went`() async throws {
        let receiver = try await WebhookReceiver()
        try await TestServer.run { server in
            let made = try await server.client.post("/webhook", ["target_url": .string(receiver.url)])
            let body: JSONObject = ["id": .string(made.id)]
            #expect(try await server.client.post("/webhook/test", .object(body)).json == ["success": true])
            let sent = try #require(try receiver.arrivals().last)
            #expect(sent.event == "test")
            #expect(sent.payload == ["foo": "bar"])
            var several = body
            several["event_types"] = ["sync_job_run:record", "sync_job_run:completed", "integrated_account:created"]
            #expect(try await server.client.post("/webhook/test", .object(several)).status == 200)
            #expect(
                try receiver.arrivals().dropFirst().map(\.event)
                    == several["event_types"]?.arrayValue?.map(\.text).map { $0.replacing("\"", with: "") }
            )
            try await receiver.setFaults([["status": 503, "match": "/hooks", "body": "closed"]])
            let failed = try await server.client.post("/webhook/test", .object(body))
            #expect(failed.status == 502)
            #expect(failed.message.contains("503"))
            #expect(failed.json["raw_response"] == "closed")
            await receiver.vanish()
            #expect(try await server.client.post("/webhook/test", .object(body)).status == 502)
        }
    }

    @Test func `an inactive or unknown webhook gets no run, and a replay of nothing in particular is refused`()
        async throws
    {
        try await TestServer.run { server in
            let made = try await server.client.post("/webhook", ["target_url": WebhookTests.url, "is_active": false])
            let path = "/webhook/\(made.id)"
            let account = try await server.account(["subdomain": "acme", "access_token": "x"])
            let job = try await server.job([["resource": "tickets", "method": "list", "persist": true]])
            let run: JSONValue = [
                "sync_job_id": .string(job), "integrated_account_id": .string(account), "webhook_id": .string(made.id),
            ]
            let refused = try await server.client.post("/sync-job-run", run)
            #expect(refused.status == 400)
            #expect(refused.failurePaths == ["webhook_id"])
            #expect(try await server.client.post("\(path)/replay", ["event_id": "x"]).status == 400)
            _ = try await server.client.patch(path, ["is_active": true])
            for (body, failing) in [
                ([:], ""), (["event_id": "x", "sync_job_run_id": "y"], ""), (["from": "2026-01-01"], "to"),
                (["from": "2026-01-01", "to": "soon"], "to"),
            ] as [(JSONValue, String)] {
                let reply = try await server.client.post("\(path)/replay", body)
                #expect(reply.status == 400)
                #expect(reply.failurePaths == [failing], "\(reply.text)")
            }
            let period: JSONValue = ["from": "2026-01-01", "to": "2026-01-02"]
            #expect(try await server.client.post("\(path)/replay", period).json == ["replayed": 0])
        }
    }
}

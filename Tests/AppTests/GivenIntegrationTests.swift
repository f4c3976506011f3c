import Engine
import Foundation
import JSON
import Support
import Testing

@testable import App

/// Integrations that are given by the API as data, and what runs keep of them.
@Suite struct GivenIntegrationTests {
    /// The sandbox's Zendesk as data.
    private static func config(label: String = "Desk", path: String = "/tickets.json") -> JSONObject {
        [
            "label": .string(label), "base_url": "https://desk.example",
            "credentials": ["token": ["format": "api_key", "config": ["fields": [["name": "access_token"]]]]],
            "authorization": ["format": "bearer"],
            "pagination": [
                "format": "cursor",
                "config": [
                    "cursor_path": "meta.after_cursor", "has_more_path": "meta.has_more", "cursor_param": "page[after]",
                    "limit_param": "page[size]", "limit": 10,
                ],
            ],
            "resources": [
                "tickets": [
                    "deletes": ["strategy": "none"], "list": ["path": .string(path), "response_path": "tickets"],
                ]
            ],
        ]
    }

    private static func context(_ sandbox: SandboxProcess) -> JSONObject {
        ["base_url": .string(sandbox.base + "/api/v2"), "access_token": "sandbox-access-token"]
    }

    @Test func `an integration given as data is listed, run, changed and taken back`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "25"])
        try await TestServer.run { server async throws in
            let body: JSONValue = [
                "name": "desk", "category": "helpdesk", "config": .object(GivenIntegrationTests.config()),
            ]
            let created = try await server.client.post("/integration", body)
            #expect(created.status == 200, "\(created.json.text)")
            #expect(created.json["config"]?["base_url"] == "https://desk.example")
            #expect(created.json["version"] == 1)
            let account = try await server.account(GivenIntegrationTests.context(sandbox), integration: "desk")
            let job = try await server.job(
                [["resource": "tickets", "method": "list", "persist": true]],
                integration: "desk"
            )
            #expect(try await server.run(job: job, account: account)["result"] == "clean")
            #expect(try await server.records("tickets").count == 25)

            let config = GivenIntegrationTests.config(label: "Better Desk")
            let changed = try await server.client.patch("/integration/desk", ["config": .object(config)])
            #expect(changed.json["config"]?["label"] == "Better Desk")
            #expect(changed.json["version"] == 2)
            let stale = try await server.client.patch("/integration/desk", ["config": .object(config), "version": 1])
            #expect(stale.status == 400)

            #expect(try await server.client.delete("/integration/desk").json["id"] == created.json["id"])
            #expect(try await server.client.get("/integration/desk").status == 404)
            #expect(try await server.client.get("/integrated-account/\(account)").status == 404)
        }
    }

    @Test func `an integration given as data is there after a restart`() async throws {
        let folder = try TemporaryFolder()
        try await TestServer.run(folder: folder) { server async throws in
            let body: JSONValue = ["name": "desk", "config": .object(GivenIntegrationTests.config())]
            #expect(try await server.client.post("/integration", body).status == 200)
        }
        try await TestServer.run(folder: folder) { server async throws in
            let report = try await server.client.get("/integration/desk/capabilities").json
            #expect(report["resources"]?[0]?["resource"] == "tickets")
            #expect(report["resources"]?[0]?["methods"]?["list"]?["pagination"] == "cursor")
            #expect(report["resources"]?[0]?["deletes"]?["strategy"] == "none")
        }
    }

    @Test func `what is wrong is told with its place, and nothing is stored`() async throws {
        try await TestServer.run { server async throws in
            func failures(_ body: JSONValue) async throws -> [String] {
                let reply = try await server.client.post("/integration", body)
                #expect(reply.status == 400)
                return reply.json["details"]?["failures"]?.arrayValue?.compactMap { $0["path"]?.stringValue } ?? []
            }
            var config = GivenIntegrationTests.config()
            config["resorces"] = [:]
            config["headers"] = ["X-Api-Key": "written out"]
            #expect(
                try await failures(["name": "desk", "config": .object(config)])
                    == ["config.resorces", "config.headers.X-Api-Key"]
            )
            let good = JSONValue.object(GivenIntegrationTests.config())
            #expect(try await failures(["name": "zendesk", "config": good]) == ["name"])
            #expect(try await failures(["name": "Desk Top", "config": good]) == ["name"])
            #expect(try await failures(["config": good]) == ["name"])
            #expect(try await failures(["name": "desk"]) == ["config"])
            var mapped = GivenIntegrationTests.config()
            mapped["unified"] = ["crm/contact": [:]]
            #expect(try await failures(["name": "desk", "config": .object(mapped)]) == ["config.unified.crm/contact"])
            #expect(try await server.client.get("/integration/desk").status == 404)
            #expect(try await server.client.patch("/integration/zendesk", ["config": good]).status == 400)
            #expect(try await server.client.delete("/integration/zendesk").status == 400)
        }
    }

    @Test func `a run keeps what it was created with, across a restart too`() async throws {
        let folder = try TemporaryFolder()
        let sandbox = try await SandboxProcess(["--tickets", "45"])
        let run = try await TestServer.run(folder: folder, settings: ["lease": "1"]) { server async throws in
            let body: JSONValue = ["name": "desk", "config": .object(GivenIntegrationTests.config())]
            _ = try await server.client.post("/integration", body)
            let account = try await server.account(GivenIntegrationTests.context(sandbox), integration: "desk")
            let job = try await server.job(
                [["resource": "tickets", "method": "list", "persist": true]],
                integration: "desk"
            )
            try await sandbox.setFaults([["kind": "slow", "after": 2, "delay_ms": 3000]])
            let run = try await server.startRun(job: job, account: account)
            try await sandbox.waitForRequests(1)
            let wrong = GivenIntegrationTests.config(path: "/nowhere.json")
            #expect(try await server.client.patch("/integration/desk", ["config": .object(wrong)]).status == 200)
            return run
        }
        try await sandbox.clearFaults()
        try await TestServer.run(folder: folder) { server async throws in
            let events = server.composition.events.stream()
            let known = try await server.client.get("/sync-job-run/\(run)").json
            let ended = known["finished_at"]?.isNull ?? true ? try await server.ended(run, events) : known
            #expect(ended["result"] == "clean", "\(ended.text)")
            #expect(try await server.records("tickets").count == 45)
        }
    }
}

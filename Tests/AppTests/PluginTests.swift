import Domain
import Foundation
import JSON
import Support
import Testing

@testable import App

/// Integrations that are data, from the binary and from an operator's folder, in the whole server.
@Suite struct PluginTests {
    private static func manifest(label: String, path: String = "/tickets.json") -> String {
        """
        name: desk
        label: \(label)
        base_url: https://desk.example
        credentials: {token: {format: api_key, config: {fields: [{name: access_token}]}}}
        authorization: {format: bearer}
        pagination:
          format: cursor
          config: {cursor_path: meta.after_cursor, has_more_path: meta.has_more, cursor_param: "page[after]", limit_param: "page[size]", limit: 10}
        resources:
          tickets:
            deletes: {strategy: none}
            list: {path: \(path), response_path: tickets}
            get: {path: "/tickets/{{id}}.json", response_path: ticket}
        unified:
          ticketing/tickets:
            list: {resource: tickets}
            response_mapping: {id: id, name: subject, created_at: created_at}
        """
    }

    private static func write(_ text: String, as name: String, in folder: TemporaryFolder) throws {
        let path = "\(folder.path)/plugins/\(name)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name).yaml"))
    }

    private static func run(
        _ folder: TemporaryFolder,
        _ body: @escaping @Sendable (TestServer) async throws -> Void
    ) async throws {
        try await TestServer.run(settings: ["plugins-dir": folder.path + "/plugins"], body)
    }

    @Test func `a plugin of the operator's folder is an integration like any other`() async throws {
        let folder = try TemporaryFolder()
        try PluginTests.write(PluginTests.manifest(label: "Desk"), as: "desk", in: folder)
        let sandbox = try await SandboxProcess(["--tickets", "25"])
        try await PluginTests.run(folder) { server in
            let account = try await server.account(
                ["base_url": .string(sandbox.base + "/api/v2"), "access_token": "sandbox-access-token"],
                integration: "desk"
            )
            let job = try await server.job(
                [
                    ["resource": "tickets", "method": "list", "persist": true],
                    ["resource": "ticketing/tickets", "method": "list"],
                ],
                integration: "desk"
            )
            let run = try await server.run(job: job, account: account)
            #expect(run["result"] == "clean", "\(run.text)")
            let vendor = try await sandbox.call("/api/v2/tickets.json?page[size]=100").json["tickets"]?.arrayValue ?? []
            let stored = try await server.records("tickets")
            #expect(stored.map { $0["data"] } == vendor)
            let unified = try await server.records("ticketing/tickets")
            #expect(unified.map { $0["data"]?["name"] } == vendor.map { $0["subject"] })
            #expect(try await server.client.post("/integrated-account/\(account)/test").status == 200)
        }
    }

    @Test func `one plugin that is broken takes nothing else down, and says where it is`() async throws {
        let folder = try TemporaryFolder()
        try PluginTests.write("name: broken\nbase_url: https://x.example\nresorces: {}\n", as: "broken", in: folder)
        try PluginTests.write("a: [", as: "torn", in: folder)
        try PluginTests.write(PluginTests.manifest(label: "Desk"), as: "desk", in: folder)
        try await PluginTests.run(folder) { server in
            let names = (try await server.client.get("/integration?limit=100").json["result"]?.arrayValue ?? [])
                .compactMap { $0["name"]?.stringValue }
            #expect(Set(["circleci", "desk", "hubspot", "zendesk"]).isSubset(of: names))
            #expect(!names.contains("broken") && !names.contains("torn"))
        }
        let source = try PluginSource(given: folder.path + "/plugins/broken")
        let findings = try PluginLintCommand.findings(in: source, models: .builtIn())
        #expect(
            findings.first?.description.hasSuffix("broken.yaml:3:1: resorces: unknown key; did you mean \"resources\"?")
                ?? false
        )
    }

    @Test func `a changed plugin counts while the server runs, a broken change doesn't`() async throws {
        let folder = try TemporaryFolder()
        try PluginTests.write(PluginTests.manifest(label: "Before"), as: "desk", in: folder)
        try await PluginTests.run(folder) { server in
            func label() async throws -> JSONValue? {
                try await server.client.get("/integration/desk").json["config"]?["label"]
            }
            #expect(try await label() == "Before")
            try PluginTests.write("label: [", as: "desk", in: folder)
            try server.composition.plugins.load()
            #expect(try await label() == "Before")
            try PluginTests.write(PluginTests.manifest(label: "After"), as: "desk", in: folder)
            try server.composition.plugins.load()
            #expect(try await label() == "After")
        }
    }

    @Test func `the folder is looked at again and again`() async throws {
        let folder = try TemporaryFolder()
        try PluginTests.write(PluginTests.manifest(label: "Before"), as: "desk", in: folder)
        let clock = ManualClock()
        var ambient = Ambient.live
        ambient.sleep = clock.ambient.sleep
        let settings = ["plugins-dir": folder.path + "/plugins"]
        try await TestServer.run(settings: settings, ambient: ambient) { server in
            let text = PluginTests.manifest(label: "Anew").replacing("name: desk", with: "name: new")
            try PluginTests.write(text, as: "new", in: folder)
            while try await server.client.get("/integration/new").status == 404 { clock.advance(by: .seconds(2)) }
        }
    }

    @Test func `every plugin of the repository is in the binary, and lint finds nothing in it`() throws {
        let root = SluiceBinary.packageFile("Plugins")
        let folders = try FileManager.default.contentsOfDirectory(atPath: root).filter {
            FileManager.default.fileExists(atPath: "\(root)/\($0)/\($0).yaml")
        }
        #expect(Set(PluginSource.builtIn.map(\.name)) == Set(folders))
        for source in PluginSource.builtIn {
            #expect(try PluginLintCommand.findings(in: source, models: .builtIn()) == [])
        }
    }
}

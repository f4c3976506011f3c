import Domain
import Engine
import Foundation
import JSON
import Support
import Testing

@testable import App

/// Recording pages of a live account.
@Suite struct PluginRecordTests {
    @Test func `text of people is invented, the form and what tells nothing stay`() {
        let scrubber = Scrubber(secrets: ["t0psecret"])
        let value: JSONValue = [
            "id": 42, "status": "open", "name": "Zoë Müller-Lüdenscheidt", "email": "zoe@example.org",
            "created_at": "2026-03-01T10:00:00Z", "url": "https://acme.example/users/42?x=1", "is_new": true,
            "phone": 491_234_567, "owner": ["first_name": "Ada"], "reference": "AB-12 cd", "note": "call me",
            "echo": "token t0psecret", "again": "AB-12 cd", "next": "cursor-Of-The-Page",
        ]
        let scrubbed = scrubber.scrub(value, keeping: [["next"]])
        for key in ["id", "status", "created_at", "is_new", "next"] { #expect(scrubbed[key] == value[key], "\(key)") }
        let text = scrubbed.text
        for word in ["Zoë", "Müller", "zoe", "acme", "491234567", "Ada", "call", "t0psecret"] {
            #expect(!text.contains(word), "\(word) in \(text)")
        }
        #expect(scrubbed["name"]?.stringValue?.count == value["name"]?.stringValue?.count)
        #expect(scrubbed["email"]?.stringValue?.hasSuffix("@example.com") ?? false)
        #expect(scrubbed["reference"] == scrubbed["again"])
        #expect(scrubbed["phone"]?.numberValue != nil)
        #expect(Scrubber(secrets: []).scrub(value)["name"] != scrubbed["name"], "nobody else makes the same of it")
    }

    @Test func `the lists of an account become fixtures without its secrets`() async throws {
        let folder = try TemporaryFolder()
        let plugins = folder.path + "/plugins"
        try FileManager.default.createDirectory(atPath: plugins + "/desk", withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            atPath: SluiceBinary.packageFile("Benchmarks/plugins/desk/desk.yaml"),
            toPath: plugins + "/desk/desk.yaml"
        )
        let sandbox = try await SandboxProcess(["--tickets", "9"])
        try await TestServer.run(settings: ["plugins-dir": plugins]) { server in
            let context: JSONObject = [
                "base_url": .string(sandbox.base + "/api/v2"), "access_token": "sandbox-access-token",
            ]
            let id = try await server.account(context, integration: "desk")
            let configuration = Configuration([
                "data-dir": server.folder.path + "/data", "plugins-dir": plugins, "allow-private-networks": "true",
            ])
            let target = folder.path + "/fixtures"
            let failures = try await Configuration.$current.withValue(configuration) {
                try await LiveAccount.using(id, in: "default") { live in
                    try await FixtureRecorder(live.account, try live.plugin, live.transport, live.passThrough)
                        .record(into: target) { _ in }
                }
            }
            #expect(failures == 0)
            let names = try FileManager.default.contentsOfDirectory(atPath: target).sorted()
            #expect(names == ["tickets.get.json", "tickets.list.json"])
            let data = try #require(FileManager.default.contents(atPath: target + "/tickets.list.json"))
            let fixture = try JSONValue(parsing: Array(data))
            let pages = fixture["pages"]?.arrayValue ?? []
            #expect(pages.count == 2)
            #expect(pages.map { $0["request"]?["path"] } == ["/tickets.json", "/tickets.json"])
            let cursor = pages[0]["body"]?["meta"]?["after_cursor"]
            #expect(pages[1]["request"]?["query"]?["page[after]"] == cursor)
            #expect(pages[0]["body"]?["tickets"]?.arrayValue?.count == 3)
            #expect(!String(decoding: data, as: UTF8.self).contains("sandbox-access-token"))
        }
    }
}

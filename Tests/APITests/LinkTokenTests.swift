import Domain
import Foundation
import JSON
import Support
import Testing

/// `POST /link-token`, and what a link's page shows.
@Suite struct LinkTokenTests {
    @Test(
        arguments: [
            ([:], "tenant_id"), (["tenant_id": ""], "tenant_id"),
            (["integrated_account_id": "nope"], "integrated_account_id"),
            (["tenant_id": "a", "redirect_uri": "javascript:alert(1)"], "redirect_uri"),
            (["tenant_id": "a", "redirect_uri": "https://a.example/#x"], "redirect_uri"),
            (["tenant_id": "a", "redirect_uri": "https://user:pass@a.example/"], "redirect_uri"),
            (["tenant_id": "a", "redirect_uri": "//a.example"], "redirect_uri"),
            (["tenant_id": "a", "integration_name": "nope"], "integration_name"),
            (["tenant_id": "a", "environment_integration_id": ["nope"]], "environment_integration_id"),
            (["tenant_id": "a", "scopes": "read write"], "scopes"),
            (["tenant_id": "a", "environment_unified_model_id": ["x"]], "environment_unified_model_id"),
        ] as [(JSONValue, String)]
    )
    func `what can't be is refused with its place`(_ body: JSONValue, _ place: String) async throws {
        try await TestServer.run { server in
            let reply = try await server.client.post("/link-token", body)
            #expect(reply.status == 400)
            #expect(reply.failurePaths == [place], "\(reply.text)")
        }
    }

    @Test func `a link is random, opens a page that nothing may look into, and is not kept as text`() async throws {
        try await TestServer.run { server in
            let links = try await [1, 2].asyncMap { _ in try await LinkTokenTests.link(server, ["tenant_id": "acme"]) }
            #expect(Set(links).count == 2)
            #expect(links.allSatisfy { $0.utf8.count == 43 })
            let page = try await ConnectBrowser(base: server.client.base).open(
                "/connect-account?link_token=\(links[0])"
            )
            #expect(page.status == 200)
            #expect(page.text.contains("<html lang=\"en\">"))
            #expect(page.header("referrer-policy") == "no-referrer")
            #expect(page.header("cache-control") == "no-store")
            #expect(page.header("content-security-policy")?.hasPrefix("default-src 'none'; ") == true)
            #expect(page.header("content-security-policy")?.contains("frame-ancestors 'none'") == true)
            #expect(page.header("set-cookie")?.contains("; HttpOnly; SameSite=Lax") == true)
            #expect(!page.text.contains("<script"))
        }
    }

    @Test func `behind a TLS proxy the cookie is for secure connections`()
        async throws
    {
        let settings = ["public-url": "https://sluice.example.com/"]
        try await TestServer.run(settings: settings) { server in
            let link = try await LinkTokenTests.link(server, ["tenant_id": "acme"])
            let page = try await ConnectBrowser(base: server.client.base).open("/connect-account?link_token=\(link)")
            let cookie = page.header("set-cookie") ?? ""
            #expect(cookie.hasPrefix("__Host-sluice-connect="))
            #expect(cookie.hasSuffix("; Secure"))
        }
    }

    @Test func `an unknown link, a used one and one of a week ago open nothing`() async throws {
        let clock = ManualClock()
        var ambient = clock.ambient
        ambient.newID = { UUID().uuidString.lowercased() }
        try await TestServer.run(ambient: ambient) { server in
            let link = try await LinkTokenTests.link(server, ["tenant_id": "acme"])
            let browser = ConnectBrowser(base: server.client.base)
            #expect(try await browser.open("/connect-account?link_token=\(link)x").status == 404)
            #expect(try await browser.open("/connect-account").status == 404)
            clock.advance(by: .seconds(7 * 86_400 - 1))
            #expect(try await browser.open("/connect-account?link_token=\(link)").status == 200)
            clock.advance(by: .seconds(1))
            #expect(try await browser.open("/connect-account?link_token=\(link)").status == 404)
        }
    }

    @Test func `only integrations that are switched on and shown are offered, and a link may name a hidden one`()
        async throws
    {
        try await TestServer.run { server in
            let all = try await LinkTokenTests.link(server, ["tenant_id": "acme"])
            let named = try await LinkTokenTests.link(server, ["tenant_id": "acme", "integration_name": "zendesk"])
            let installed = try await server.client.get("/environment-integration?integration.name=zendesk").result
            let path = "/environment-integration/\(installed.first?["id"]?.stringValue ?? "")"
            _ = try await server.client.patch(path, ["show_in_catalog": false])
            let browser = ConnectBrowser(base: server.client.base)
            #expect(try await !browser.open("/connect-account?link_token=\(all)").text.contains("Zendesk"))
            #expect(try await browser.open("/connect-account?link_token=\(named)").text.contains("Connect Zendesk"))
            _ = try await server.client.patch(path, ["is_enabled": false])
            #expect(try await !browser.open("/connect-account?link_token=\(named)").text.contains("Zendesk"))
        }
    }

    static func link(_ server: TestServer, _ body: JSONValue) async throws -> String {
        let reply = try await server.client.post("/link-token", body)
        guard let text = reply.json["link_token"]?.stringValue else { throw TestFailure(reply.text) }
        return text
    }
}

extension Sequence where Element: Sendable {
    fileprivate func asyncMap<Value>(_ transform: (Element) async throws -> Value) async throws -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await transform(element)) }
        return values
    }
}

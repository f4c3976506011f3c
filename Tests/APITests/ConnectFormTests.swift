import JSON
import Support
import Testing

/// Connecting by a link and a form of credentials.
@Suite struct ConnectFormTests {
    private static let good = [
        "field_subdomain": "acme", "field_client_id": "sandbox-client", "field_client_secret": "sandbox-secret",
    ]

    private static func link(
        _ server: TestServer,
        at sandbox: SandboxProcess,
        _ more: JSONObject = ["tenant_id": "acme"]
    ) async throws -> String {
        var body: JSONObject = ["context": ["base_url": .string(sandbox.base)]]
        for (key, value) in more { body[key] = value }
        return try await LinkTokenTests.link(server, .object(body))
    }

    private static func page(_ link: String, method: String = "client_credentials") -> String {
        "/connect-account?link_token=\(link)&integration=zendesk&method=\(method)"
    }

    @Test func `credentials that work make an active account, once, and tell of it`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "3"])
        let receiver = try await WebhookReceiver()
        try await TestServer.run { server in
            _ = try await server.client.post("/webhook", ["target_url": .string(receiver.url)])
            let link = try await ConnectFormTests.link(server, at: sandbox)
            let browser = ConnectBrowser(base: server.client.base)
            let page = try await browser.open(ConnectFormTests.page(link))
            let done = try await browser.submit(page, ConnectFormTests.good)
            #expect(done.status == 200)
            #expect(done.text.contains("Your account is connected."))
            let accounts = try await server.client.get("/integrated-account?tenant_id=acme").result
            #expect(accounts.count == 1)
            #expect(accounts[0]["status"] == "active")
            #expect(accounts[0]["authentication_method"] == "oauth2_client_credentials")
            #expect(accounts[0]["context"]?["subdomain"] == "acme")
            let events = try await receiver.waitUntil { $0.count >= 2 }
            #expect(events.map(\.event) == ["integrated_account:created", "integrated_account:active"])
            // The link is used up.
            #expect(try await browser.open(ConnectFormTests.page(link)).status == 404)
            #expect(try await browser.submit(page, ConnectFormTests.good).status == 404)
            #expect(try await server.client.get("/integrated-account").result.count == 1)
        }
    }

    @Test func `what is wrong is said beside its field, nothing typed is lost but secrets, and nothing is stored`()
        async throws
    {
        let sandbox = try await SandboxProcess(["--tickets", "3"])
        try await TestServer.run { server in
            let link = try await ConnectFormTests.link(server, at: sandbox)
            let browser = ConnectBrowser(base: server.client.base)
            let page = try await browser.open(ConnectFormTests.page(link))
            let fields = [
                "field_subdomain": "a.b\"><script>", "field_client_id": "it's me & you",
                "field_client_secret": "",
            ]
            let invalid = try await browser.submit(page, fields)
            #expect(invalid.status == 400)
            #expect(invalid.text.contains("<title>Error: Connect Zendesk</title>"))
            #expect(invalid.text.contains("<a href=\"#field-client_secret\">Client secret is needed.</a>"))
            #expect(invalid.text.contains("id=\"field-subdomain-error\""))
            #expect(invalid.text.contains("aria-describedby=\"field-subdomain-help field-subdomain-error\""))
            #expect(invalid.value(of: "subdomain") == "a.b&quot;&gt;&lt;script&gt;")
            #expect(invalid.value(of: "client_id") == "it&#39;s me &amp; you")
            #expect(!invalid.text.contains("<script"))

            var wrong = ConnectFormTests.good
            wrong["field_client_secret"] = "a-wrong-secret"
            let refused = try await browser.submit(invalid, wrong)
            #expect(refused.status == 400)
            #expect(refused.text.contains("Zendesk did not accept this"))
            #expect(refused.value(of: "subdomain") == "acme")
            #expect(refused.value(of: "client_secret") == "")
            #expect(!refused.text.contains("a-wrong-secret"))
            #expect(try await server.client.get("/integrated-account").result.isEmpty)
            // The link is still good.
            #expect(try await browser.submit(refused, ConnectFormTests.good).status == 200)
        }
    }

    @Test func `a form that another site sends, or another browser, is refused`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "3"])
        try await TestServer.run { server in
            let link = try await ConnectFormTests.link(server, at: sandbox)
            let browser = ConnectBrowser(base: server.client.base)
            let page = try await browser.open(ConnectFormTests.page(link))
            let cookie = browser.cookie
            for stranger in [nil, "sluice-connect=" + String(repeating: "x", count: 43)] {
                browser.cookie = stranger
                let reply = try await browser.submit(page, ConnectFormTests.good)
                #expect(reply.status == 403)
            }
            #expect(try await server.client.get("/integrated-account").result.isEmpty)
            #expect(try await sandbox.requests().isEmpty)
            browser.cookie = cookie
            #expect(try await browser.submit(page, ConnectFormTests.good).status == 200)
        }
    }

    @Test func `a link that comes from an app leads back there, with the account's id`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "3"])
        try await TestServer.run { server in
            let link = try await ConnectFormTests.link(
                server,
                at: sandbox,
                ["tenant_id": "acme", "redirect_uri": "https://app.example/done?x=1"]
            )
            let browser = ConnectBrowser(base: server.client.base)
            let page = try await browser.open(ConnectFormTests.page(link))
            // A browser holds the redirect against the form's policy.
            #expect(
                page.header("content-security-policy")?.contains("form-action 'self' https://app.example;") == true
            )
            let done = try await browser.submit(page, ConnectFormTests.good)
            #expect(done.status == 303)
            let account = try await server.client.get("/integrated-account").result.first
            #expect(done.targetAddress.hasPrefix("https://app.example/done?x=1&"))
            #expect(done.target["result"] == "success")
            #expect(done.target["integrated_account_id"] == account?["id"]?.stringValue)
            #expect(done.target["integration"] == "zendesk")
            #expect(!done.targetAddress.contains(link))
        }
    }

    @Test func `a link that says nothing else lists what there is to connect, and a token alone is enough at HubSpot`()
        async throws
    {
        let sandbox = try await SandboxProcess(["--tickets", "3"])
        try await TestServer.run { server in
            let link = try await ConnectFormTests.link(server, at: sandbox)
            let browser = ConnectBrowser(base: server.client.base)
            let list = try await browser.open("/connect-account?link_token=\(link)")
            #expect(list.text.contains("What would you like to connect?"))
            let address = "connect-account?link_token=\(link)&amp;integration="
            #expect(list.text.contains("<a href=\"\(address)hubspot\">HubSpot</a>"))
            #expect(list.text.contains("<a href=\"\(address)zendesk\">Zendesk</a>"))
            let page = try await browser.open("/connect-account?link_token=\(link)&integration=hubspot")
            #expect(try await browser.submit(page, ["field_access_token": "a-wrong-token"]).status == 400)
            let done = try await browser.submit(page, ["field_access_token": "sandbox-access-token"])
            #expect(done.text.contains("HubSpot is connected"))
        }
    }

    @Test func `too many tries are refused for a while, without asking the vendor`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "3"])
        try await TestServer.run { server in
            let link = try await ConnectFormTests.link(server, at: sandbox)
            let browser = ConnectBrowser(base: server.client.base)
            let page = try await browser.open(ConnectFormTests.page(link))
            var wrong = ConnectFormTests.good
            wrong["field_client_secret"] = "a-wrong-secret"
            for _ in 0..<10 { #expect(try await browser.submit(page, wrong).status == 400) }
            let asked = try await sandbox.requests().count
            let refused = try await browser.submit(page, ConnectFormTests.good)
            #expect(refused.status == 429)
            #expect(Int(refused.header("retry-after") ?? "").map { (1...600).contains($0) } == true)
            #expect(try await sandbox.requests().count == asked)
        }
    }

    @Test func `two forms sent at the same time connect one account`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "3"])
        try await TestServer.run { server in
            let link = try await ConnectFormTests.link(server, at: sandbox)
            let browser = ConnectBrowser(base: server.client.base)
            let page = try await browser.open(ConnectFormTests.page(link))
            let (base, cookie) = (server.client.base, browser.cookie)
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<5 {
                    group.addTask {
                        let twin = ConnectBrowser(base: base)
                        twin.cookie = cookie
                        return try await twin.submit(page, ConnectFormTests.good).status
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.count { $0 == 200 } == 1, "\(statuses)")
            #expect(try await server.client.get("/integrated-account").result.count == 1)
        }
    }

    @Test
    func `an account that needs new credentials gets them in its own row, and old secrets never follow to a new host`()
        async throws
    {
        let sandbox = try await SandboxProcess(["--tickets", "3"])
        let elsewhere = try await SandboxProcess(["--tickets", "3"])
        let receiver = try await WebhookReceiver()
        try await TestServer.run { server in
            let dead: JSONObject = [
                "base_url": .string(sandbox.base), "subdomain": "acme", "access_token": "dead-token", "note": "old",
                "client_id": "sandbox-client", "client_secret": "an-old-secret",
            ]
            let id = try await server.account(dead)
            #expect(try await server.client.post("/integrated-account/\(id)/test").status == 401)
            #expect(try await server.client.get("/integrated-account/\(id)").json["status"] == "needs_reauth")
            let hook: JSONValue = ["target_url": .string(receiver.url)]
            _ = try await server.client.post("/webhook", hook)

            let browser = ConnectBrowser(base: server.client.base)
            // To another host: of the old context no secret comes along.
            let away = try await LinkTokenTests.link(
                server,
                [
                    "integrated_account_id": .string(id), "persist_previous_context": true,
                    "context": ["base_url": .string(elsewhere.base)],
                ]
            )
            let foreign = try await browser.open(ConnectFormTests.page(away, method: "api_token"))
            _ = try await browser.submit(
                foreign,
                ["field_subdomain": "acme", "field_email": "a@example.com", "field_api_token": "wrong-token"]
            )
            #expect(try await elsewhere.requests().allSatisfy { $0["authorization"] == "basic" })
            #expect(try await !elsewhere.requests().isEmpty)

            let link = try await LinkTokenTests.link(
                server,
                ["integrated_account_id": .string(id), "persist_previous_context": true]
            )
            let page = try await browser.open(ConnectFormTests.page(link))
            #expect(page.text.contains("Reconnect Zendesk"))
            #expect(page.value(of: "subdomain") == "acme")
            #expect(page.value(of: "client_secret") == "")
            #expect(try await browser.submit(page, ConnectFormTests.good).status == 200)
            let account = try await server.client.get("/integrated-account/\(id)").json
            #expect(account["status"] == "active")
            #expect(account["last_error"] == .null)
            #expect(account["context"]?["note"] == "old")
            #expect(try await server.client.post("/integrated-account/\(id)/test").status == 200)
            #expect(try await server.client.get("/integrated-account").result.count == 1)
            let events = try await receiver.waitUntil { $0.count >= 2 }
            #expect(events.map(\.event) == ["integrated_account:updated", "integrated_account:reactivated"])
        }
    }
}

import JSON
import Support
import Testing

/// Connecting by a link and a sign-in at the vendor: the authorisation code flow.
@Suite struct ConnectSignInTests {
    /// A server with an app at the sandbox, and the browser of somebody who has followed a link there.
    private struct Visit {
        let browser: ConnectBrowser
        let page: HTTPClient.Reply
        let link: String

        init(
            _ server: TestServer,
            _ sandbox: SandboxProcess,
            at vendor: String = "zendesk",
            _ more: JSONObject = [:]
        ) async throws {
            let installed = try await server.client.get("/environment-integration?integration.name=\(vendor)").result
            let app: JSONValue = [
                "client_id": "sandbox-client", "client_secret": "sandbox-secret", "base_url": .string(sandbox.base),
                "scopes": ["tickets:read"],
            ]
            _ = try await server.client.patch(
                "/environment-integration/\(installed.first?["id"]?.stringValue ?? "")",
                ["override": ["credentials": ["oauth2": app]]]
            )
            var body: JSONObject = [
                "tenant_id": "acme", "integration_name": .string(vendor),
                "context": ["base_url": .string(sandbox.base)],
            ]
            for (key, value) in more { body[key] = value }
            link = try await LinkTokenTests.link(server, .object(body))
            browser = ConnectBrowser(base: server.client.base)
            page = try await browser.open("/connect-account?link_token=\(link)")
        }

        /// Sends the subdomain, and returns the vendor's address.
        func leave() async throws -> HTTPClient.Reply { try await browser.submit(page, ["field_subdomain": "acme"]) }

        /// Answers the vendor's question, and returns the address that it sends the browser back to, from the callback on.
        func decide(_ decision: String, at sandbox: SandboxProcess) async throws -> String {
            let address = try await leave().targetAddress
            let answer = try await HTTPClient(base: address).send(
                "POST",
                "",
                Array("decision=\(decision)".utf8)
            )
            let place = answer.header("location") ?? ""
            return String(place.dropFirst(browser.base.count))
        }
    }

    @Test func `the vendor is asked with state, proof and scopes, and the account gets its tokens`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "3", "--token-life", "3600"])
        try await TestServer.run { server in
            let visit = try await Visit(server, sandbox)
            #expect(visit.page.text.contains("Continue to Zendesk"))
            let leaving = try await visit.leave()
            #expect(leaving.status == 200)
            #expect(leaving.targetAddress.hasPrefix(sandbox.base + "/oauth/authorizations/new?"))
            #expect(leaving.target["redirect_uri"] == server.client.base + "/connect-account/callback")
            #expect(leaving.target["scope"] == "tickets:read")
            #expect(leaving.target["code_challenge_method"] == "S256")
            #expect(leaving.target["code_challenge"]?.utf8.count == 43)
            #expect(leaving.target["state"]?.utf8.count == 43)
            #expect(!leaving.targetAddress.contains("sandbox-secret"))

            let callback = try await visit.decide("allow", at: sandbox)
            let done = try await visit.browser.open(callback)
            #expect(done.status == 200, "\(done.text)")
            #expect(done.text.contains("Your account is connected."))
            let account = try #require(try await server.client.get("/integrated-account").result.first)
            #expect(account["status"] == "active")
            #expect(account["authentication_method"] == "oauth2")
            #expect(account["context"]?["client_id"] == nil)
            // Renewed by the app, with the refresh token that came along.
            try await sandbox.expireTokens()
            let id = account["id"]?.stringValue ?? ""
            #expect(try await server.client.post("/integrated-account/\(id)/test").status == 200)
            // Neither the way back nor the link works twice.
            #expect(try await visit.browser.open(callback).status == 400)
            #expect(try await visit.browser.open("/connect-account?link_token=\(visit.link)").status == 404)
            #expect(try await server.client.get("/integrated-account").result.count == 1)
        }
    }

    @Test func `a vendor whose people sign in without typing anything is connected and renewed as well`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "3"])
        try await TestServer.run { server in
            let visit = try await Visit(server, sandbox, at: "hubspot")
            #expect(visit.page.text.contains("Continue to HubSpot"))
            let done = try await visit.browser.open(try await visit.decide("allow", at: sandbox))
            #expect(done.text.contains("HubSpot is connected"), "\(done.text)")
            let account = try #require(try await server.client.get("/integrated-account").result.first)
            #expect(account["integration"]?["name"] == "hubspot")
            #expect(account["status"] == "active")
            let id = account["id"]?.stringValue ?? ""
            _ = try await server.client.patch("/integrated-account/\(id)", ["context": ["expires_at": 1]])
            #expect(try await server.client.post("/integrated-account/\(id)/test").status == 200)
            let asked = try await sandbox.requests().count { $0["target"]?.stringValue?.hasSuffix("/token") ?? false }
            #expect(asked == 2)
        }
    }

    @Test func `behind a TLS proxy the vendor sends back to the public address`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "3"])
        try await TestServer.run(settings: ["public-url": "https://sluice.example.com/below/"]) { server in
            let leaving = try await Visit(server, sandbox).leave()
            #expect(leaving.target["redirect_uri"] == "https://sluice.example.com/below/connect-account/callback")
        }
    }

    @Test func `who says no comes back to the page, webhooks are told, and the link stays good`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "3"])
        let receiver = try await WebhookReceiver()
        try await TestServer.run { server in
            let hook: JSONValue = [
                "target_url": .string(receiver.url), "event_types": ["link_token:connection_error"],
            ]
            #expect(try await server.client.post("/webhook", hook).json["warnings"] == nil)
            let visit = try await Visit(server, sandbox, at: "zendesk", ["redirect_uri": "https://app.example/done"])
            let back = try await visit.browser.open(try await visit.decide("deny", at: sandbox))
            #expect(back.status == 400)
            #expect(back.text.contains("Access was not allowed at Zendesk."))
            #expect(back.text.contains("https://app.example/done?result=error&amp;error=access_denied"))
            #expect(try await server.client.get("/integrated-account").result.isEmpty)
            let event = try #require(try await receiver.waitUntil { !$0.isEmpty }.first)
            #expect(event.payload["tenant_id"] == "acme")
            #expect(event.payload["integration_name"] == "zendesk")
            #expect(event.payload["error"]?.stringValue?.contains("access_denied") == true)
            let done = try await visit.browser.open(try await visit.decide("allow", at: sandbox))
            #expect(done.status == 303)
            #expect(done.target["result"] == "success")
        }
    }

    @Test func `a way back that was begun in another browser, or by nobody, connects nothing`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "3"])
        try await TestServer.run { server in
            let visit = try await Visit(server, sandbox)
            let stranger = ConnectBrowser(base: server.client.base)
            _ = try await stranger.open("/connect-account?link_token=\(visit.link)")
            #expect(try await stranger.open(try await visit.decide("allow", at: sandbox)).status == 400)
            #expect(try await stranger.open("/connect-account/callback?state=x&code=y").status == 400)
            #expect(try await stranger.open("/connect-account/callback").status == 400)
            // A code that another sign-in was given doesn't have this one's proof.
            let first = try await visit.decide("allow", at: sandbox)
            let second = try await visit.decide("allow", at: sandbox)
            let code = first.firstMatch(of: /code=([^&]+)/).map { String($0.1) } ?? ""
            let mixed = second.replacing(/code=[^&]+/, with: "code=\(code)")
            let reply = try await visit.browser.open(mixed)
            #expect(reply.status == 400)
            #expect(reply.text.contains("Zendesk did not accept this"))
            #expect(!reply.text.contains("sandbox-secret"))
            #expect(try await server.client.get("/integrated-account").result.isEmpty)
        }
    }

    @Test func `the app's secret goes to no address that somebody typed`() async throws {
        let sandbox = try await SandboxProcess(["--tickets", "3"])
        try await TestServer.run { server in
            let visit = try await Visit(
                server,
                sandbox,
                at: "zendesk",
                ["context": ["base_url": "https://elsewhere.example"]]
            )
            // Without an app that is at home there, a sign-in isn't offered.
            #expect(!visit.page.text.contains("Continue to Zendesk"))
            #expect(visit.page.text.contains("OAuth client"))
        }
    }
}

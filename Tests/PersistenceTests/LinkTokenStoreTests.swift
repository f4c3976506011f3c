import Domain
import JSON
import Testing

@testable import Persistence

/// Links by which accounts are connected, and sign-ins on their way.
@Suite struct LinkTokenStoreTests {
    private static let now = StoreRig.now
    private static let moment: Duration = .milliseconds(1)

    @Test func `a link comes back by its text as it was, and by no other text`() async throws {
        let rig = try await ConnectingRig()
        let link = try await rig.link("one", text: "the-text-of-the-link")
        #expect(try await rig.links.token("the-text-of-the-link", now: LinkTokenStoreTests.now) == link)
        #expect(try await rig.links.token("the-text-of-the-lin", now: LinkTokenStoreTests.now) == nil)
        #expect(try await rig.links.token("one", now: LinkTokenStoreTests.now) == nil)
    }

    @Test func `no file holds the text of a link or a state, or what was given along`() async throws {
        let rig = try await ConnectingRig()
        let link = try await rig.link("one", text: "the-text-of-the-link")
        let signIn = LinkTokenStoreTests.signIn
        try await rig.links.insert(signIn, state: "the-state", of: link.id, now: LinkTokenStoreTests.now)
        for secret in ["the-text-of-the-link", "link-secret-key", "the-state", "the-verifier", "the-client-secret"] {
            #expect(try !rig.files(hold: secret), "\(secret)")
        }
        // What isn't secret is there: the files are those that were written.
        #expect(try rig.files(hold: "link_token"))
    }

    @Test func `a link works once, and the account and its end are one`() async throws {
        let rig = try await ConnectingRig()
        let link = try await rig.link("one", text: "text")
        let first = try await rig.links.connect(rig.account("a"), by: link.id, now: LinkTokenStoreTests.now)
        #expect(first?.context["access_token"] == "new-access-token")
        #expect(try await rig.links.connect(rig.account("b"), by: link.id, now: LinkTokenStoreTests.now) == nil)
        #expect(try await rig.links.token("text", now: LinkTokenStoreTests.now) == nil)
        #expect(try await rig.accounts.account(.init("a"), in: rig.rig.environment) != nil)
        #expect(try await rig.accounts.account(.init("b"), in: rig.rig.environment) == nil)
    }

    @Test func `of two who use a link at the same time one gets it`() async throws {
        let rig = try await ConnectingRig()
        let link = try await rig.link("one", text: "text")
        let accounts = [try await rig.account("a"), try await rig.account("b")]
        let connected = try await withThrowingTaskGroup(of: IntegratedAccount?.self) { group in
            for account in accounts {
                group.addTask { try await rig.links.connect(account, by: link.id, now: LinkTokenStoreTests.now) }
            }
            return try await group.reduce(into: 0) { count, account in count += account == nil ? 0 : 1 }
        }
        #expect(connected == 1)
        #expect(try await rig.rig.integer("SELECT count(*) FROM integrated_account") == 2)
    }

    @Test func `an account that can't be stored leaves the link`() async throws {
        let rig = try await ConnectingRig()
        let link = try await rig.link("one", text: "text")
        try await rig.rig.poison("BEFORE INSERT ON integrated_account")
        await #expect(throws: (any Error).self) {
            try await rig.links.connect(rig.account("a"), by: link.id, now: LinkTokenStoreTests.now)
        }
        try await rig.rig.heal()
        #expect(try await rig.links.connect(rig.account("a"), by: link.id, now: LinkTokenStoreTests.now) != nil)
    }

    @Test func `a link is good for seven days and not a moment longer`() async throws {
        let rig = try await ConnectingRig()
        let link = try await rig.link("one", text: "text")
        let end = LinkTokenStoreTests.now + .seconds(7 * 86_400)
        #expect(try await rig.links.token("text", now: end - LinkTokenStoreTests.moment) == link)
        #expect(try await rig.links.token("text", now: end) == nil)
        #expect(try await rig.links.connect(rig.account("a"), by: link.id, now: end) == nil)
        // The next one takes it away.
        try await rig.link("two", text: "other", at: end)
        #expect(try await rig.rig.integer("SELECT count(*) FROM link_token") == 1)
    }

    @Test func `a link to reconnect changes its account, and goes with it`() async throws {
        let rig = try await ConnectingRig()
        var old = try await rig.account("a", token: "old-access-token")
        old.status = .needsReauth
        old.lastError = "refused"
        _ = try await rig.accounts.insert(old)
        let link = try await rig.link("one", text: "text", .reconnect(.init("a")))
        let renewed = try await rig.links.connect(rig.account("a"), by: link.id, now: LinkTokenStoreTests.now)
        #expect(renewed?.status == .active)
        #expect(renewed?.lastError == nil)
        #expect(renewed?.context["access_token"] == "new-access-token")
        try await rig.link("two", text: "again", .reconnect(.init("a")))
        _ = try await rig.accounts.delete(
            .init("a"),
            keepingRecords: false,
            in: rig.rig.environment,
            at: LinkTokenStoreTests.now
        )
        #expect(try await rig.links.token("again", now: LinkTokenStoreTests.now) == nil)
    }

    @Test func `ten tries in ten minutes, then a wait for the rest of them`() async throws {
        let rig = try await ConnectingRig()
        let link = try await rig.link("one", text: "text")
        for number in 0..<10 {
            let now = LinkTokenStoreTests.now + .seconds(number * 10)
            #expect(try await rig.links.beginAttempt(link.id, now: now) == nil)
        }
        let later = LinkTokenStoreTests.now + .seconds(590)
        #expect(try await rig.links.beginAttempt(link.id, now: later) == .seconds(10))
        #expect(try await rig.links.beginAttempt(link.id, now: later + .seconds(10)) == nil)
        #expect(try await rig.links.beginAttempt(.init("none"), now: later) == nil)
    }

    private static let signIn = PendingSignIn(
        linkToken: "the-text-of-the-link",
        integrationName: "vendor",
        method: "oauth2",
        context: AccountContext(["client_secret": "the-client-secret"]),
        scopes: ["read"],
        redirectURI: "https://example.com/callback",
        verifier: "the-verifier",
        browser: "abc"
    )

    @Test func `a sign-in comes back once, by its state and within an hour`() async throws {
        let rig = try await ConnectingRig()
        let link = try await rig.link("one", text: "text")
        let (now, end) = (LinkTokenStoreTests.now, LinkTokenStoreTests.now + .seconds(3_600))
        for state in ["s1", "s2", "s3"] {
            try await rig.links.insert(LinkTokenStoreTests.signIn, state: state, of: link.id, now: now)
        }
        #expect(try await rig.links.takeSignIn(state: "s0", now: now) == nil)
        let taken = try await rig.links.takeSignIn(state: "s1", now: end - LinkTokenStoreTests.moment)
        #expect(taken?.verifier == "the-verifier")
        #expect(taken?.context["client_secret"] == "the-client-secret")
        #expect(taken?.scopes == ["read"])
        #expect(try await rig.links.takeSignIn(state: "s1", now: now) == nil)
        #expect(try await rig.links.takeSignIn(state: "s2", now: end) == nil)
        // What is too old goes when the next one comes.
        try await rig.links.insert(LinkTokenStoreTests.signIn, state: "s4", of: link.id, now: end)
        #expect(try await rig.rig.integer("SELECT count(*) FROM sign_in") == 1)
    }
}

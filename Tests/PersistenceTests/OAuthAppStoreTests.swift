import App
import Domain
import GRDB
import JSON
import Testing

@testable import Persistence

/// The OAuth apps of an environment's integrations.
@Suite struct OAuthAppStoreTests {
    private static let credentials: JSONObject = [
        "credentials": [
            "oauth2": [
                "client_id": "the-client", "scopes": ["read", "write"], "base_url": "https://vendor.example.com",
            ]
        ]
    ]

    private static func installed(_ rig: ConnectingRig) async throws -> EnvironmentIntegration {
        let id = try await rig.installation()
        let found = try await rig.integrations.environmentIntegration(id, in: rig.rig.environment)
        return try #require(found)
    }

    @Test func `an app comes back whole, and no file holds its secret`() async throws {
        let rig = try await ConnectingRig()
        var installation = try await OAuthAppStoreTests.installed(rig)
        #expect(try await rig.apps.app(of: installation.id, in: rig.rig.environment) == nil)
        installation.override = OAuthAppStoreTests.credentials
        installation.isEnabled = false
        try await rig.apps.update(installation, clientSecret: "the-app-secret")
        let app = try #require(try await rig.apps.app(of: installation.id, in: rig.rig.environment))
        #expect(
            app
                == OAuthApp(
                    clientID: "the-client",
                    clientSecret: "the-app-secret",
                    scopes: ["read", "write"],
                    baseURL: "https://vendor.example.com"
                )
        )
        #expect(!"\(app) \(String(reflecting: app))".contains("the-app-secret"))
        #expect(try await OAuthAppStoreTests.installed(rig).isEnabled == false)
        #expect(try !rig.files(hold: "the-app-secret"))
        #expect(try rig.files(hold: "the-client"))
    }

    @Test func `another environment and another installation don't see it`() async throws {
        let rig = try await ConnectingRig()
        var installation = try await OAuthAppStoreTests.installed(rig)
        installation.override = OAuthAppStoreTests.credentials
        try await rig.apps.update(installation, clientSecret: "the-app-secret")
        let other = try await SQLiteEnvironmentStore(rig.rig.database, ambient: .live).ensureEnvironment(named: "other")
        #expect(try await rig.apps.app(of: installation.id, in: other.id) == nil)
        #expect(try await rig.apps.app(of: .init("none"), in: rig.rig.environment) == nil)
    }

    @Test func `without its secret or its client there is no app`() async throws {
        let rig = try await ConnectingRig()
        var installation = try await OAuthAppStoreTests.installed(rig)
        installation.override = OAuthAppStoreTests.credentials
        try await rig.apps.update(installation, clientSecret: "first")
        try await rig.apps.update(installation, clientSecret: "second")
        #expect(try await rig.apps.app(of: installation.id, in: rig.rig.environment)?.clientSecret == "second")
        try await rig.apps.update(installation, clientSecret: nil)
        #expect(try await rig.apps.app(of: installation.id, in: rig.rig.environment) == nil)
        installation.override = [:]
        try await rig.apps.update(installation, clientSecret: "third")
        #expect(try await rig.apps.app(of: installation.id, in: rig.rig.environment) == nil)
    }

    @Test func `a secret that was moved to another row opens nothing`() async throws {
        let rig = try await ConnectingRig()
        var installation = try await OAuthAppStoreTests.installed(rig)
        installation.override = OAuthAppStoreTests.credentials
        try await rig.apps.update(installation, clientSecret: "the-app-secret")
        let other = try await SQLiteEnvironmentStore(rig.rig.database, ambient: .live).ensureEnvironment(named: "other")
        let source = installation.id.rawValue
        try await rig.rig.database.write { db in
            try db.execute(
                sql: """
                    UPDATE environment_integration SET
                        override = (SELECT override FROM environment_integration WHERE id = ?1),
                        sealed_app_secret = (SELECT sealed_app_secret FROM environment_integration WHERE id = ?1)
                    WHERE environment_id = ?2
                    """,
                arguments: [source, other.id.rawValue]
            )
        }
        let theirs = try await rig.rig.database.read { db in
            try String.fetchOne(
                db,
                sql: "SELECT id FROM environment_integration WHERE environment_id = ?",
                arguments: [other.id.rawValue]
            )
        }
        await #expect(throws: (any Error).self) {
            try await rig.apps.app(of: .init(theirs ?? ""), in: other.id)
        }
    }
}

import App
import Crypto
import Domain
import Foundation
import GRDB
import JSON
import Support

@testable import Persistence

/// Stores of links, OAuth apps and accounts on one database, with a key of their own.
struct ConnectingRig: Sendable {
    let rig: StoreRig
    let links: SQLiteLinkTokenStore
    let apps: SQLiteOAuthAppStore
    let accounts: SQLiteAccountStore
    let integrations: SQLiteIntegrationStore

    init() async throws {
        rig = try await StoreRig()
        let box = CredentialBox(key: SymmetricKey(size: .bits256))
        links = SQLiteLinkTokenStore(rig.database, box: box)
        apps = SQLiteOAuthAppStore(rig.database, box: box)
        accounts = SQLiteAccountStore(rig.database, box: box)
        integrations = SQLiteIntegrationStore(rig.database, ambient: .live)
    }

    /// The rig's one installation.
    func installation() async throws -> EnvironmentIntegration.ID {
        let sql = "SELECT id FROM environment_integration"
        return .init(try await rig.database.read { try String.fetchOne($0, sql: sql) ?? "" })
    }

    /// An account that isn't stored yet.
    func account(_ id: String, token: String = "new-access-token") async throws -> IntegratedAccount {
        IntegratedAccount(
            id: .init(id),
            environmentID: rig.environment,
            environmentIntegrationID: try await installation(),
            integrationName: "vendor",
            tenantID: "acme",
            context: AccountContext(["access_token": .string(token)]),
            status: .active,
            lastError: nil,
            authenticationMethod: "oauth2",
            region: "",
            createdAt: StoreRig.now,
            updatedAt: StoreRig.now
        )
    }

    /// A link that is stored under `text`.
    @discardableResult
    func link(
        _ id: String,
        text: String,
        _ purpose: LinkToken.Purpose = .new(tenantID: "acme"),
        at now: Timestamp = StoreRig.now
    ) async throws -> LinkToken {
        let token = LinkToken(
            id: .init(id),
            environmentID: rig.environment,
            purpose: purpose,
            installations: [try await installation()],
            scopes: ["read", "write"],
            context: AccountContext(["api_key": "link-secret-key", "subdomain": "acme"]),
            redirectURI: "https://example.com/back",
            keepsPreviousContext: true,
            createdAt: now
        )
        try await links.insert(token, text: text)
        return token
    }

    /// Whether any file of the database has these bytes.
    func files(hold text: String) throws -> Bool {
        let folder = rig.folder.path + "/data"
        return try FileManager.default.contentsOfDirectory(atPath: folder).contains { file in
            FileManager.default.contents(atPath: "\(folder)/\(file)")?.firstRange(of: Data(text.utf8)) != nil
        }
    }
}

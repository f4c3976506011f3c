package import Domain
import Foundation
import GRDB
import JSON

/// OAuth apps in SQLite: what may be shown lies in the installation's `override`, the secret beside it, sealed.
package struct SQLiteOAuthAppStore: OAuthAppStore {
    private let database: Database
    private let box: CredentialBox

    package init(_ database: Database, box: CredentialBox) {
        self.database = database
        self.box = box
    }

    package func app(
        of installation: EnvironmentIntegration.ID,
        in environment: Environment.ID
    ) async throws -> OAuthApp? {
        let box = box
        return try await database.read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT id, override, sealed_app_secret FROM environment_integration
                    WHERE id = ? AND environment_id = ? AND sealed_app_secret IS NOT NULL
                    """,
                arguments: [installation.rawValue, environment.rawValue]
            ).flatMap { try OAuthApp($0, box: box) }
        }
    }

    package func update(_ integration: EnvironmentIntegration, clientSecret: String?) async throws {
        let sealed = try clientSecret.map { try box.seal(Array($0.utf8), for: integration.id.rawValue) }
        try await database.writeDurably { db in
            try db.execute(
                sql: """
                    UPDATE environment_integration
                    SET is_enabled = ?, show_in_catalog = ?, override = ?, sealed_app_secret = ?, updated_at = ?
                    WHERE id = ? AND environment_id = ?
                    """,
                arguments: [
                    integration.isEnabled, integration.showInCatalog, JSONValue.object(integration.override).text,
                    sealed, integration.updatedAt.milliseconds, integration.id.rawValue,
                    integration.environmentID.rawValue,
                ]
            )
        }
    }
}

extension OAuthApp {
    fileprivate init?(_ row: Row, box: CredentialBox) throws {
        let shown = try StoredJSON.value(row["override"])["credentials"]?["oauth2"]
        guard let clientID = shown?["client_id"]?.stringValue else { return nil }
        let secret = try box.open(row["sealed_app_secret"], for: row["id"])
        self.init(
            clientID: clientID,
            clientSecret: String(decoding: secret, as: UTF8.self),
            scopes: shown?["scopes"]?.arrayValue?.compactMap(\.stringValue) ?? [],
            baseURL: shown?["base_url"]?.stringValue
        )
    }
}

import Crypto
package import Domain
import Foundation
import GRDB
import JSON

/// Links and sign-ins in SQLite.
package struct SQLiteLinkTokenStore: LinkTokenStore {
    private static let attempts = 10
    private static let window: Duration = .seconds(600)
    private let database: Database
    private let box: CredentialBox

    package init(_ database: Database, box: CredentialBox) {
        self.database = database
        self.box = box
    }

    package func insert(_ token: LinkToken, text: String) async throws {
        let sealed = try box.seal(token.wishes.bytes, for: token.id.rawValue)
        let hash = SQL.hash(text)
        try await database.writeDurably { db in
            try db.execute(
                sql: "DELETE FROM link_token WHERE expires_at <= ?",
                arguments: [token.createdAt.milliseconds]
            )
            try db.execute(
                sql: """
                    INSERT INTO link_token
                        (id, environment_id, account_id, hash, sealed_wishes, created_at, expires_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
                    """,
                arguments: [
                    token.id.rawValue, token.environmentID.rawValue, token.reconnects?.rawValue, hash, sealed,
                    token.createdAt.milliseconds, token.expiresAt.milliseconds,
                ]
            )
        }
    }

    package func token(_ text: String, now: Timestamp) async throws -> LinkToken? {
        let box = box
        return try await database.read { db in
            try Row.fetchOne(
                db,
                sql: "SELECT * FROM link_token WHERE hash = ? AND used_at IS NULL AND expires_at > ?",
                arguments: [SQL.hash(text), now.milliseconds]
            ).map { try LinkToken($0, box: box) }
        }
    }

    package func beginAttempt(_ token: LinkToken.ID, now: Timestamp) async throws -> Duration? {
        try await database.writeDurably { db in
            let row = try Row.fetchOne(
                db,
                sql: "SELECT attempts, attempts_since FROM link_token WHERE id = ?",
                arguments: [token.rawValue]
            )
            guard let row else { return nil }
            let since = row.moment("attempts_since")
            let isOver = now - since >= SQLiteLinkTokenStore.window || now < since
            let attempts: Int = isOver ? 0 : row["attempts"]
            guard attempts < SQLiteLinkTokenStore.attempts else { return SQLiteLinkTokenStore.window - (now - since) }
            try db.execute(
                sql: "UPDATE link_token SET attempts = ?, attempts_since = ? WHERE id = ?",
                arguments: [attempts + 1, (isOver ? now : since).milliseconds, token.rawValue]
            )
            return nil
        }
    }

    package func connect(
        _ account: IntegratedAccount,
        by token: LinkToken.ID,
        now: Timestamp
    ) async throws -> IntegratedAccount? {
        let box = box
        return try await database.writeDurably { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    UPDATE link_token SET used_at = ?1 WHERE id = ?2 AND used_at IS NULL AND expires_at > ?1
                    RETURNING account_id
                    """,
                arguments: [now.milliseconds, token.rawValue]
            )
            guard let row else { return nil }
            guard (row["account_id"] as String?) != nil else { return try AccountSQL.insert(account, box: box, in: db) }
            // Gone with its account otherwise: the link would have been deleted with it.
            return try AccountSQL.change(account.id, in: account.environmentID, by: .caller, box: box, db: db) {
                stored in
                stored.context = account.context
                stored.authenticationMethod = account.authenticationMethod
                stored.status = account.status
                stored.lastError = nil
                stored.updatedAt = max(now, stored.updatedAt + .milliseconds(1))
            }?.account
        }
    }

    package func insert(
        _ signIn: PendingSignIn,
        state: String,
        of token: LinkToken.ID,
        now: Timestamp
    ) async throws {
        let hash = SQL.hash(state)
        let sealed = try box.seal(signIn.stored.bytes, for: hash.hexadecimal)
        try await database.writeDurably { db in
            try db.execute(sql: "DELETE FROM sign_in WHERE expires_at <= ?", arguments: [now.milliseconds])
            try db.execute(
                sql: "INSERT INTO sign_in (state_hash, link_token_id, sealed, expires_at) VALUES (?, ?, ?, ?)",
                arguments: [hash, token.rawValue, sealed, (now + PendingSignIn.life).milliseconds]
            )
        }
    }

    package func takeSignIn(state: String, now: Timestamp) async throws -> PendingSignIn? {
        let hash = SQL.hash(state)
        let sealed = try await database.writeDurably { db in
            try Data.fetchOne(
                db,
                sql: "DELETE FROM sign_in WHERE state_hash = ? AND expires_at > ? RETURNING sealed",
                arguments: [hash, now.milliseconds]
            )
        }
        guard let sealed else { return nil }
        let text = try box.open(sealed, for: hash.hexadecimal)
        return PendingSignIn(try StoredJSON.object(String(decoding: text, as: UTF8.self)))
    }

    package func noteFailure(
        of token: LinkToken,
        at integration: String,
        error: String,
        now: Timestamp
    ) async throws {
        try await database.writeDurably { db in
            let type = EventType.linkTokenError
            let webhooks = try EventSQL.listeners(to: type, in: token.environmentID.rawValue, db: db)
            var tenant: String?
            switch token.purpose {
            case .new(let tenantID): tenant = tenantID
            case .reconnect(let account):
                tenant = try String.fetchOne(
                    db,
                    sql: "SELECT tenant_id FROM integrated_account WHERE id = ?",
                    arguments: [account.rawValue]
                )
            }
            let envelope = EventEnvelope(
                id: EventSQL.id(token.id.rawValue, type.rawValue, "\(now.milliseconds)"),
                type: type,
                environmentID: token.environmentID,
                tenantID: tenant,
                createdAt: now
            )
            let payload: JSONValue = [
                "link_token_id": .string(token.id.rawValue), "tenant_id": .text(tenant),
                "integrated_account_id": .text(token.reconnects?.rawValue), "integration_name": .string(integration),
                "error": .string(error),
            ]
            try EventSQL.insert(envelope.event(payload), run: nil, to: webhooks, in: db)
        }
    }
}

private enum SQL {
    /// A link and a state are 256 random bits, so a plain hash can't be searched for them.
    static func hash(_ text: String) -> Data { Data(SHA256.hash(data: Array(text.utf8))) }
}

import Crypto
package import Domain
import Foundation
import GRDB

/// Environments and tokens in SQLite.
package struct SQLiteEnvironmentStore: EnvironmentStore {
    private let database: Database
    private let ambient: Ambient

    package init(_ database: Database, ambient: Ambient) {
        self.database = database
        self.ambient = ambient
    }

    package func ensureEnvironment(named name: String) async throws -> Environment {
        let id = ambient.newID()
        let now = ambient.now()
        let ambient = ambient
        return try await database.writeDurably { db in
            if let row = try Row.fetchOne(db, sql: SQL.byName, arguments: [name]) { return Environment(row) }
            try db.execute(sql: SQL.insert, arguments: [id, name, now.milliseconds, now.milliseconds])
            for integration in try String.fetchAll(db, sql: "SELECT id FROM integration") {
                try EnvironmentIntegrationSQL.install(
                    integration,
                    in: id,
                    newID: ambient.newID(),
                    now: now,
                    db: db
                )
            }
            return Environment(id: .init(id), name: name, createdAt: now, updatedAt: now)
        }
    }

    package func environment(_ id: Environment.ID) async throws -> Environment? {
        try await database.read { db in
            try Row.fetchOne(db, sql: SQL.byID, arguments: [id.rawValue]).map(Environment.init)
        }
    }

    package func rename(_ id: Environment.ID, to name: String) async throws -> Environment? {
        let now = ambient.now()
        return try await database.writeDurably { db in
            let taken = try Row.fetchOne(db, sql: SQL.byName, arguments: [name]).map(Environment.init)
            if let taken, taken.id != id { throw ValidationError("name", "\"\(name)\" is taken") }
            try db.execute(
                sql: "UPDATE environment SET name = ?, updated_at = ? WHERE id = ?",
                arguments: [name, now.milliseconds, id.rawValue]
            )
            return try Row.fetchOne(db, sql: SQL.byID, arguments: [id.rawValue]).map(Environment.init)
        }
    }

    package func createToken(named name: String, in environment: Environment.ID) async throws -> String {
        let random = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        let text =
            "sluice_" + random.base64EncodedString().map { ["+": "-", "/": "_", "=": ""][$0] ?? String($0) }.joined()
        let id = ambient.newID()
        let now = ambient.now()
        let hash = TokenHash.of(text)
        try await database.writeDurably { db in
            try db.execute(
                sql: "INSERT INTO api_token (id, environment_id, name, hash, created_at) VALUES (?, ?, ?, ?, ?)",
                arguments: [id, environment.rawValue, name, hash, now.milliseconds]
            )
        }
        return text
    }

    package func tokens() async throws -> [APIToken] {
        try await database.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM api_token ORDER BY created_at, id LIMIT 10000").map(APIToken.init)
        }
    }

    package func environment(ofToken text: String) async throws -> Environment? {
        let hash = TokenHash.of(text)
        return try await database.read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT environment.* FROM api_token JOIN environment ON environment.id = api_token.environment_id
                    WHERE api_token.hash = ? AND api_token.revoked_at IS NULL
                    """,
                arguments: [hash]
            ).map(Environment.init)
        }
    }

    package func revokeToken(_ id: APIToken.ID) async throws -> Bool {
        let now = ambient.now()
        return try await database.writeDurably { db in
            try db.execute(
                sql: "UPDATE api_token SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
                arguments: [now.milliseconds, id.rawValue]
            )
            return db.changesCount > 0
        }
    }
}

private enum SQL {
    static let byID = "SELECT * FROM environment WHERE id = ?"
    static let byName = "SELECT * FROM environment WHERE name = ?"
    static let insert = "INSERT INTO environment (id, name, created_at, updated_at) VALUES (?, ?, ?, ?)"
}

/// A token is 256 random bits, so a plain hash can't be searched for it.
private enum TokenHash {
    static func of(_ text: String) -> Data { Data(SHA256.hash(data: Array(text.utf8))) }
}

extension Environment {
    init(_ row: Row) {
        self.init(
            id: .init(row["id"] as String),
            name: row["name"],
            createdAt: row.moment("created_at"),
            updatedAt: row.moment("updated_at")
        )
    }
}

extension APIToken {
    init(_ row: Row) {
        self.init(
            id: .init(row["id"] as String),
            environmentID: .init(row["environment_id"] as String),
            name: row["name"],
            createdAt: row.moment("created_at"),
            revokedAt: row.optionalMoment("revoked_at")
        )
    }
}

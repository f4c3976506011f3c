package import Domain
import GRDB
import JSON

/// Integrations and their installations in SQLite.
package struct SQLiteIntegrationStore: IntegrationStore {
    private let database: Database
    private let ambient: Ambient

    package init(_ database: Database, ambient: Ambient) {
        self.database = database
        self.ambient = ambient
    }

    package func register(_ integrations: [Integration]) async throws {
        let now = ambient.now()
        let ambient = ambient
        try await database.writeDurably { db in
            let environments = try String.fetchAll(db, sql: "SELECT id FROM environment")
            for integration in integrations {
                try db.execute(
                    sql: """
                        INSERT INTO integration (id, name, category, is_beta, sharing, version, created_at, updated_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING
                        """,
                    arguments: [
                        integration.id.rawValue, integration.name, integration.category, integration.isBeta,
                        integration.sharing.rawValue, integration.version, integration.createdAt.milliseconds,
                        integration.updatedAt.milliseconds,
                    ]
                )
                guard db.changesCount > 0 else { continue }
                for environment in environments {
                    try EnvironmentIntegrationSQL.install(
                        integration.id.rawValue,
                        in: environment,
                        newID: ambient.newID(),
                        now: now,
                        db: db
                    )
                }
            }
        }
    }

    package func insert(_ integration: Integration) async throws -> Integration? {
        let ambient = ambient
        return try await database.writeDurably { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    INSERT INTO integration
                        (id, name, category, is_beta, sharing, version, config, created_at, updated_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING *
                    """,
                arguments: [
                    integration.id.rawValue, integration.name, integration.category, integration.isBeta,
                    integration.sharing.rawValue, integration.version, integration.configText,
                    integration.createdAt.milliseconds, integration.updatedAt.milliseconds,
                ]
            )
            guard let row else { return nil }
            for environment in try String.fetchAll(db, sql: "SELECT id FROM environment") {
                try EnvironmentIntegrationSQL.install(
                    integration.id.rawValue,
                    in: environment,
                    newID: ambient.newID(),
                    now: integration.createdAt,
                    db: db
                )
            }
            return Integration(row)
        }
    }

    package func delete(_ id: Integration.ID) async throws -> Bool {
        let now = ambient.now()
        return try await database.writeDurably { db in
            let accounts = try String.fetchAll(
                db,
                sql: """
                    SELECT account.id FROM integrated_account AS account
                    JOIN environment_integration AS installed ON installed.id = account.environment_integration_id
                    JOIN integration ON integration.id = installed.integration_id
                    WHERE integration.id = ? AND integration.config IS NOT NULL
                    """,
                arguments: [id.rawValue]
            )
            for account in accounts { try AccountSQL.delete(account, keepingRecords: false, at: now, in: db) }
            try db.execute(
                sql: "DELETE FROM integration WHERE id = ? AND config IS NOT NULL",
                arguments: [id.rawValue]
            )
            return db.changesCount > 0
        }
    }

    package func given() async throws -> [Integration] {
        try await database.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM integration WHERE config IS NOT NULL ORDER BY name")
                .map(Integration.init)
        }
    }

    package func integrations(_ query: ListQuery) async throws -> Listing<Integration> {
        try await database.read { db in
            try SQL.list.fetch(query, where: "1", arguments: [], in: db, element: Integration.init)
        }
    }

    package func integration(_ idOrName: String) async throws -> Integration? {
        try await database.read { db in
            try Row.fetchOne(
                db,
                sql: "SELECT * FROM integration WHERE id = ?1 OR name = ?1",
                arguments: [idOrName]
            ).map(Integration.init)
        }
    }

    package func update(_ integration: Integration) async throws -> Integration? {
        try await database.writeDurably { db in
            try Row.fetchOne(
                db,
                sql: """
                    UPDATE integration
                    SET category = ?, is_beta = ?, sharing = ?, config = ?, updated_at = ?, version = version + 1
                    WHERE id = ? AND version = ? RETURNING *
                    """,
                arguments: [
                    integration.category, integration.isBeta, integration.sharing.rawValue,
                    integration.configText, integration.updatedAt.milliseconds, integration.id.rawValue,
                    integration.version,
                ]
            ).map(Integration.init)
        }
    }

    package func installedEnvironments(_ id: Integration.ID) async throws -> [Environment.ID] {
        try await database.read { db in
            try String.fetchAll(
                db,
                sql:
                    "SELECT environment_id FROM environment_integration WHERE integration_id = ? ORDER BY environment_id",
                arguments: [id.rawValue]
            ).map { Environment.ID($0) }
        }
    }

    package func environmentIntegrations(
        _ query: ListQuery,
        in environment: Environment.ID
    ) async throws -> Listing<EnvironmentIntegration> {
        try await database.read { db in
            try SQL.installed.fetch(
                query,
                where: "ei.environment_id = ?",
                arguments: [environment.rawValue],
                in: db,
                element: EnvironmentIntegration.init
            )
        }
    }

    package func environmentIntegration(
        _ id: EnvironmentIntegration.ID,
        in environment: Environment.ID
    ) async throws -> EnvironmentIntegration? {
        try await database.read { db in
            try Row.fetchOne(
                db,
                sql: SQL.installed.select + " WHERE ei.id = ? AND ei.environment_id = ?",
                arguments: [id.rawValue, environment.rawValue]
            ).map(EnvironmentIntegration.init)
        }
    }

    package func environmentIntegration(
        named integration: String,
        in environment: Environment.ID
    ) async throws -> EnvironmentIntegration? {
        try await database.read { db in
            try Row.fetchOne(
                db,
                sql: SQL.installed.select + " WHERE i.name = ? AND ei.environment_id = ?",
                arguments: [integration, environment.rawValue]
            ).map(EnvironmentIntegration.init)
        }
    }

    package func install(
        _ integration: Integration,
        in environment: Environment.ID
    ) async throws -> EnvironmentIntegration {
        let now = ambient.now()
        let id = ambient.newID()
        return try await database.writeDurably { db in
            try EnvironmentIntegrationSQL.install(
                integration.id.rawValue,
                in: environment.rawValue,
                newID: id,
                now: now,
                db: db
            )
            let row = try Row.fetchOne(
                db,
                sql: SQL.installed.select + " WHERE ei.integration_id = ? AND ei.environment_id = ?",
                arguments: [integration.id.rawValue, environment.rawValue]
            )
            guard let row else { throw DatabaseError(resultCode: .SQLITE_INTERNAL, message: "installed row is gone") }
            return EnvironmentIntegration(row)
        }
    }

    package func uninstall(_ id: EnvironmentIntegration.ID, in environment: Environment.ID) async throws -> Bool {
        let now = ambient.now()
        return try await database.writeDurably { db in
            let accounts = try String.fetchAll(
                db,
                sql: "SELECT id FROM integrated_account WHERE environment_integration_id = ? AND environment_id = ?",
                arguments: [id.rawValue, environment.rawValue]
            )
            for account in accounts {
                try AccountSQL.delete(account, keepingRecords: false, at: now, in: db)
            }
            try db.execute(
                sql: "DELETE FROM environment_integration WHERE id = ? AND environment_id = ?",
                arguments: [id.rawValue, environment.rawValue]
            )
            return db.changesCount > 0
        }
    }
}

/// Installing an integration, as part of several transactions.
enum EnvironmentIntegrationSQL {
    static func install(
        _ integration: String,
        in environment: String,
        newID: String,
        now: Timestamp,
        db: GRDB.Database
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO environment_integration
                    (id, environment_id, integration_id, is_enabled, show_in_catalog, override, created_at, updated_at)
                VALUES (?, ?, ?, 1, 1, '{}', ?, ?) ON CONFLICT (environment_id, integration_id) DO NOTHING
                """,
            arguments: [newID, environment, integration, now.milliseconds, now.milliseconds]
        )
    }
}

private enum SQL {
    static let list = ListSQL(
        select: "SELECT * FROM integration",
        fields: [
            "id": .text("id"), "name": .text("name"), "category": .text("category"), "sharing": .text("sharing"),
            "is_beta": .boolean("is_beta"), "created_at": .moment("created_at"), "updated_at": .moment("updated_at"),
        ],
        table: ""
    )

    static let installed = ListSQL(
        select: """
            SELECT ei.*, i.name AS integration_name
            FROM environment_integration ei JOIN integration i ON i.id = ei.integration_id
            """,
        fields: [
            "id": .text("ei.id"), "integration_id": .text("ei.integration_id"), "integration.name": .text("i.name"),
            "is_enabled": .boolean("ei.is_enabled"), "is_active": .boolean("ei.is_enabled"),
            "show_in_catalog": .boolean("ei.show_in_catalog"), "created_at": .moment("ei.created_at"),
            "updated_at": .moment("ei.updated_at"),
        ],
        table: "ei."
    )
}

extension Integration {
    fileprivate var configText: String? { config.map { JSONValue.object($0).text } }

    init(_ row: Row) {
        self.init(
            id: .init(row["id"] as String),
            name: row["name"],
            category: row["category"],
            isBeta: row["is_beta"],
            sharing: Sharing(rawValue: row["sharing"]) ?? .deny,
            version: row["version"],
            config: (row["config"] as String?).flatMap { try? StoredJSON.object($0) },
            createdAt: row.moment("created_at"),
            updatedAt: row.moment("updated_at")
        )
    }
}

extension EnvironmentIntegration {
    init(_ row: Row) {
        self.init(
            id: .init(row["id"] as String),
            environmentID: .init(row["environment_id"] as String),
            integrationID: .init(row["integration_id"] as String),
            integrationName: row["integration_name"],
            isEnabled: row["is_enabled"],
            showInCatalog: row["show_in_catalog"],
            override: (try? StoredJSON.object(row["override"])) ?? JSONObject(),
            createdAt: row.moment("created_at"),
            updatedAt: row.moment("updated_at")
        )
    }
}

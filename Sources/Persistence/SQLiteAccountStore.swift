package import Domain
import Foundation
import GRDB
import JSON

/// Integrated accounts in SQLite; contexts go in and out through the credential box.
package struct SQLiteAccountStore: AccountStore {
    private let database: Database
    private let box: CredentialBox

    package init(_ database: Database, box: CredentialBox) {
        self.database = database
        self.box = box
    }

    package func accounts(
        _ query: ListQuery,
        in environment: Environment.ID
    ) async throws -> Listing<IntegratedAccount> {
        let box = box
        return try await database.read { db in
            try SQL.list.fetch(
                query,
                where: "environment_id = ?",
                arguments: [environment.rawValue],
                in: db,
                element: { try IntegratedAccount($0, box: box) }
            )
        }
    }

    package func account(
        _ id: IntegratedAccount.ID,
        in environment: Environment.ID
    ) async throws -> IntegratedAccount? {
        let box = box
        return try await database.read { db in try SQL.one(id, in: environment, box: box, db: db) }
    }

    package func insert(_ account: IntegratedAccount) async throws -> IntegratedAccount {
        let box = box
        return try await database.writeDurably { db in try AccountSQL.insert(account, box: box, in: db) }
    }

    package func update<Value: Sendable>(
        _ id: IntegratedAccount.ID,
        in environment: Environment.ID,
        by author: IntegratedAccount.Author,
        _ change: @Sendable @escaping (inout IntegratedAccount) throws -> Value
    ) async throws -> (account: IntegratedAccount, value: Value)? {
        let box = box
        return try await database.writeDurably { db in
            try AccountSQL.change(id, in: environment, by: author, box: box, db: db, change)
        }
    }

    package func delete(
        _ id: IntegratedAccount.ID,
        keepingRecords: Bool,
        in environment: Environment.ID,
        at now: Timestamp
    ) async throws -> Bool {
        let box = box
        return try await database.writeDurably { db in
            guard let account = try SQL.one(id, in: environment, box: box, db: db) else { return false }
            try AccountEventSQL.tell(.accountDeleted, of: account, at: now, in: db)
            try AccountSQL.delete(id.rawValue, keepingRecords: keepingRecords, at: now, in: db)
            return true
        }
    }
}

/// Writing and removing an account, as part of several transactions, with the events that tell of it.
enum AccountSQL {
    /// The account as it is stored then: one with the same id in its environment stays as it is.
    static func insert(
        _ account: IntegratedAccount,
        box: CredentialBox,
        in db: GRDB.Database
    ) throws -> IntegratedAccount {
        if let known = try SQL.one(account.id, in: account.environmentID, box: box, db: db) { return known }
        try db.execute(
            sql: """
                INSERT INTO integrated_account
                    (sealed_context, tenant_id, status, last_error, authentication_method, region, updated_at, id,
                     environment_id, environment_integration_id, integration_name, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: SQL.changing(account, sealed: try box.seal(account)) + [
                account.id.rawValue, account.environmentID.rawValue, account.environmentIntegrationID.rawValue,
                account.integrationName, account.createdAt.milliseconds,
            ]
        )
        try AccountEventSQL.tell(.accountCreated, of: account, in: db)
        if account.status == .active { try AccountEventSQL.tell(.accountActive, of: account, in: db) }
        return account
    }

    /// Changes the account as it is stored; nil when there is none.
    static func change<Value>(
        _ id: IntegratedAccount.ID,
        in environment: Environment.ID,
        by author: IntegratedAccount.Author,
        box: CredentialBox,
        db: GRDB.Database,
        _ change: (inout IntegratedAccount) throws -> Value
    ) throws -> (account: IntegratedAccount, value: Value)? {
        guard var account = try SQL.one(id, in: environment, box: box, db: db) else { return nil }
        let before = account
        let value = try change(&account)
        try db.execute(
            sql: """
                UPDATE integrated_account SET sealed_context = ?, tenant_id = ?, status = ?, last_error = ?,
                    authentication_method = ?, region = ?, updated_at = ?
                WHERE id = ? AND environment_id = ?
                """,
            arguments: SQL.changing(account, sealed: try box.seal(account)) + [
                account.id.rawValue, account.environmentID.rawValue,
            ]
        )
        for type in account.events(since: before, by: author) {
            try AccountEventSQL.tell(type, of: account, in: db)
        }
        return (account, value)
    }

    static func delete(_ account: String, keepingRecords: Bool, at now: Timestamp, in db: GRDB.Database) throws {
        let stopped = try Int64.fetchAll(
            db,
            sql: """
                UPDATE run SET status = 'stopped', finished_at = ?1, updated_at = ?1, lease_token = NULL
                WHERE account_id = ?2 AND status IN ('created', 'running', 'rate_limited') RETURNING seq
                """,
            arguments: [now.milliseconds, account]
        )
        for run in stopped { try RunEventSQL.tell(.runUpdated, of: run, at: now, in: db) }
        try db.execute(sql: "DELETE FROM integrated_account WHERE id = ?", arguments: [account])
        guard !keepingRecords else { return }
        try db.execute(sql: "UPDATE record_set SET purging = 1 WHERE account_id = ?", arguments: [account])
        try db.execute(
            sql: "UPDATE run SET purging = 1 WHERE account_id = ? AND webhook_id IS NOT NULL",
            arguments: [account]
        )
    }
}

private enum SQL {
    static let list = ListSQL(
        select: "SELECT * FROM integrated_account",
        fields: [
            "id": .text("id"), "tenant_id": .text("tenant_id"), "environment_id": .text("environment_id"),
            "environment_integration_id": .text("environment_integration_id"),
            "integration.name": .text("integration_name"), "integration_name": .text("integration_name"),
            "status": .text("status"), "authentication_method": .text("authentication_method"),
            "is_sandbox": .boolean("0"), "created_at": .moment("created_at"), "updated_at": .moment("updated_at"),
        ],
        table: ""
    )

    static func one(
        _ id: IntegratedAccount.ID,
        in environment: Environment.ID,
        box: CredentialBox,
        db: GRDB.Database
    ) throws -> IntegratedAccount? {
        try Row.fetchOne(
            db,
            sql: "SELECT * FROM integrated_account WHERE id = ? AND environment_id = ?",
            arguments: [id.rawValue, environment.rawValue]
        ).map { try IntegratedAccount($0, box: box) }
    }

    /// The columns that may change, in the order of both statements.
    static func changing(_ account: IntegratedAccount, sealed: Data) -> StatementArguments {
        [
            sealed, account.tenantID, account.status.rawValue, account.lastError, account.authenticationMethod,
            account.region, account.updatedAt.milliseconds,
        ]
    }
}

extension IntegratedAccount {
    fileprivate init(_ row: Row, box: CredentialBox) throws {
        let id: String = row["id"]
        let context = try box.open(row["sealed_context"], for: id)
        self.init(
            id: .init(id),
            environmentID: .init(row["environment_id"] as String),
            environmentIntegrationID: .init(row["environment_integration_id"] as String),
            integrationName: row["integration_name"],
            tenantID: row["tenant_id"],
            context: AccountContext(try StoredJSON.object(String(decoding: context, as: UTF8.self))),
            status: Status(rawValue: row["status"]) ?? .needsReauth,
            lastError: row["last_error"],
            authenticationMethod: row["authentication_method"],
            region: row["region"],
            createdAt: row.moment("created_at"),
            updatedAt: row.moment("updated_at")
        )
    }
}

extension CredentialBox {
    fileprivate func seal(_ account: IntegratedAccount) throws -> Data {
        try seal(JSONValue.object(account.context.fields).bytes, for: account.id.rawValue)
    }
}

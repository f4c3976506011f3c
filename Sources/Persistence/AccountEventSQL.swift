import Domain
import GRDB
import JSON

/// What happens to accounts, told in the transaction in which it happens.
enum AccountEventSQL {
    /// Tells every webhook that listens to `type` of the account; `moment` is its last change unless given.
    static func tell(
        _ type: EventType,
        of account: IntegratedAccount,
        at moment: Timestamp? = nil,
        in db: GRDB.Database
    ) throws {
        let webhooks = try EventSQL.listeners(to: type, in: account.environmentID.rawValue, db: db)
        guard !webhooks.isEmpty else { return }
        let installed = try Row.fetchOne(
            db,
            sql: """
                SELECT ei.*, i.name AS integration_name
                FROM environment_integration ei JOIN integration i ON i.id = ei.integration_id WHERE ei.id = ?
                """,
            arguments: [account.environmentIntegrationID.rawValue]
        ).map(EnvironmentIntegration.init)
        let integration = try Row.fetchOne(
            db,
            sql: "SELECT * FROM integration WHERE name = ?",
            arguments: [account.integrationName]
        ).map(Integration.init)
        let moment = moment ?? account.updatedAt
        let envelope = EventEnvelope(
            id: EventSQL.id(account.id.rawValue, type.rawValue, "\(moment.milliseconds)"),
            type: type,
            environmentID: account.environmentID,
            tenantID: account.tenantID,
            createdAt: moment
        )
        let payload = account.payload(integration: integration, installed: installed)
        try EventSQL.insert(envelope.event(.object(payload)), run: nil, to: webhooks, in: db)
    }
}

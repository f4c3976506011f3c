import Domain
import JSON

/// An account as the contract shows it: without its secrets.
enum AccountBody {
    static func object(
        _ account: IntegratedAccount,
        integration: Integration?,
        installed: EnvironmentIntegration?
    ) -> JSONObject {
        var body: JSONObject = [
            "id": .string(account.id.rawValue), "tenant_id": .string(account.tenantID),
            "environment_integration_id": .string(account.environmentIntegrationID.rawValue),
            "environment_id": .string(account.environmentID.rawValue),
            "context": .object(account.context.withoutSecrets), "status": .string(account.status.rawValue),
            "last_error": .text(account.lastError), "last_action_result": [:], "is_sandbox": false,
            "authentication_method": .string(account.authenticationMethod), "region": .string(account.region),
            "unified_model_override": [:], "created_at": .moment(account.createdAt),
            "updated_at": .moment(account.updatedAt),
        ]
        body["integration"] = integration.map { integration in
            [
                "id": .string(integration.id.rawValue), "name": .string(integration.name),
                "category": .string(integration.category), "is_beta": .bool(integration.isBeta),
                "team_id": .string(Domain.Environment.teamID), "sharing": .string(integration.sharing.rawValue),
                "default_oauth_app_id": .null, "created_at": .moment(integration.createdAt),
                "updated_at": .moment(integration.updatedAt),
            ]
        }
        body["environment_integration"] = installed.map {
            .object(EnvironmentIntegrationBody.object($0, integration: nil))
        }
        return body
    }
}

package import JSON

extension IntegratedAccount {
    /// The account as the contract shows it, in answers and in events: without its secrets.
    package func payload(integration: Integration?, installed: EnvironmentIntegration?) -> JSONObject {
        var body: JSONObject = [
            "id": .string(id.rawValue), "tenant_id": .string(tenantID),
            "environment_integration_id": .string(environmentIntegrationID.rawValue),
            "environment_id": .string(environmentID.rawValue), "context": .object(context.withoutSecrets),
            "status": .string(status.rawValue), "last_error": .text(lastError), "last_action_result": [:],
            "is_sandbox": false, "authentication_method": .string(authenticationMethod), "region": .string(region),
            "unified_model_override": [:], "created_at": .moment(createdAt), "updated_at": .moment(updatedAt),
        ]
        body["integration"] = integration.map { integration in
            [
                "id": .string(integration.id.rawValue), "name": .string(integration.name),
                "category": .string(integration.category), "is_beta": .bool(integration.isBeta),
                "team_id": .string(Environment.teamID), "sharing": .string(integration.sharing.rawValue),
                "default_oauth_app_id": .null, "created_at": .moment(integration.createdAt),
                "updated_at": .moment(integration.updatedAt),
            ]
        }
        body["environment_integration"] = installed.map { .object($0.payload(integration: nil)) }
        return body
    }
}

extension EnvironmentIntegration {
    /// The installation as the contract shows it; `integration` is nested when given.
    package func payload(integration: JSONObject?) -> JSONObject {
        var body: JSONObject = [
            "id": .string(id.rawValue), "integration_id": .string(integrationID.rawValue),
            "environment_id": .string(environmentID.rawValue), "show_in_catalog": .bool(showInCatalog),
            "is_enabled": .bool(isEnabled), "is_active": .bool(isEnabled), "override": .object(override),
            "created_at": .moment(createdAt), "updated_at": .moment(updatedAt),
        ]
        body["integration"] = integration.map { .object($0) }
        return body
    }
}

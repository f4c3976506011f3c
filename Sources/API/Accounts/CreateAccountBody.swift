import Domain
import JSON

/// The body of a new account.
struct CreateAccountBody {
    let tenantID: String
    let environmentIntegrationID: String?
    let integrationName: String?
    let context: JSONObject
    let authenticationMethod: AuthenticationMethod?
    let region: AccountRegion?
    /// Whether the credentials are tried before the account is kept.
    let validates: Bool
    let warnings: [String]

    init(_ object: JSONObject) throws(ValidationError) {
        var reader = BodyReader(object)
        tenantID = reader.text("tenant_id", required: true) ?? ""
        environmentIntegrationID = reader.text("environment_integration_id")
        integrationName = reader.text("integration_name")
        if environmentIntegrationID == nil, integrationName == nil {
            reader.fail("environment_integration_id", "required (or integration_name)")
        }
        context = reader.object("context", required: true) ?? JSONObject()
        authenticationMethod = reader.word("authentication_method")
        region = reader.word("region")
        validates = reader.boolean("validate") ?? false
        reader.ignore(["environment_id", "status", "id", "created_at", "updated_at"])
        reader.refuse(["unified_model_override", "is_sandbox"])
        warnings = try reader.finish()
    }
}

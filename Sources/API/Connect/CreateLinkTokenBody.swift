import Domain
import JSON

/// The body of a new link.
struct CreateLinkTokenBody {
    let purpose: LinkToken.Purpose
    let installationIDs: [String]
    let integrationNames: [String]
    let scopes: [String]
    let context: JSONObject
    let redirectURI: String?
    let keepsPreviousContext: Bool
    let warnings: [String]

    init(_ object: JSONObject) throws(ValidationError) {
        var reader = BodyReader(object)
        let tenantID = reader.text("tenant_id")
        let account = reader.text("integrated_account_id")
        if tenantID != nil, account != nil {
            reader.fail("tenant_id", "can't be given with integrated_account_id, which has one")
        }
        if tenantID?.isEmpty ?? (account == nil) {
            reader.fail("tenant_id", "required (or integrated_account_id, to reconnect an account)")
        }
        purpose = account.map { .reconnect(.init($0)) } ?? .new(tenantID: tenantID ?? "")
        installationIDs = CreateLinkTokenBody.texts("environment_integration_id", &reader)
        integrationNames = CreateLinkTokenBody.texts("integration_name", &reader)
        if account != nil, !(installationIDs + integrationNames).isEmpty {
            reader.fail("integrated_account_id", "names the integration by itself")
        }
        scopes = CreateLinkTokenBody.texts("scopes", &reader)
        if scopes.contains(where: { $0.isEmpty || $0.contains(" ") }) {
            reader.fail("scopes", "expected scopes as texts without blanks")
        }
        context = reader.object("context") ?? JSONObject()
        redirectURI = reader.text("redirect_uri")
        if let redirectURI, !WebAddress.isPlain(redirectURI) {
            reader.fail("redirect_uri", "expected an http or https address without #, user or password")
        }
        keepsPreviousContext = reader.boolean("persist_previous_context") ?? false
        reader.refuse(["environment_unified_model_id", "unified_model_id", "truto_static_gate_id", "region"])
        reader.ignore(["environment_id", "id", "created_at", "updated_at"])
        warnings = try reader.finish()
    }

    /// A text, or a list of texts.
    private static func texts(_ key: String, _ reader: inout BodyReader) -> [String] {
        guard let value = reader.value(key) else { return [] }
        if let text = value.stringValue { return [text] }
        let texts = value.arrayValue?.compactMap(\.stringValue)
        guard let texts, texts.count == value.arrayValue?.count else {
            reader.fail(key, "expected text or a list of texts, found \(value.kindName)")
            return []
        }
        return texts
    }
}

import JSON

extension ZendeskSite {
    /// `POST /oauth/tokens`: authorisation codes, client credentials and refresh, with a JSON or a form body.
    func tokenAnswer(to request: SandboxRequest) throws(ZendeskError) -> SandboxAnswer {
        guard request.method == "POST" else { throw .invalidEndpoint }
        let fields = try ZendeskSite.fields(of: request)
        guard fields["client_id"] == settings.clientID, fields["client_secret"] == settings.clientSecret else {
            throw .oauth(status: 401, "invalid_client", "Client authentication failed.")
        }
        switch fields["grant_type"] ?? "" {
        case "client_credentials":
            return ZendeskSite.answer(tokens.issue(withRefresh: false), scope: fields["scope"])
        case "authorization_code":
            let grant = codes.swap(
                fields["code"] ?? "",
                redirectURI: fields["redirect_uri"] ?? "",
                verifier: fields["code_verifier"]
            )
            guard let grant else {
                throw .oauth(status: 400, "invalid_grant", "The code is invalid, expired, used, or lacks its proof.")
            }
            return ZendeskSite.answer(tokens.issue(withRefresh: true), scope: grant.scope)
        case "refresh_token":
            guard let issued = tokens.refresh(fields["refresh_token"] ?? "") else {
                throw .oauth(status: 400, "invalid_grant", "The refresh token is invalid, expired or was used.")
            }
            return ZendeskSite.answer(issued, scope: fields["scope"])
        default:
            throw .oauth(status: 400, "unsupported_grant_type", "The grant type is not supported.")
        }
    }

    func issueTokens() -> SandboxAnswer { ZendeskSite.answer(tokens.issue(withRefresh: true)) }

    private static func answer(_ issued: TokenBook.Issued, scope: String? = nil) -> SandboxAnswer {
        var body = JSONObject([("access_token", .string(issued.accessToken))])
        if let token = issued.refreshToken { body["refresh_token"] = .string(token) }
        body["token_type"] = "bearer"
        body["expires_in"] = .number(JSONNumber(issued.life.components.seconds))
        body["scope"] = .string(scope ?? "read write")
        return SandboxAnswer(json: .object(body))
    }

    private static func fields(of request: SandboxRequest) throws(ZendeskError) -> [String: String] {
        if request.contentType.hasPrefix("application/x-www-form-urlencoded") {
            let form = PercentCoding.form(String(decoding: request.body, as: UTF8.self)[...])
            return Dictionary(form.map { ($0.name, $0.value) }) { first, _ in first }
        }
        guard let object = (try? JSONValue(parsing: request.body))?.objectValue else {
            throw .oauth(status: 400, "invalid_request", "The body is neither a JSON object nor a form.")
        }
        return Dictionary(object.compactMap { key, value in value.stringValue.map { (key, $0) } }) { _, last in last }
    }
}

import JSON

extension HubSpotSite {
    /// Where people allow access; the vendor has it on another host.
    static let consentPath = "/oauth/authorize"

    /// `/oauth/v1/token`, or a date in place of the version.
    static func isTokenPath(_ segments: [String]) -> Bool {
        segments.count == 3 && segments[0] == "oauth" && segments[2] == "token"
            && (segments[1] == "v1" || HubSpotPath.dates.contains(segments[1]))
    }

    /// The token endpoint: authorisation codes and refresh, with a form-encoded body.
    func tokenAnswer(to request: SandboxRequest) throws(HubSpotError) -> SandboxAnswer {
        guard request.method == "POST", request.contentType.hasPrefix("application/x-www-form-urlencoded") else {
            throw .oauth("invalid_request", "A form-encoded POST is expected.")
        }
        let form = PercentCoding.form(String(decoding: request.body, as: UTF8.self)[...])
        let fields = Dictionary(form.map { ($0.name, $0.value) }) { first, _ in first }
        guard fields["client_id"] == settings.clientID, fields["client_secret"] == settings.clientSecret else {
            throw .oauth("invalid_client", "The client id or secret is wrong.")
        }
        switch fields["grant_type"] {
        case "authorization_code":
            let grant = codes.swap(
                fields["code"] ?? "",
                redirectURI: fields["redirect_uri"] ?? "",
                verifier: fields["code_verifier"]
            )
            guard grant != nil else {
                throw .oauth("invalid_grant", "The code is invalid, expired, used, or lacks its proof.")
            }
            return issueTokens()
        case "refresh_token":
            guard let issued = tokens.refresh(fields["refresh_token"] ?? "") else {
                throw .oauth("invalid_grant", "The refresh token is invalid, expired or was used.")
            }
            return tokenAnswer(issued)
        default: throw .oauth("unsupported_grant_type", "The grant type is not supported.")
        }
    }

    func issueTokens() -> SandboxAnswer { tokenAnswer(tokens.issue(withRefresh: true)) }

    private func tokenAnswer(_ issued: TokenBook.Issued) -> SandboxAnswer {
        var body: JSONObject = ["token_type": "bearer", "access_token": .string(issued.accessToken)]
        if let token = issued.refreshToken { body["refresh_token"] = .string(token) }
        body["expires_in"] = .number(JSONNumber(issued.life.components.seconds))
        return SandboxAnswer(json: .object(body))
    }
}

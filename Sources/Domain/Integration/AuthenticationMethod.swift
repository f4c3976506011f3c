/// How an account signs in at its vendor, as the contract names it.
package enum AuthenticationMethod: String, Sendable, CaseIterable {
    case oauth2
    case apiKey = "api_key"
    case clientCredentials = "oauth2_client_credentials"
    case kekaOAuth = "keka_oauth"
    case basic

    /// What the keys of `context` are enough for, where nobody says.
    package init(of context: AccountContext) {
        func has(_ keys: String...) -> Bool { keys.allSatisfy { context[$0] != nil } }
        if has("access_token") || has("refresh_token") {
            self = .oauth2
        } else if has("client_id", "client_secret") {
            self = .clientCredentials
        } else if has("email", "api_token") || has("username", "password") {
            self = .basic
        } else {
            self = has("api_token") || has("api_key") ? .apiKey : .oauth2
        }
    }
}

import Domain
import JSON

/// How Zendesk accounts are connected (as of 2026-11): OAuth first, since API tokens end on 30 April 2027.
enum ZendeskConnection {
    private static let subdomain = ConnectionMethod.Field(
        "subdomain",
        label: "Zendesk subdomain",
        help: "The first part of your Zendesk address: for acme.zendesk.com it is acme.",
        pattern: "[A-Za-z0-9]([A-Za-z0-9\\-]{0,61}[A-Za-z0-9])?"
    )

    static let methods = [
        ConnectionMethod(
            "oauth2",
            label: "Sign in at Zendesk",
            help: "You are sent to Zendesk to allow access, and come back.",
            fields: [subdomain],
            authenticationMethod: .oauth2,
            signInScopes: ["read"]
        ),
        ConnectionMethod(
            "client_credentials",
            label: "OAuth client",
            help:
                "An administrator makes a confidential OAuth client in Admin Center, under Apps and integrations, APIs.",
            fields: [
                subdomain,
                ConnectionMethod.Field("client_id", label: "Client identifier"),
                ConnectionMethod.Field("client_secret", label: "Client secret", isSecret: true),
            ],
            authenticationMethod: .clientCredentials
        ),
        ConnectionMethod(
            "api_token",
            label: "E-mail and API token",
            help: "The old way: Zendesk ends its API tokens on 30 April 2027.",
            fields: [
                subdomain,
                ConnectionMethod.Field(
                    "email",
                    label: "E-mail address",
                    help: "Of the agent that the token was made for.",
                    pattern: "[^@ ]+@[^@ ]+"
                ),
                ConnectionMethod.Field("api_token", label: "API token", isSecret: true),
            ],
            authenticationMethod: .basic
        ),
    ]

    static func signInAddress(
        for context: AccountContext,
        _ signIn: SignInRequest
    ) throws(IntegrationError) -> String {
        let query = PercentEncoding.query([
            "response_type": "code", "client_id": .string(signIn.clientID),
            "redirect_uri": .string(signIn.redirectURI), "scope": .string(signIn.scopes.joined(separator: " ")),
            "state": .string(signIn.state), "code_challenge": .string(signIn.challenge),
            "code_challenge_method": "S256",
        ])
        return try ZendeskAuthentication.address(context).description + "/oauth/authorizations/new?" + query
    }

    static func tokenRequest(
        for context: AccountContext,
        code: String,
        _ signIn: SignInRequest
    ) throws(IntegrationError) -> OutboundRequest {
        let body: JSONValue = [
            "grant_type": "authorization_code", "code": .string(code), "client_id": .string(signIn.clientID),
            "client_secret": .string(signIn.clientSecret), "redirect_uri": .string(signIn.redirectURI),
            "scope": .string(signIn.scopes.joined(separator: " ")), "code_verifier": .string(signIn.verifier),
        ]
        return OutboundRequest(
            method: "POST",
            url: try ZendeskAuthentication.address(context).description + "/oauth/tokens",
            headers: [.init("content-type", "application/json"), .init("accept", "application/json")],
            body: body.bytes
        )
    }
}

import Domain
import JSON

/// How HubSpot accounts are connected (as of 2026-11).
enum HubSpotConnection {
    static let methods = [
        ConnectionMethod(
            "oauth2",
            label: "Sign in at HubSpot",
            help: "You are sent to HubSpot to choose an account and allow access, and come back.",
            fields: [],
            authenticationMethod: .oauth2,
            signInScopes: [
                "oauth", "crm.objects.contacts.read", "crm.objects.companies.read", "crm.objects.deals.read",
                "crm.objects.owners.read", "tickets",
            ]
        ),
        ConnectionMethod(
            "access_token",
            label: "Private app or service key",
            help:
                "An administrator makes it in HubSpot's settings, under Integrations, and gives it the scopes to be read.",
            fields: [
                ConnectionMethod.Field(
                    "access_token",
                    label: "Access token",
                    help: "The token that HubSpot shows for the app or key.",
                    isSecret: true
                )
            ],
            authenticationMethod: .apiKey
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
        // People sign in on another host than programs call, unless the account lives at an address of its own.
        let base =
            context["base_url"] == nil
            ? "https://app.hubspot.com" : try HubSpotAuthentication.address(context).description
        return "\(base)/oauth/authorize?\(query)"
    }

    static func tokenRequest(
        for context: AccountContext,
        code: String,
        _ signIn: SignInRequest
    ) throws(IntegrationError) -> OutboundRequest {
        let form = PercentEncoding.query([
            "grant_type": "authorization_code", "code": .string(code), "client_id": .string(signIn.clientID),
            "client_secret": .string(signIn.clientSecret), "redirect_uri": .string(signIn.redirectURI),
            "code_verifier": .string(signIn.verifier),
        ])
        return OutboundRequest(
            method: "POST",
            url: "\(try HubSpotAuthentication.address(context))/\(try HubSpotVersion(of: context).tokenPath)",
            headers: [
                .init("content-type", "application/x-www-form-urlencoded"), .init("accept", "application/json"),
            ],
            body: Array(form.utf8)
        )
    }
}

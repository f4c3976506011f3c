import JSON

/// The client that the operator registered at a vendor, for accounts that bring none of their own.
///
/// Printing it shows no secret.
package struct OAuthApp: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible {
    package let clientID: String
    package let clientSecret: String
    /// What an account's owner is asked to allow; empty for the integration's own choice.
    package let scopes: [String]
    /// The vendor's address that the app is registered at, where it isn't the vendor's usual one.
    ///
    /// The secret is sent nowhere else: an account at another `base_url` doesn't get to use the app.
    package let baseURL: String?

    package init(clientID: String, clientSecret: String, scopes: [String], baseURL: String?) {
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.scopes = scopes
        self.baseURL = baseURL
    }

    package var description: String { "OAuthApp(\(clientID); secret not shown)" }

    package var debugDescription: String { description }
}

extension AccountContext {
    /// This context with the app's client, where the account has no client of its own and lives where the app does.
    package func signingIn(by app: OAuthApp?) -> AccountContext {
        guard let app, fields["client_id"] == nil, fields["client_secret"] == nil, self["base_url"] == app.baseURL
        else { return self }
        var context = self
        context.fields["client_id"] = .string(app.clientID)
        context.fields["client_secret"] = .string(app.clientSecret)
        return context
    }

    /// The context to renew the access token with: the app is lent only to renew what it was given itself.
    ///
    /// Without a refresh token a client could only ask for a token of its own, which isn't the account's.
    package func renewing(by app: OAuthApp?) -> AccountContext {
        self["refresh_token"] == nil ? self : signingIn(by: app)
    }
}

/// What one authorisation code flow is about (RFC 6749, 4.1, with the proof of RFC 7636).
///
/// Printing it shows no secret.
package struct SignInRequest: Sendable, CustomStringConvertible {
    package let clientID: String
    package let clientSecret: String
    /// Where the vendor sends the browser back to; the same in both requests.
    package let redirectURI: String
    package let scopes: [String]
    /// Comes back with the browser.
    package let state: String
    /// The proof's secret, 43 characters or more; only its SHA-256 goes with the browser.
    package let verifier: String
    /// The SHA-256 of `verifier` in base64url.
    package let challenge: String

    package init(
        clientID: String,
        clientSecret: String,
        redirectURI: String,
        scopes: [String],
        state: String,
        verifier: String,
        challenge: String
    ) {
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.redirectURI = redirectURI
        self.scopes = scopes
        self.state = state
        self.verifier = verifier
        self.challenge = challenge
    }

    package var description: String { "SignInRequest(\(clientID); secrets not shown)" }
}

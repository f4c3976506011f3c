/// A browser that was sent to a vendor, and what is needed when it comes back.
package struct PendingSignIn: Sendable {
    /// How long somebody may take at the vendor.
    package static let life: Duration = .seconds(3_600)

    /// The link's text, to go on with the page when it fails.
    package let linkToken: String
    package let integrationName: String
    package let method: String
    /// What the account's context will be, without the tokens to come.
    package let context: AccountContext
    package let scopes: [String]
    package let redirectURI: String
    package let verifier: String
    /// The SHA-256 of the cookie of the browser that was sent, as hexadecimal text.
    package let browser: String

    package init(
        linkToken: String,
        integrationName: String,
        method: String,
        context: AccountContext,
        scopes: [String],
        redirectURI: String,
        verifier: String,
        browser: String
    ) {
        self.linkToken = linkToken
        self.integrationName = integrationName
        self.method = method
        self.context = context
        self.scopes = scopes
        self.redirectURI = redirectURI
        self.verifier = verifier
        self.browser = browser
    }
}

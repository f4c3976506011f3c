/// One way in which the owner of an account at a vendor can let this server in, as data for a form.
package struct ConnectionMethod: Sendable {
    /// One thing to type.
    package struct Field: Sendable {
        /// The key of the account's context that it becomes.
        package let key: String
        package let label: String
        /// Where to find it, in a sentence; may be empty.
        package let help: String
        /// Whether it is hidden while it is typed, and never shown again.
        package let isSecret: Bool
        package let isRequired: Bool
        /// What the whole value must match: a regular expression in the common part of Swift's and HTML's.
        package let pattern: String?

        package init(
            _ key: String,
            label: String,
            help: String = "",
            isSecret: Bool = false,
            isRequired: Bool = true,
            pattern: String? = nil
        ) {
            self.key = key
            self.label = label
            self.help = help
            self.isSecret = isSecret
            self.isRequired = isRequired
            self.pattern = pattern
        }
    }

    /// A slug, unique within the integration (`oauth2`).
    package let key: String
    package let label: String
    /// What the method needs or does, in a sentence.
    package let help: String
    package let fields: [Field]
    package let authenticationMethod: AuthenticationMethod
    /// What to ask for when nobody says; nil unless the owner allows access at the vendor (authorisation code flow).
    package let signInScopes: [String]?

    package init(
        _ key: String,
        label: String,
        help: String,
        fields: [Field],
        authenticationMethod: AuthenticationMethod,
        signInScopes: [String]? = nil
    ) {
        self.key = key
        self.label = label
        self.help = help
        self.fields = fields
        self.authenticationMethod = authenticationMethod
        self.signInScopes = signInScopes
    }

    package var isSignIn: Bool { signInScopes != nil }
}

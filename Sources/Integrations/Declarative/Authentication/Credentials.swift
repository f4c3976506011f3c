import Domain
import Expressions
import JSON

/// One way in which an account can be connected: what its owner gives, and what becomes of it.
struct Credentials: Sendable {
    enum Kind: Sendable {
        /// What is typed is what is used.
        case fields
        /// Its owner allows access at the vendor.
        case signIn(OAuthSettings)
        /// A client of the account's own asks for tokens.
        case clientCredentials(OAuthSettings)
    }

    let key: String
    let kind: Kind
    let method: ConnectionMethod

    private static let formats = ["api_key", "basic", "oauth2", "oauth2_client_credentials"]
    private static let later = ["oauth", "keka_oauth"]

    /// Reads `{format, label, help, config: {fields, …}}`.
    init(_ key: String, _ value: JSONValue, at path: String) throws(ValidationError) {
        self.key = key
        var outer = DocumentReader(value, at: path, keys: ["format", "label", "help", "config"])
        let format = outer.text("format") ?? key
        let isSignIn = format == "oauth2"
        let isClient = format == "oauth2_client_credentials"
        let isOAuth = isSignIn || isClient
        if Credentials.later.contains(format) {
            outer.fail("format", "not supported yet")
        } else if !Credentials.formats.contains(format) {
            outer.fail("format", "no such format; \(Spelling.hint(for: format, in: Credentials.formats))")
        }
        let keys = ["fields"] + (isOAuth ? OAuthSettings.keys : [])
        var reader = DocumentReader(outer["config"] ?? [:], at: outer.place(of: "config"), keys: keys)
        var fields: [ConnectionMethod.Field] = []
        for (index, field) in (reader["fields"]?.arrayValue ?? []).enumerated() {
            do {
                fields.append(try ConnectionMethod.Field(field, at: reader.place(of: "fields.\(index)")))
            } catch {
                reader.add(error)
            }
        }
        if isClient, !fields.contains(where: { $0.key == "client_id" }) {
            fields.append(.init("client_id", label: "Client identifier"))
            fields.append(.init("client_secret", label: "Client secret", isSecret: true))
        }
        if fields.isEmpty, !isSignIn { reader.fail("fields", "required: what the account's owner types") }
        if isOAuth {
            let settings = OAuthSettings(&reader, signsIn: isSignIn)
            kind = isSignIn ? .signIn(settings) : .clientCredentials(settings)
            method = ConnectionMethod(
                key,
                label: outer.text("label") ?? (isSignIn ? "Sign in" : "OAuth client"),
                help: outer.text("help") ?? "",
                fields: fields,
                authenticationMethod: isSignIn ? .oauth2 : .clientCredentials,
                signInScopes: isSignIn ? settings.scopes : nil
            )
        } else {
            kind = .fields
            method = ConnectionMethod(
                key,
                label: outer.text("label") ?? "API key",
                help: outer.text("help") ?? "",
                fields: fields,
                authenticationMethod: format == "basic" ? .basic : .apiKey
            )
        }
        do { try reader.finish() } catch { outer.add(error) }
        try outer.finish()
    }

    /// The token endpoint, if the method has one.
    var oauth: OAuthSettings? {
        switch kind {
        case .fields: nil
        case .signIn(let settings), .clientCredentials(let settings): settings
        }
    }

    /// Whether an account has everything of this method.
    func isComplete(in context: AccountContext) -> Bool {
        let isTyped = method.fields.allSatisfy { !$0.isRequired || context[$0.key] != nil }
        switch kind {
        case .fields, .clientCredentials: return isTyped
        case .signIn:
            let canRenew = ["refresh_token", "client_id", "client_secret"].allSatisfy { context[$0] != nil }
            return isTyped && (context["access_token"] != nil || canRenew)
        }
    }

    /// What an account has to have, in words.
    var needs: String {
        let typed = method.fields.filter(\.isRequired).map(\.key)
        guard case .signIn = kind else { return typed.joined(separator: " and ") }
        return (typed + ["access_token (or refresh_token, client_id and client_secret)"]).joined(separator: " and ")
    }
}

extension ConnectionMethod.Field {
    /// Reads `{name, label, help, secret, required, pattern}`.
    fileprivate init(_ value: JSONValue, at path: String) throws(ValidationError) {
        let keys = ["name", "label", "help", "secret", "required", "pattern"]
        var reader = DocumentReader(value, at: path, keys: keys)
        let name = reader.text("name")
        if name == nil { reader.fail("name", "required: the key of the account's context") }
        let pattern = reader.text("pattern")
        if let pattern, (try? Regex(pattern)) == nil { reader.fail("pattern", "not a regular expression") }
        self.init(
            name ?? "",
            label: reader.text("label") ?? name ?? "",
            help: reader.text("help") ?? "",
            isSecret: reader.boolean("secret") ?? AccountContext.isSecret(name ?? ""),
            isRequired: reader.boolean("required") ?? true,
            pattern: pattern
        )
        try reader.finish()
    }
}

package import Domain
import JSON

/// What the holder of a link may do with it now.
package struct ConnectInvitation: Sendable {
    /// One integration that may be connected.
    package struct Choice: Sendable {
        package let installed: EnvironmentIntegration
        package let adapter: any Adapter
        let app: OAuthApp?
        /// Those that can work: a sign-in needs an app.
        package let methods: [ConnectionMethod]
        /// The context that what is typed is added to.
        package let base: AccountContext

        /// Whether there is an app to sign in by at the vendor.
        package var canSignIn: Bool { base.signingIn(by: app)["client_secret"] != nil }

        /// The context with what was typed.
        ///
        /// When that changes where the account lives, the secrets of the base stay behind; the credentials of other methods
        /// always do.
        func context(adding values: JSONObject, by method: ConnectionMethod) -> AccountContext {
            let moves = adapter.hostKeys.contains { key in values[key].map { $0 != base.fields[key] } ?? false }
            let isSet = adapter.hostKeys.contains { base.fields[$0] != nil }
            var context = moves && isSet ? AccountContext(base.withoutSecrets) : base
            for key in credentials(except: method) { context.fields[key] = nil }
            for (key, value) in values { context.fields[key] = value }
            return context
        }

        /// Keys that would let an account in by another way than `method`.
        private func credentials(except method: ConnectionMethod) -> Set<String> {
            let typed = adapter.connectionMethods.flatMap(\.fields).map(\.key)
            let all = Set(typed + ["access_token", "refresh_token", "expires_at"]).subtracting(adapter.hostKeys)
            // A sign-in goes by the account's own client where it has one.
            return method.isSignIn ? all.subtracting(["client_id", "client_secret"]) : all
        }
    }

    package let text: String
    package let token: LinkToken
    /// The account to reconnect.
    package let account: IntegratedAccount?
    package let choices: [Choice]

    var tenantID: String {
        switch token.purpose {
        case .new(let tenantID): tenantID
        case .reconnect: account?.tenantID ?? ""
        }
    }

    /// The link's context over what a reconnected account keeps: all of it where the link says so, else where it lives and
    /// the client that it signs in by.
    static func base(of token: LinkToken, _ account: IntegratedAccount?, _ adapter: any Adapter) -> AccountContext {
        var fields = JSONObject()
        if let account {
            let kept = Set(adapter.hostKeys + ["client_id", "client_secret"])
            for (key, value) in account.context.fields where token.keepsPreviousContext || kept.contains(key) {
                fields[key] = value
            }
            let moves = adapter.hostKeys.contains { key in token.context.fields[key].map { $0 != fields[key] } ?? false
            }
            if moves { fields = AccountContext(fields).withoutSecrets }
        }
        for (key, value) in token.context.fields { fields[key] = value.isNull ? nil : value }
        return AccountContext(fields)
    }
}

package import Domain
import JSON

/// An account with invented credentials, for trying a plugin without a vendor.
package enum SampleAccount {
    /// The token that the emulated vendor hands out in the place of another.
    package static let renewedToken = "sample-renewed-token-3d1b7e"

    /// Everything that one way of connecting asks for, by its place among them, and what the address needs.
    static func context(of manifest: Manifest, connectedBy way: Int) -> AccountContext {
        var context = AccountContext([:])
        func give(_ key: String, isSecret: Bool) {
            context.fields[key] = .string(isSecret ? "sample-\(key)-9c4f2a" : "sample-\(key)")
        }
        for key in manifest.baseURL.contextKeys {
            context.fields[key] = .string(manifest.baseURL.isOnePlaceholder ? "https://vendor.example" : "sample")
        }
        guard manifest.credentials.indices.contains(way) else { return context }
        let credentials = manifest.credentials[way]
        for field in credentials.method.fields where context.fields[field.key] == nil {
            give(field.key, isSecret: field.isSecret)
        }
        switch credentials.kind {
        case .fields: break
        case .clientCredentials: give("access_token", isSecret: true)
        case .signIn:
            for key in ["access_token", "refresh_token", "client_id", "client_secret"] { give(key, isSecret: true) }
        }
        return context
    }

    /// The secrets of an account: what its owner types hidden, and every token.
    static func secrets(of context: AccountContext, _ manifest: Manifest) -> [String] {
        let hidden = manifest.credentials.flatMap(\.method.fields).filter(\.isSecret).map(\.key)
        return Set(context.secretTexts + hidden.compactMap { context[$0] } + [renewedToken]).sorted()
    }
}

extension RecordedCase {
    /// Whether requests are signed by the token that is renewed.
    package var readsToken: Bool {
        (method.authorization ?? adapter.manifest.authorization).contextKeys.contains("access_token")
    }

    /// Whether the account's token can be renewed.
    package func canRenew(_ account: AccountContext) -> Bool {
        ((try? adapter.refreshRequest(for: account)) ?? nil) != nil
    }

    /// Texts that must appear nowhere but where a request signs itself.
    package func secrets(of account: AccountContext) -> [String] {
        SampleAccount.secrets(of: account, adapter.manifest)
    }

    /// Where a request shows a secret that its authorization doesn't put there.
    package func misplacedSecrets(in request: OutboundRequest, of account: AccountContext) -> [String] {
        if ((try? adapter.refreshRequest(for: account)) ?? nil)?.url == request.url { return [] }
        let places = (method.authorization ?? adapter.manifest.authorization).places
        let secrets = secrets(of: account)
        func shows(_ text: String) -> Bool { secrets.contains { text.contains($0) } }
        let parts = RequestParts(request)
        var found: [String] = []
        if parts.path.contains(where: shows) { found.append("the path") }
        for (name, value) in parts.query where !places.query.contains(name) && shows(value) {
            found.append("the query's \(name)")
        }
        for header in request.headers where !places.headers.contains(header.name.lowercased()) && shows(header.value) {
            found.append("the header \(header.name)")
        }
        if let body = request.body, shows(String(decoding: body, as: UTF8.self)) { found.append("the body") }
        return found
    }
}

extension Authorization {
    /// Names of the headers and query parameters that it writes.
    var places: (headers: [String], query: [String]) {
        switch self {
        case .none: ([], [])
        case .bearer, .basic: (["authorization"], [])
        case .header(let texts): (texts.map { $0.name.lowercased() }, [])
        case .query(let texts): ([], texts.map(\.name))
        }
    }
}

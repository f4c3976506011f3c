import Domain
import GRDB
import JSON

// The sealed JSON of links and sign-ins.

extension LinkToken {
    /// What is stored sealed.
    var wishes: JSONValue {
        var wishes: JSONObject = [
            "installations": .array(installations.map { .string($0.rawValue) }),
            "scopes": .array(scopes.map { .string($0) }), "context": .object(context.fields),
            "redirect_uri": .text(redirectURI), "keeps": .bool(keepsPreviousContext),
        ]
        if case .new(let tenantID) = purpose { wishes["tenant_id"] = .string(tenantID) }
        return .object(wishes)
    }

    init(_ row: Row, box: CredentialBox) throws {
        let id: String = row["id"]
        let text = try box.open(row["sealed_wishes"], for: id)
        let wishes = try StoredJSON.object(String(decoding: text, as: UTF8.self))
        let account: String? = row["account_id"]
        self.init(
            id: .init(id),
            environmentID: .init(row["environment_id"] as String),
            purpose: account.map { .reconnect(.init($0)) } ?? .new(tenantID: wishes.text("tenant_id")),
            installations: wishes.texts("installations").map { .init($0) },
            scopes: wishes.texts("scopes"),
            context: AccountContext(wishes["context"]?.objectValue ?? [:]),
            redirectURI: wishes["redirect_uri"]?.stringValue,
            keepsPreviousContext: wishes["keeps"]?.boolValue ?? false,
            createdAt: row.moment("created_at")
        )
    }
}

extension PendingSignIn {
    var stored: JSONValue {
        [
            "link_token": .string(linkToken), "integration": .string(integrationName), "method": .string(method),
            "context": .object(context.fields), "scopes": .array(scopes.map { .string($0) }),
            "redirect_uri": .string(redirectURI), "verifier": .string(verifier), "browser": .string(browser),
        ]
    }

    init(_ stored: JSONObject) {
        self.init(
            linkToken: stored.text("link_token"),
            integrationName: stored.text("integration"),
            method: stored.text("method"),
            context: AccountContext(stored["context"]?.objectValue ?? [:]),
            scopes: stored.texts("scopes"),
            redirectURI: stored.text("redirect_uri"),
            verifier: stored.text("verifier"),
            browser: stored.text("browser")
        )
    }
}

extension JSONObject {
    fileprivate func text(_ key: String) -> String { self[key]?.stringValue ?? "" }

    fileprivate func texts(_ key: String) -> [String] { self[key]?.arrayValue?.compactMap(\.stringValue) ?? [] }
}

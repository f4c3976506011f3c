import Domain
import JSON

/// `override` of an installation, taken apart: what may be shown, and the secret of `credentials.oauth2`.
struct OAuthAppOverride {
    /// The override with `has_client_secret` in the secret's place.
    let shown: JSONObject
    let clientSecret: String?

    /// Reads an override as it is sent, or as it was shown.
    ///
    /// An app that comes without its secret keeps the one of `known` as long as it is the same client at the same address.
    /// Throws `ValidationError` with paths below `override.credentials`.
    init(_ override: JSONObject, known: OAuthApp?) throws(ValidationError) {
        guard let credentials = override["credentials"], !credentials.isNull else {
            shown = override
            clientSecret = nil
            return
        }
        let place = "override.credentials"
        guard let object = credentials.objectValue else {
            throw ValidationError(place, "expected an object, found \(credentials.kindName)")
        }
        let unknown = object.keys.filter { $0 != "oauth2" }
        guard unknown.isEmpty else {
            throw ValidationError(unknown.map { ValidationFailure("\(place).\($0)", "not supported; there is oauth2") })
        }
        var reader = BodyReader(try OAuthAppOverride.app(in: object, at: place))
        let clientID = reader.text("client_id", required: true)
        let baseURL = reader.text("base_url")
        let scopes = reader.array("scopes")
        let texts = scopes?.compactMap(\.stringValue) ?? []
        if texts.count != scopes?.count ?? 0 || texts.contains(where: { $0.isEmpty || $0.contains(" ") }) {
            reader.fail("scopes", "expected scopes as texts without blanks")
        }
        let isKnown = known.map { $0.clientID == clientID && $0.baseURL == baseURL } ?? false
        let secret = reader.text("client_secret", required: !isKnown) ?? known?.clientSecret
        if secret?.isEmpty ?? false { reader.fail("client_secret", "must not be empty") }
        if clientID?.isEmpty ?? false { reader.fail("client_id", "must not be empty") }
        reader.ignore(["has_client_secret"])
        do throws(ValidationError) {
            let unknown = try reader.finish().filter { !$0.hasPrefix("has_client_secret") }
            // Nothing of an app is passed over: a mistyped key could hold the secret, and would be shown.
            guard unknown.isEmpty else { throw ValidationError("", unknown.joined(separator: "; ")) }
        } catch {
            throw ValidationError(
                error.failures.map { failure in
                    let path = failure.path.isEmpty ? "" : ".\(failure.path)"
                    return ValidationFailure("\(place).oauth2\(path)", failure.message)
                }
            )
        }
        var app: JSONObject = ["client_id": .text(clientID), "has_client_secret": true]
        if !texts.isEmpty { app["scopes"] = .array(texts.map { .string($0) }) }
        if let baseURL { app["base_url"] = .string(baseURL) }
        var shown = override
        shown["credentials"] = ["oauth2": .object(app)]
        self.shown = shown
        clientSecret = secret
    }

    private static func app(in credentials: JSONObject, at place: String) throws(ValidationError) -> JSONObject {
        guard let app = credentials["oauth2"]?.objectValue else {
            throw ValidationError("\(place).oauth2", "expected an object with client_id and client_secret")
        }
        return app
    }
}

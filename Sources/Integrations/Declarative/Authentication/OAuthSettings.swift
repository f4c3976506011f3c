import Domain
import Expressions
import Foundation
import JSON

/// A vendor's token endpoint: the authorisation code flow, client credentials, and renewal with rotation (RFC 6749).
struct OAuthSettings: Sendable {
    static let keys = [
        "authorize_url", "token_url", "scopes", "client_authentication", "token_format", "authorize_params",
        "token_params", "token_life",
    ]
    let authorizeURL: ManifestText?
    let tokenURL: ManifestText
    let scopes: [String]
    /// Whether the client shows itself by basic authentication rather than in the body.
    let usesBasic: Bool
    let sendsJSON: Bool
    let authorizeParameters: JSONObject
    let tokenParameters: JSONObject
    /// How long a token lives where the vendor doesn't say.
    let life: Duration?

    /// `reader` stands at the `config` of the credentials.
    init(_ reader: inout DocumentReader, signsIn: Bool) {
        authorizeURL = reader.template("authorize_url")
        tokenURL = reader.template("token_url") ?? .empty
        if reader["token_url"] == nil { reader.fail("token_url", "required") }
        if signsIn, reader["authorize_url"] == nil { reader.fail("authorize_url", "required") }
        scopes = reader.texts("scopes")
        usesBasic = reader.choice("client_authentication", ["body", "basic"]) == "basic"
        sendsJSON = reader.choice("token_format", ["form", "json"]) == "json"
        authorizeParameters = reader.object("authorize_params")
        tokenParameters = reader.object("token_params")
        life = reader.count("token_life").map { .seconds($0) }
    }

    /// The request for a token by a grant.
    func tokenRequest(
        _ grant: JSONObject,
        clientID: String,
        secret: String,
        _ call: AdapterCall,
        moved: (String) throws(IntegrationError) -> String
    ) throws(IntegrationError) -> OutboundRequest {
        var parameters = tokenParameters
        for (key, value) in grant { parameters[key] = value }
        var headers: [OutboundRequest.Header] = [.init("accept", "application/json")]
        if usesBasic {
            let pair = "\(PercentEncoding.encode(clientID)):\(PercentEncoding.encode(secret))"
            headers.append(.init("authorization", "Basic \(Data(pair.utf8).base64EncodedString())"))
        } else {
            parameters["client_id"] = .string(clientID)
            parameters["client_secret"] = .string(secret)
        }
        let type = sendsJSON ? "application/json" : "application/x-www-form-urlencoded"
        headers.append(.init("content-type", type))
        return OutboundRequest(
            method: "POST",
            url: try moved(try tokenURL.text(call, missing: .unsendable)),
            headers: headers,
            body: sendsJSON ? JSONValue.object(parameters).bytes : Array(PercentEncoding.query(parameters).utf8)
        )
    }
}

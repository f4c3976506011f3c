import Domain
import Expressions
import Foundation
import JSON

/// How a request shows whose it is.
enum Authorization: Sendable {
    case none
    /// `Authorization: Bearer …`
    case bearer(ManifestText)
    /// User and password (RFC 7617).
    case basic(user: ManifestText, password: ManifestText)
    case header([(name: String, text: ManifestText)])
    case query([(name: String, text: ManifestText)])

    private static let formats = ["bearer", "basic", "header", "query", "none"]

    /// Reads `{format, config}`.
    init(_ value: JSONValue, at path: String) throws(ValidationError) {
        var outer = DocumentReader(value, at: path, keys: ["format", "config"])
        let format = outer.text("format") ?? ""
        let keys: [String]? =
            switch format {
            case "bearer": ["token"]
            case "basic": ["username", "password"]
            default: nil
            }
        let config = outer["config"] ?? [:]
        var reader = DocumentReader(["config": config], at: path, keys: nil)
        var inner = DocumentReader(config, at: outer.place(of: "config"), keys: keys)
        switch format {
        case "bearer": self = .bearer(inner.template("token") ?? .accessToken)
        case "basic":
            let (user, password) = (inner.template("username"), inner.template("password"))
            if user == nil { inner.fail("username", "required") }
            self = .basic(user: user ?? .accessToken, password: password ?? .empty)
        case "header", "query":
            let texts = reader.templates("config")
            if texts.isEmpty { inner.fail("", "name at least one \(format)") }
            self = format == "header" ? .header(texts) : .query(texts)
        case "none": self = .none
        default:
            self = .none
            outer.fail("format", "no such format; \(Spelling.hint(for: format, in: Authorization.formats))")
        }
        for finish in [outer, reader, inner] {
            do { try finish.finish() } catch { outer.add(error) }
        }
        try outer.finish()
    }

    /// Keys of the account's context that are read.
    var contextKeys: [String] {
        switch self {
        case .none: []
        case .bearer(let token): token.contextKeys
        case .basic(let user, let password): user.contextKeys + password.contextKeys
        case .header(let texts), .query(let texts): texts.flatMap(\.text.contextKeys)
        }
    }

    /// Throws `unauthorized` where the account lacks what it needs.
    func sign(_ draft: inout RequestDraft, for call: AdapterCall) throws(IntegrationError) {
        switch self {
        case .none: break
        case .bearer(let token):
            draft.headers.append(.init("authorization", "Bearer \(try token.text(call, missing: .unauthorized))"))
        case .basic(let user, let password):
            let pair = try "\(user.text(call, missing: .unauthorized)):\(password.text(call, missing: .unauthorized))"
            draft.headers.append(.init("authorization", "Basic \(Data(pair.utf8).base64EncodedString())"))
        case .header(let texts):
            for (name, text) in texts {
                draft.headers.append(.init(name.lowercased(), try text.text(call, missing: .unauthorized)))
            }
        case .query(let texts):
            for (name, text) in texts { draft.query[name] = .string(try text.text(call, missing: .unauthorized)) }
        }
    }
}

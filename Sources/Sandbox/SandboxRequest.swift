import HTTPTypes
import Hummingbird
import NIOCore

/// A request as the emulated vendors read it: decoded, with its whole body.
struct SandboxRequest: Sendable {
    /// The most bytes a body may have.
    static let bodyLimit = 80 << 20

    let method: String
    /// The path and query as sent.
    let rawTarget: String
    /// The path and query percent-decoded, for people and for matching.
    let target: String
    /// The path percent-decoded, without `.json` at its end.
    let path: String
    let query: [(name: String, value: String)]
    /// Where the client believes to be: scheme and authority, without a path.
    let origin: String
    let authorization: String?
    let contentType: String
    let headers: HTTPFields
    let body: [UInt8]

    /// Reads the head and, when the method may have one, the body.
    ///
    /// Throws when the body is above ``bodyLimit`` or the connection ends within it.
    init(_ request: Request) async throws {
        let raw = request.head.path ?? "/"
        let halves = raw.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let decodedPath = PercentCoding.decode(halves[0])
        method = request.method.rawValue
        rawTarget = raw
        target = PercentCoding.decode(raw[...])
        path = decodedPath.hasSuffix(".json") ? String(decodedPath.dropLast(5)) : decodedPath
        query = halves.count > 1 ? PercentCoding.form(halves[1]) : []
        origin = "http://" + (request.head.authority ?? "127.0.0.1")
        authorization = request.headers[.authorization]
        contentType = request.headers[.contentType] ?? ""
        headers = request.headers
        let hasBody = request.method == .post || request.method == .put || request.method == .patch
        body = hasBody ? Array(buffer: try await request.body.collect(upTo: SandboxRequest.bodyLimit)) : []
    }

    /// Whether it is for the webhook inbox.
    var isWebhook: Bool { method == "POST" && path.hasPrefix(WebhookInbox.prefix) }

    /// Whether it is for a vendor's API, and not for tokens.
    var isVendorCall: Bool { path.hasPrefix("/api/") || path.hasPrefix("/crm/") }

    /// The first value of a query parameter.
    func parameter(_ name: String) -> String? { query.first { $0.name == name }?.value }

    /// The path's parts between its slashes.
    var segments: [String] { path.split(separator: "/").map(String.init) }

    /// How the request authenticates: `bearer`, `basic` or `none`.
    var authorizationKind: String {
        guard let scheme = authorization?.split(separator: " ").first else { return "none" }
        return scheme.lowercased()
    }

    /// The path with `{id}` for every number, so that requests can be counted by kind.
    var pathFamily: String {
        segments.map { Int($0) == nil ? $0 : "{id}" }.joined(separator: "/")
    }

    /// The absolute address of this request with some query parameters replaced, added (at the end) or, nil, removed.
    func address(setting changes: [(name: String, value: String?)]) -> String {
        let kept = query.filter { item in !changes.contains { $0.name == item.name } }
        let set = changes.compactMap { change in change.value.map { (name: change.name, value: $0) } }
        let text = (kept + set).map { "\(PercentCoding.encode($0.name))=\(PercentCoding.encode($0.value))" }
        let rawPath = rawTarget.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)[0]
        return origin + rawPath + (text.isEmpty ? "" : "?" + text.joined(separator: "&"))
    }
}

package import Domain
import JSON

/// What a vendor answers that has nothing but one recorded walk: its pages as they were, or its records in pages of
/// another size.
package struct RecordedVendor: Sendable {
    package enum Pages: Sendable, Equatable {
        case recorded
        /// Made anew by the plugin's own kind of pagination, of this many records where the request doesn't say.
        case sized(Int)
    }

    private let recorded: RecordedCase
    private let account: AccountContext
    private let pages: Pages
    /// Whether the token that the account came with is still good.
    private let knowsFirstToken: Bool

    package init(_ recorded: RecordedCase, account: AccountContext, pages: Pages, knowsFirstToken: Bool = true) {
        self.recorded = recorded
        self.account = account
        self.pages = pages
        self.knowsFirstToken = knowsFirstToken
    }

    /// Whether a request is for a token rather than for records.
    package func isForToken(_ request: OutboundRequest) -> Bool {
        guard let renewal = (try? recorded.adapter.refreshRequest(for: account)) ?? nil else { return false }
        return renewal.url == request.url && renewal.method == request.method
    }

    /// The answer; 401 without the account's credentials, 404 for what isn't recorded.
    package func answer(to request: OutboundRequest) -> InboundAnswer {
        if isForToken(request) {
            let body: JSONValue = ["access_token": .string(SampleAccount.renewedToken), "expires_in": 3600]
            return InboundAnswer(status: 200, body: body.bytes)
        }
        let parts = RequestParts(request)
        guard isSigned(request, parts) else { return RecordedVendor.error(401, "these are not the credentials") }
        guard let path = relative(parts.path) else { return RecordedVendor.error(404, "no such path") }
        switch pages {
        case .recorded:
            // A page that was recorded with a size or a body of its own comes before one of any.
            for (anySize, anyBody) in [(false, false), (true, false), (false, true), (true, true)] {
                let page = recorded.walk.pages.first { page in
                    (anyBody || page.request.body != nil || !page.request.headers.isEmpty)
                        && matches(page.request, request, path, parts, anySize: anySize)
                }
                if let page { return answer(page, at: parts.origin) }
            }
        case .sized(let size):
            guard let first = recorded.walk.pages.first, first.request.verb == request.method,
                RequestParts.segments(first.request.path) == path,
                let page = SizedPages(recorded, size: size).page(for: request, parts)
            else { break }
            return page
        }
        let asked = "/\(path.joined(separator: "/")) \(RecordedVendor.text(parts.query))"
        return RecordedVendor.error(404, "not recorded: \(request.method) \(asked)")
    }

    private static func error(_ status: Int, _ message: String) -> InboundAnswer {
        InboundAnswer(status: status, body: (["message": .string(message)] as JSONValue).bytes)
    }

    private static func text(_ query: [(name: String, value: String)]) -> String {
        query.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    }

    /// Whether a request carries what the plugin's authorization makes of the account.
    private func isSigned(_ request: OutboundRequest, _ parts: RequestParts) -> Bool {
        var tokens: [JSONValue?] = [JSONValue.string(SampleAccount.renewedToken)]
        if knowsFirstToken { tokens.append(account.fields["access_token"]) }
        let authorization = recorded.method.authorization ?? recorded.adapter.manifest.authorization
        return tokens.contains { token in
            var known = account
            known.fields["access_token"] = token
            var draft = RequestDraft()
            guard (try? authorization.sign(&draft, for: recorded.call(of: known, .epoch))) != nil else { return false }
            let hasHeaders = draft.headers.allSatisfy { wanted in
                request.headers.contains { $0.name.lowercased() == wanted.name && $0.value == wanted.value }
            }
            return hasHeaders
                && draft.query.allSatisfy { name, value in
                    parts.query.contains { $0.name == name && $0.value == value.stringValue }
                }
        }
    }

    /// The path below the method's base address; nil for another.
    private func relative(_ path: [String]) -> [String]? {
        let call = recorded.call(of: account, .epoch)
        guard let base = try? recorded.adapter.base(call, of: recorded.method) else { return nil }
        let prefix = RequestParts.segments(base.path)
        return path.starts(with: prefix) ? Array(path.dropFirst(prefix.count)) : nil
    }

    private func matches(
        _ wanted: RecordedWalk.Request,
        _ request: OutboundRequest,
        _ path: [String],
        _ parts: RequestParts,
        anySize: Bool
    ) -> Bool {
        guard wanted.verb == request.method, RequestParts.segments(wanted.path) == path else { return false }
        let manifest = recorded.adapter.manifest
        var ignored = (recorded.method.authorization ?? manifest.authorization).places.query
        if anySize { ignored += [recorded.method.pagination?.walk.size.parameter].compactMap { $0 } }
        func lines(_ pairs: [(name: String, value: String)]) -> [String] {
            pairs.filter { !ignored.contains($0.name) }.map { "\($0.name)=\($0.value)" }.sorted()
        }
        let query = RequestParts.pairs(PercentEncoding.query(wanted.query, arrays: manifest.arrayFormat))
        guard lines(query) == lines(parts.query) else { return false }
        for (name, value) in wanted.headers {
            let sent = request.headers.first { $0.name.lowercased() == name.lowercased() }?.value
            guard sent == value.stringValue ?? value.text else { return false }
        }
        guard let body = wanted.body else { return true }
        if recorded.method.bodyFormat == .form {
            let form = PercentEncoding.query(body.objectValue ?? [:], arrays: .brackets)
            return request.body == Array(form.utf8)
        }
        return request.body.flatMap { try? JSONValue(parsing: $0) } == body
    }

    /// A page as it was recorded, but for links to further pages, which lead to where the account is.
    private func answer(_ page: RecordedWalk.Page, at origin: String) -> InboundAnswer {
        var body = page.body
        if case .nextURL(let walk)? = recorded.method.pagination, let path = walk.envelope.first,
            let link = body?.value(at: path)?.stringValue
        {
            body = body?.replacing(at: path.segments[...], with: .string(moved(link, to: origin)))
        }
        var headers: [(name: String, value: String)] = []
        for (name, value) in page.headers where !RecordedVendor.ofConnection.contains(name.lowercased()) {
            headers.append((name, name.lowercased() == "link" ? moved(value, to: origin) : value))
        }
        return InboundAnswer(status: page.status, headers: headers, body: body?.bytes ?? [])
    }

    /// Headers that tell of the body as it was on its way.
    private static let ofConnection = ["content-length", "content-encoding", "transfer-encoding", "connection"]

    /// Text with the vendor's own origin replaced.
    private func moved(_ text: String, to origin: String) -> String {
        var account = account
        account.fields["base_url"] = nil
        let call = recorded.call(of: account, .epoch)
        guard let base = try? recorded.adapter.base(call, of: recorded.method) else { return text }
        return text.replacing("\(base.scheme)://\(base.host)\(base.port.map { ":\($0)" } ?? "")/", with: origin + "/")
    }
}

package import Domain
import JSON

/// Zendesk's Support API (checked 2026-11): cursor and offset lists, cursor exports, single records, writes of tickets.
package struct ZendeskAdapter: Adapter {
    package let name = "zendesk"
    package let label = "Zendesk"
    package let category = "helpdesk"
    package let hostKeys = ["subdomain", "base_url"]
    package let connectionMethods = ZendeskConnection.methods
    package let capabilities = ZendeskResource.all.flatMap(\.capabilities) + ZendeskResource.unified

    package init() {}

    package func problems(in context: AccountContext) -> [ValidationFailure] {
        ZendeskAuthentication.problems(in: context)
    }

    package func warnings(for context: AccountContext) -> [String] { ZendeskAuthentication.warnings(for: context) }

    package func request(for call: AdapterCall, after cursor: Cursor?) throws(IntegrationError) -> OutboundRequest {
        let resource = try resource(of: call)
        let paging = try ZendeskPaging(call, resource: resource)
        var query = paging.ownQuery
        for (key, value) in try paging.parameters(after: cursor) { query[key] = value }
        var url = try ZendeskAuthentication.address(call.account).description + "/api/v2/"
        url += try resource.path(for: call)
        let text = PercentEncoding.query(query)
        if !text.isEmpty { url += "?" + text }
        var request = OutboundRequest(
            method: ZendeskResource.verb(call.method),
            url: url,
            headers: [
                try ZendeskAuthentication.header(call.account),
                .init("accept", "application/json"),
            ]
        )
        if let body = call.body, request.method == "POST" || request.method == "PUT" {
            request.headers.append(.init("content-type", "application/json"))
            request.body = body.bytes
        }
        return request
    }

    package func page(
        from answer: InboundAnswer,
        for call: AdapterCall,
        after cursor: Cursor?
    ) throws(IntegrationError) -> Page {
        let resource = try resource(of: call)
        let paging = try ZendeskPaging(call, resource: resource)
        let records = JSONPath(segments: [resource.key(for: call.method)])
        let shape = PageShape(
            records: records,
            envelope: ZendeskPaging.envelope + [records],
            fields: ["id"] + call.fields
        )
        // A deletion answers without a body.
        let body = answer.body.isEmpty && call.method == "delete" ? Array("{}".utf8) : answer.body
        let split: SplitPage
        do {
            split = try PageSplitter(shape: shape).split(body)
        } catch {
            // The same again would be as large.
            let kind: IntegrationError.Kind = error.isBeyondLimit ? .tooLarge : .malformed
            throw IntegrationError(kind, message: "the answer is not a valid page: \(error)")
        }
        guard split.recordsFound || call.method == "delete" else {
            throw IntegrationError(.malformed, message: "the answer has no \"\(resource.key(for: call.method))\"")
        }
        if split.recordsFound { try checkRecords(split, of: call, at: records) }
        return Page(split: split, idField: 0, firstCallField: 1, next: try paging.next(in: split, after: cursor))
    }

    /// A list holds objects, anything else answers with one: what isn't so must not pass for an empty page or a record.
    private func checkRecords(
        _ page: SplitPage,
        of call: AdapterCall,
        at path: JSONPath
    ) throws(IntegrationError) {
        func starts(_ range: Range<Int>, with byte: Unicode.Scalar) -> Bool {
            page.bytes[range.lowerBound] == UInt8(ascii: byte)
        }
        let isList = call.method == "list"
        if let whole = page.envelope(ZendeskPaging.envelope.count), !starts(whole, with: isList ? "[" : "{") {
            throw IntegrationError(
                .malformed,
                message: "the answer's \"\(path)\" is not \(isList ? "a list" : "an object")"
            )
        }
        if let index = page.records.firstIndex(where: { !starts($0, with: "{") }) {
            throw IntegrationError(.malformed, message: "the answer's \"\(path).\(index)\" is not an object")
        }
    }

    package func failure(of answer: InboundAnswer, for call: AdapterCall, after cursor: Cursor?) -> IntegrationError {
        ZendeskFailure.read(answer, askedWithCursor: cursor != nil, now: call.now)
    }

    package func limits(in answer: InboundAnswer) -> LimitReading {
        func number(_ names: String...) -> Int? {
            names.lazy.compactMap { answer.header($0).flatMap { Int($0) } }.first
        }
        return LimitReading(
            limit: number("ratelimit-limit", "x-rate-limit"),
            remaining: number("ratelimit-remaining", "x-rate-limit-remaining"),
            resetsIn: number("ratelimit-reset").map { .seconds($0) }
        )
    }

    package func needsRefresh(_ context: AccountContext, now: Timestamp) -> Bool {
        ZendeskAuthentication.needsRefresh(context, now: now)
    }

    package func refreshRequest(for context: AccountContext) throws(IntegrationError) -> OutboundRequest? {
        try ZendeskAuthentication.refreshRequest(for: context)
    }

    package func refreshed(
        _ context: AccountContext,
        by answer: InboundAnswer,
        now: Timestamp
    ) throws(IntegrationError) -> AccountContext {
        try ZendeskAuthentication.refreshed(context, by: answer, now: now)
    }

    package func signInAddress(
        for context: AccountContext,
        _ signIn: SignInRequest
    ) throws(IntegrationError) -> String {
        try ZendeskConnection.signInAddress(for: context, signIn)
    }

    package func tokenRequest(
        for context: AccountContext,
        code: String,
        _ signIn: SignInRequest
    ) throws(IntegrationError) -> OutboundRequest {
        try ZendeskConnection.tokenRequest(for: context, code: code, signIn)
    }

    package func testCall(for context: AccountContext, now: Timestamp) -> AdapterCall {
        AdapterCall(resource: "tickets", method: "list", query: ["per_page": 1], account: context, now: now)
    }

    private func resource(of call: AdapterCall) throws(IntegrationError) -> ZendeskResource {
        guard let resource = ZendeskResource.all.first(where: { $0.name == call.resource }) else {
            throw IntegrationError(.unsendable, message: "zendesk has no resource \"\(call.resource)\"")
        }
        return resource
    }
}

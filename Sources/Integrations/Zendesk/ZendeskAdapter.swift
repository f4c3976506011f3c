package import Domain
import JSON

/// Zendesk's Support API and its help center's lists (as of 2026-11): lists, exports, single records, writes of tickets.
package struct ZendeskAdapter: Adapter {
    package let name = "zendesk"
    package let label = "Zendesk"
    package let category = "helpdesk"
    package let hostKeys = ["subdomain", "base_url"]
    package let connectionMethods = ZendeskConnection.methods
    package let capabilities = ZendeskResource.all.flatMap(\.capabilities)

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
        var answer = answer
        // A deletion answers without a body.
        if call.method == "delete", answer.body.isEmpty { answer.body = Array("{}".utf8) }
        let shape = PageShape(
            records: JSONPath(segments: [resource.key(for: call.method)]),
            envelope: ZendeskPaging.envelope,
            fields: [resource.key] + call.fields
        )
        let split = try answer.split(
            shape,
            isList: ZendeskResource.isList(call.method),
            mayLackRecords: call.method == "delete"
        )
        return Page(split: split, idField: 0, firstCallField: 1, next: try paging.next(in: split, after: cursor))
    }

    package func failure(of answer: InboundAnswer, for call: AdapterCall, after cursor: Cursor?) -> IntegrationError {
        ZendeskFailure.read(answer, askedWithCursor: cursor != nil, now: call.now)
    }

    package func limits(in answer: InboundAnswer, now: Timestamp) -> LimitReading {
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

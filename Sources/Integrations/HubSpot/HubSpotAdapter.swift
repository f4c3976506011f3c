package import Domain
import JSON

/// HubSpot's CRM API (as of 2026-11): objects with search and batches, owners, pipelines, properties, associations.
package struct HubSpotAdapter: Adapter {
    package let name = "hubspot"
    package let label = "HubSpot"
    package let category = "crm"
    package let hostKeys = ["base_url"]
    package let connectionMethods = HubSpotConnection.methods
    package let capabilities = HubSpotResource.all.flatMap(\.capabilities)

    package init() {}

    package func problems(in context: AccountContext) -> [ValidationFailure] {
        HubSpotAuthentication.problems(in: context)
    }

    package func warnings(for context: AccountContext) -> [String] { HubSpotAuthentication.warnings(for: context) }

    package func request(for call: AdapterCall, after cursor: Cursor?) throws(IntegrationError) -> OutboundRequest {
        let (resource, method) = try target(of: call)
        let walk = try walk(resource, method, call)
        var url = "\(try HubSpotAuthentication.address(call.account))/\(try resource.path(of: method, for: call))"
        let query = PercentEncoding.query(try walk.query(after: cursor))
        if !query.isEmpty { url += "?" + query }
        var request = OutboundRequest(
            method: method.verb,
            url: url,
            headers: [try HubSpotAuthentication.header(call.account), .init("accept", "application/json")]
        )
        if let body = try walk.body(after: cursor), request.method != "GET" {
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
        let (resource, method) = try target(of: call)
        let walk = try walk(resource, method, call)
        let isList = method == .list || method == .search || method == .batchRead
        var answer = answer
        // A deletion answers without a body, and without a record.
        if method == .delete { answer.body = Array("{}".utf8) }
        let shape = PageShape(
            records: isList || method == .delete ? "results" : "",
            envelope: walk.envelope,
            fields: [resource.key] + walk.fields + call.fields
        )
        let split = try answer.split(shape, isList: isList, mayLackRecords: method == .delete)
        return Page(
            split: split,
            idField: 0,
            firstCallField: 1 + walk.fields.count,
            next: try walk.next(in: split, after: cursor)
        )
    }

    package func failure(of answer: InboundAnswer, for call: AdapterCall, after cursor: Cursor?) -> IntegrationError {
        HubSpotFailure.read(answer, account: call.account, now: call.now)
    }

    package func limits(in answer: InboundAnswer, now: Timestamp) -> LimitReading { HubSpotLimits.read(answer) }

    package func needsRefresh(_ context: AccountContext, now: Timestamp) -> Bool {
        HubSpotAuthentication.needsRefresh(context, now: now)
    }

    package func refreshRequest(for context: AccountContext) throws(IntegrationError) -> OutboundRequest? {
        try HubSpotAuthentication.refreshRequest(for: context)
    }

    package func refreshed(
        _ context: AccountContext,
        by answer: InboundAnswer,
        now: Timestamp
    ) throws(IntegrationError) -> AccountContext {
        try HubSpotAuthentication.refreshed(context, by: answer, now: now)
    }

    package func signInAddress(
        for context: AccountContext,
        _ signIn: SignInRequest
    ) throws(IntegrationError) -> String {
        try HubSpotConnection.signInAddress(for: context, signIn)
    }

    package func tokenRequest(
        for context: AccountContext,
        code: String,
        _ signIn: SignInRequest
    ) throws(IntegrationError) -> OutboundRequest {
        try HubSpotConnection.tokenRequest(for: context, code: code, signIn)
    }

    package func testCall(for context: AccountContext, now: Timestamp) -> AdapterCall {
        AdapterCall(resource: "contacts", method: "list", query: ["limit": 1], account: context, now: now)
    }

    private func target(of call: AdapterCall) throws(IntegrationError) -> (HubSpotResource, HubSpotMethod) {
        guard let resource = HubSpotResource.all.first(where: { $0.name == call.resource }),
            let method = HubSpotMethod(rawValue: call.method), resource.methods.contains(method)
        else {
            throw IntegrationError(.unsendable, message: "hubspot has no \"\(call.resource).\(call.method)\"")
        }
        return (resource, method)
    }

    private func walk(
        _ resource: HubSpotResource,
        _ method: HubSpotMethod,
        _ call: AdapterCall
    ) throws(IntegrationError) -> any HubSpotWalk {
        var query = call.query
        for key in resource.queryKeys { query[key] = nil }
        return switch method {
        case .list: try HubSpotList(query, cap: resource.pageCap)
        case .search: try HubSpotSearch(query, body: call.body)
        case .batchRead: try HubSpotBatch(query, body: call.body, cap: resource.batchCap)
        case .get, .create, .update, .delete: HubSpotSingle(ownQuery: query, ownBody: call.body)
        }
    }
}

import Domain
import Engine
import Hummingbird
import JSON

/// `/unified/{model}/{resource}`: a vendor's records in the shape of a model.
struct UnifiedRoutes: Sendable {
    let reading: CallReading
    let passThrough: PassThrough
    let idempotency: Idempotency

    func add(to routes: some RouterMethods<APIContext>) {
        let update = idempotency.onceRemote { try await call("update", id: $1.pathIDIfAny, $0, $1) }
        let delete = idempotency.onceRemote { try await self.delete($0, $1) }
        routes.get("/unified/:model/:resource", use: list)
        routes.post(
            "/unified/:model/:resource",
            use: idempotency.onceRemote { try await call("create", id: nil, $0, $1) }
        )
        routes.patch("/unified/:model/:resource", use: update)
        routes.delete("/unified/:model/:resource", use: delete)
        routes.get("/unified/:model/:resource/:id") { try await call("get", id: $1.pathID(), $0, $1) }
        // The last part is a method's name here.
        routes.post("/unified/:model/:resource/:id", use: idempotency.onceRemote(custom))
        routes.patch("/unified/:model/:resource/:id", use: update)
        routes.delete("/unified/:model/:resource/:id", use: delete)
        routes.get("/unified/:model/:resource/meta/:method", use: meta)
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Answer {
        let parameters = try CallParameters(request, isUnified: true)
        var call = try await unified("list", parameters, context)
        call.cursor = try parameters.cursor(of: call.resource)
        let reply = try await passThrough(call)
        let records = UnifiedRecords(page: reply.page, excluded: parameters.excluded)
        return Answer(
            records: try records.all(),
            next: parameters.text(of: reply.page.next, call.resource),
            isPartial: reply.isPartial,
            warnings: records.warnings
        )
    }

    /// A call whose answer is one record.
    private func call(
        _ method: String,
        id: String?,
        _ request: Request,
        _ context: APIContext
    ) async throws -> Answer {
        let parameters = try CallParameters(request, isUnified: true)
        var call = try await unified(method, parameters, context)
        call.body = try await reading.body(request)
        reading.identify(&call, by: id)
        let records = UnifiedRecords(page: try await passThrough(call).page, excluded: parameters.excluded)
        if let record = try records.all().first { return Answer(bytes: Array(record)) }
        // A mapping says which of the vendor's records are of this resource at all.
        if method == "get" { throw APIError.notFound("record of \(call.resource)") }
        return Answer(["id": .text(call.id)])
    }

    private func delete(_ request: Request, _ context: APIContext) async throws -> Answer {
        var call = try await unified("delete", try CallParameters(request, isUnified: true), context)
        call.body = try await reading.body(request)
        reading.identify(&call, by: context.pathIDIfAny)
        _ = try await passThrough(call)
        return Answer(["id": .text(call.id)])
    }

    private func custom(_ request: Request, _ context: APIContext) async throws -> Answer {
        var call = try await unified(try context.pathID(), try CallParameters(request, isUnified: true), context)
        call.body = try await reading.body(request)
        let records = UnifiedRecords(page: try await passThrough(call).page, excluded: [])
        return Answer(records: try records.all(), next: nil)
    }

    private func meta(_ request: Request, _ context: APIContext) async throws -> Answer {
        let method = try context.pathPart("method")
        let call = try await unified(method, try CallParameters(request, isUnified: true), context)
        let (mapping, capability) = try await passThrough.mapping(call)
        let resource = mapping.resource
        let hasBody = method == "create" || method == "update"
        return Answer([
            "method": .string(method), "schema": .object(resource.schema), "documentation_link": .null,
            "response_mapping": mapping.responseMapping,
            "query_schema": .object(resource.querySchema(requiring: capability.requiredQuery)),
            "request_body_schema": hasBody ? .object(resource.schema) : .null, "default_query": [:],
            "default_body": .null,
        ])
    }

    private func unified(
        _ method: String,
        _ parameters: CallParameters,
        _ context: APIContext
    ) async throws -> PassThrough.Request {
        let resource = "\(try context.pathPart("model"))/\(try context.pathPart("resource"))"
        return try await reading.call(parameters, resource, isUnified: true, method: method, context)
    }
}

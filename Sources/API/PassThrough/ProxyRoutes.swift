import Domain
import Engine
import Hummingbird
import JSON

/// `/proxy/{resource}`: a vendor's own API, by this server's credentials and limits.
struct ProxyRoutes: Sendable {
    let reading: CallReading
    let passThrough: PassThrough
    let idempotency: Idempotency

    func add(to routes: some RouterMethods<APIContext>) {
        let update = idempotency.onceRemote { try await call("update", id: $1.pathIDIfAny, $0, $1) }
        let delete = idempotency.onceRemote { try await call("delete", id: $1.pathIDIfAny, $0, $1) }
        routes.get("/proxy/:resource", use: list)
        routes.post("/proxy/:resource", use: idempotency.onceRemote { try await call("create", id: nil, $0, $1) })
        routes.patch("/proxy/:resource", use: update)
        routes.delete("/proxy/:resource", use: delete)
        routes.get("/proxy/:resource/:id") { try await call("get", id: $1.pathID(), $0, $1) }
        // The last part is a method's name here.
        routes.post(
            "/proxy/:resource/:id",
            use: idempotency.onceRemote { try await call($1.pathID(), id: nil, $0, $1) }
        )
        routes.patch("/proxy/:resource/:id", use: update)
        routes.delete("/proxy/:resource/:id", use: delete)
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Answer {
        let parameters = try CallParameters(request, isUnified: false)
        let resource = try context.pathPart("resource")
        var call = try await reading.call(parameters, resource, isUnified: false, method: "list", context)
        call.cursor = try parameters.cursor(of: resource)
        let page = try await passThrough(call).page
        return Answer(
            records: page.split.records.map { page.split.bytes[$0] },
            next: parameters.text(of: page.next, resource)
        )
    }

    /// One call, whose answer goes back as it came.
    private func call(
        _ method: String,
        id: String?,
        _ request: Request,
        _ context: APIContext
    ) async throws -> Answer {
        let parameters = try CallParameters(request, isUnified: false)
        let resource = try context.pathPart("resource")
        var call = try await reading.call(parameters, resource, isUnified: false, method: method, context)
        call.body = try await reading.body(request)
        reading.identify(&call, by: id)
        let page = try await passThrough(call).page
        let isEmpty = page.split.bytes == Array("{}".utf8)
        if method == "delete", isEmpty, let id = call.id { return Answer(["id": .string(id)]) }
        return Answer(bytes: page.split.bytes)
    }
}

import Domain
import Integrations
import JSON

/// Calls to a server on this machine, as curl would make them.
struct DemoAPI {
    let base: String
    let token: String?

    func get(_ path: String) async throws -> JSONValue { try await send("GET", path, nil) }

    /// Posts and returns the id of what was made.
    func created(_ path: String, _ body: JSONValue) async throws -> String {
        let answer = try await send("POST", path, body)
        guard let id = answer["id"]?.stringValue else { throw CommandFailure("POST \(path) answered \(answer.text)") }
        return id
    }

    private func send(_ method: String, _ path: String, _ body: JSONValue?) async throws -> JSONValue {
        var settings = HTTPSettings()
        settings.allowsPrivateNetworks = true
        let transport = AsyncHTTPTransport(settings: settings)
        var request = OutboundRequest(method: method, url: base + path, body: body?.bytes)
        if let token { request.headers.append(.init("authorization", "Bearer \(token)")) }
        let answer: InboundAnswer
        do {
            answer = try await transport.send(request)
        } catch {
            try await transport.shutdown()
            throw CommandFailure("\(method) \(path): \(error)")
        }
        try await transport.shutdown()
        return try JSONValue(parsing: answer.body)
    }
}

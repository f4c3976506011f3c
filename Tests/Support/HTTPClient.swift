import Domain
import Integrations
package import JSON

/// Requests to a server on loopback, with the answers as JSON.
package struct HTTPClient: Sendable {
    /// An answer: its status, its headers, its text and what the text says.
    package struct Reply: Sendable {
        package let status: Int
        package let headers: [(name: String, value: String)]
        package let bytes: [UInt8]

        /// The body as JSON; null when it is none.
        package var json: JSONValue { (try? JSONValue(parsing: bytes)) ?? .null }

        package func header(_ name: String) -> String? {
            headers.first { $0.name.lowercased() == name.lowercased() }?.value
        }
    }

    private static let transport: AsyncHTTPTransport = {
        var settings = HTTPSettings()
        settings.allowsPrivateNetworks = true
        return AsyncHTTPTransport(settings: settings)
    }()

    package let base: String
    package var token: String?

    package init(base: String, token: String? = nil) {
        self.base = base
        self.token = token
    }

    package func get(_ path: String) async throws -> Reply { try await send("GET", path) }

    package func post(_ path: String, _ body: JSONValue? = nil, headers: [String: String] = [:]) async throws -> Reply {
        try await send("POST", path, body?.bytes, headers: headers)
    }

    package func patch(_ path: String, _ body: JSONValue) async throws -> Reply {
        try await send("PATCH", path, body.bytes)
    }

    package func delete(_ path: String) async throws -> Reply { try await send("DELETE", path) }

    /// Any request; `path` goes out as it is, with its query.
    package func send(
        _ method: String,
        _ path: String,
        _ body: [UInt8]? = nil,
        headers: [String: String] = ["content-type": "application/json"]
    ) async throws -> Reply {
        var request = OutboundRequest(method: method, url: base + path, body: body)
        if let token { request.headers.append(.init("authorization", "Bearer \(token)")) }
        for (name, value) in headers { request.headers.append(.init(name, value)) }
        let answer = try await HTTPClient.transport.send(request)
        return Reply(status: answer.status, headers: answer.headers, bytes: answer.body)
    }
}

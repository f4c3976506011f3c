import Foundation
package import JSON

/// The emulated vendor as a process of its own, with its control plane.
package struct SandboxProcess: Sendable {
    package let process: ChildProcess
    package let base: String
    private let client: HTTPClient

    /// Starts it on a free port; `arguments` as of `sluice sandbox`.
    package init(_ arguments: [String] = []) async throws {
        process = try ChildProcess(["sandbox", "--port", "0"] + arguments)
        guard let line = await process.line(containing: "listening on"), let address = line.split(separator: " ").last
        else {
            throw TestFailure("the sandbox didn't start: \(process.standardError)")
        }
        base = String(address)
        client = HTTPClient(base: base)
    }

    /// A context of an account at this vendor by a token that never expires.
    package var tokenContext: JSONObject {
        ["base_url": .string(base), "access_token": "sandbox-access-token"]
    }

    /// A context by OAuth client credentials.
    package var clientContext: JSONObject {
        ["base_url": .string(base), "client_id": "sandbox-client", "client_secret": "sandbox-secret"]
    }

    /// A context with a pair of tokens that the vendor has just issued, and the client that may renew it.
    package func pairContext(of vendor: String = "zendesk") async throws -> JSONObject {
        let pair = try await control("/_sandbox/\(vendor)/tokens")
        var context = clientContext
        context["access_token"] = pair["access_token"]
        context["refresh_token"] = pair["refresh_token"]
        return context
    }

    /// Returns when more than `count` webhooks have arrived, or after a second.
    func waitForWebhook(after count: Int) async throws { _ = try await client.get("/_sandbox/webhooks?after=\(count)") }

    /// What the vendor has, by resource.
    package func counts(of vendor: String = "zendesk") async throws -> JSONValue {
        try await client.get("/_sandbox/\(vendor)/counts").json
    }

    /// How much was asked and answered: `requests`, `in_flight`, `max_in_flight`, `by_status`, `by_path`, `by_fault`.
    package func stats() async throws -> JSONValue { try await client.get("/_sandbox/stats").json }

    /// Replaces the rules by which requests go wrong; see `FaultRule`.
    package func setFaults(_ rules: JSONValue) async throws {
        let reply = try await client.post("/_sandbox/faults", rules, headers: ["content-type": "application/json"])
        guard reply.status < 300 else { throw TestFailure("faults refused: \(reply.json.text)") }
    }

    /// Ends every access token that was issued.
    package func expireTokens(of vendor: String = "zendesk") async throws {
        _ = try await client.delete("/_sandbox/\(vendor)/tokens")
    }

    /// Returns when so many requests are under way at the same time.
    package func waitForRequests(_ count: Int) async throws {
        while try await stats()["in_flight"]?.intValue != count {}
    }

    package func clearFaults() async throws { _ = try await client.delete("/_sandbox/faults") }

    /// The vendor's requests so far, oldest first: `{n, at, method, target, status, fault, records, authorization}`.
    package func requests() async throws -> [JSONValue] {
        try await client.get("/_sandbox/requests").json["result"]?.arrayValue ?? []
    }

    /// Method and target of each request so far, without those for tokens.
    package func targets() async throws -> [String] {
        try await requests().compactMap { line in
            guard let target = line["target"]?.stringValue, !target.hasPrefix("/oauth") else { return nil }
            return "\(line["method"]?.stringValue ?? "") \(target)"
        }
    }

    /// Any call to the vendor itself, with the token that never expires.
    package func call(_ path: String) async throws -> HTTPClient.Reply {
        var client = client
        client.token = "sandbox-access-token"
        return try await client.get(path)
    }

    /// Any call to the control plane.
    package func control(_ path: String, _ body: JSONValue? = nil) async throws -> JSONValue {
        try await client.post(path, body, headers: ["content-type": "application/json"]).json
    }
}

/// Why a test can't go on.
package struct TestFailure: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

// Fuzzed with Sources/JSON, Sources/Patterns, Sources/JSONata, Sources/Placeholders, Sources/Domain, Sources/Expressions, Sources/Integrations/Declarative, Sources/Integrations/OAuth, Sources/Integrations/HTTP/BaseURL.swift, Sources/Integrations/HTTP/PercentEncoding.swift, Sources/Integrations/Cursor+Kind.swift, Sources/Integrations/InboundAnswer+Records.swift, Sources/Integrations/JSONValue+WholeNumber.swift by Scripts/fuzz.sh.

import Domain
import Integrations
import JSON

/// Traps when a manifest is neither refused with a reason nor can be used.
///
/// The input is a manifest as JSON.
func fuzzManifest(_ text: [UInt8]) {
    guard let value = try? JSONValue(parsing: text) else { return }
    let manifest: Manifest
    do {
        manifest = try Manifest(value)
    } catch {
        precondition(!error.failures.isEmpty, "a reason")
        return
    }
    let adapter = DeclarativeAdapter(manifest)
    let account = AccountContext(["access_token": "t", "api_key": "k", "subdomain": "acme"])
    let answer = InboundAnswer(
        status: 200,
        headers: [("link", "<https://x.example/?a>; rel=next"), ("retry-after", "1")],
        body: Array(#"{"items":[{"id":1}],"next":"n","data":[]}"#.utf8)
    )
    for capability in adapter.capabilities {
        let query = JSONObject(capability.requiredQuery.map { ($0, .string("../q")) })
        let call = AdapterCall(
            resource: capability.resource,
            method: capability.method,
            id: "7/8",
            query: query,
            body: ["id": 1],
            account: account,
            now: .epoch
        )
        if let request = try? adapter.request(for: call, after: nil) {
            precondition(request.url.hasPrefix("http"), "an address")
        }
        if adapter.isFailure(answer, for: call) { _ = adapter.failure(of: answer, for: call, after: nil) }
        if let next = try? adapter.page(from: answer, for: call, after: nil).next {
            _ = try? adapter.request(for: call, after: next)
        }
    }
    _ = ManifestLint(manifest, now: .epoch).findings
    _ = adapter.problems(in: account)
    _ = adapter.limits(in: answer, now: .epoch)
    _ = adapter.facts
    _ = try? adapter.refreshRequest(for: account)
}

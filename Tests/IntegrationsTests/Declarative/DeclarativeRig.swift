import Domain
import JSON
import Testing

@testable import Integrations

/// A manifest with one list, `things`, and calls of it.
struct DeclarativeRig {
    let adapter: DeclarativeAdapter

    /// `manifest` is laid over a minimal one; `list` over its list of things.
    init(_ manifest: JSONObject = [:], list: JSONObject = [:], resource: JSONObject = [:]) throws {
        var method: JSONObject = ["path": "/things", "response_path": "items"]
        for (key, value) in list { method[key] = value }
        var things: JSONObject = ["list": .object(method), "get": ["path": "/things/{{id}}"]]
        for (key, value) in resource { things[key] = value }
        var whole: JSONObject = [
            "name": "acme", "base_url": "https://api.acme.example/v1", "test": ["resource": "me", "method": "get"],
            "resources": ["things": .object(things), "me": ["get": ["path": "/me"]]],
        ]
        for (key, value) in manifest { whole[key] = value }
        adapter = DeclarativeAdapter(try Manifest(.object(whole)))
    }

    /// What is wrong with a manifest, as `path: message`.
    static func problems(
        _ manifest: JSONObject = [:],
        list: JSONObject = [:],
        resource: JSONObject = [:]
    ) -> [String] {
        do {
            _ = try DeclarativeRig(manifest, list: list, resource: resource)
            return []
        } catch let error as ValidationError {
            return error.failures.map { "\($0.path): \($0.message)" }
        } catch {
            return ["\(error)"]
        }
    }

    func call(
        _ method: String = "list",
        id: String? = nil,
        query: JSONObject = [:],
        body: JSONValue? = nil,
        context: JSONObject = [:]
    ) -> AdapterCall {
        AdapterCall(
            resource: "things",
            method: method,
            id: id,
            query: query,
            body: body,
            account: AccountContext(context),
            now: Timestamp(milliseconds: 1_700_000_000_000)
        )
    }

    /// Walks a list whose answers are given in turn, and returns method and address of each request, and the ids read.
    func walk(_ answers: [InboundAnswer], _ call: AdapterCall) throws -> (requests: [String], ids: [String]) {
        var requests: [String] = []
        var ids: [String] = []
        var cursor: Cursor?
        for (index, answer) in answers.enumerated() {
            let request = try adapter.request(for: call, after: cursor)
            let range = request.headers.first { $0.name == "range" }.map { " \($0.value)" } ?? ""
            let body = request.body.map { " " + String(decoding: $0, as: UTF8.self) } ?? ""
            requests.append(request.url.replacing("https://api.acme.example/v1", with: "") + range + body)
            let page = try adapter.page(from: answer, for: call, after: cursor)
            ids += page.split.records.indices.compactMap { page.id(of: $0) }
            cursor = page.next
            if cursor == nil {
                #expect(index == answers.count - 1, "the list ended early")
                return (requests, ids)
            }
        }
        Issue.record("the list goes on after its last page, at \(cursor?.text ?? "")")
        return (requests, ids)
    }
}

extension InboundAnswer {
    /// 200 with JSON.
    init(_ body: JSONValue, _ headers: [String: String] = [:], status: Int = 200) {
        self.init(status: status, headers: headers.map { ($0.key, $0.value) }, body: body.bytes)
    }
}

import Domain
import JSON
import Testing

@testable import Integrations

/// What a manifest may say, and what is said of one that is wrong.
@Suite struct ManifestTests {
    private static let broken: [(JSONObject, JSONObject, JSONObject, String)] = [
        (["base_ulr": "x"], [:], [:], "base_ulr: unknown key; did you mean \"base_url\"?"),
        (["base_url": "ftp://x"], [:], [:], "base_url: expected an address"),
        (["base_url": "https://{{sub domain}.x"], [:], [:], "base_url"),
        (["name": "Acme Desk"], [:], [:], "name: expected a slug"),
        (
            ["query_array_format": "commas"], [:], [:],
            "query_array_format: there is no \"commas\"; did you mean \"comma\"?"
        ),
        (["headers": ["a": [1]]], [:], [:], "headers.a: expected text, found array"),
        (["webhook": [:]], [:], [:], "webhook: not supported yet"),
        (["error_expression": "("], [:], [:], "error_expression"),
        (
            ["authorization": ["format": "bearers"]], [:], [:],
            "authorization.format: no such format; did you mean \"bearer\"?"
        ),
        (
            ["authorization": ["format": "bearer", "config": ["tokn": "x"]]], [:], [:],
            "authorization.config.tokn: unknown key"
        ),
        (["authorization": ["format": "header"]], [:], [:], "authorization.config: name at least one header"),
        (["authorization": ["format": "basic"]], [:], [:], "authorization.config.username: required"),
        (["credentials": ["k": ["format": "keka_oauth"]]], [:], [:], "credentials.k.format: not supported yet"),
        (["credentials": ["api_key": [:]]], [:], [:], "credentials.api_key.config.fields: required"),
        (["credentials": ["oauth2": [:]]], [:], [:], "credentials.oauth2.config.token_url: required"),
        (["rate_limit": ["budget": ["calls": 5]]], [:], [:], "rate_limit.budget: give calls and seconds"),
        (["headers": ["X-Api-Key": "k"]], [:], [:], "headers.X-Api-Key: a secret doesn't belong"),
        (
            ["authorization": ["format": "query", "config": ["key": "k"]]], [:], [:],
            "authorization.config.key: a secret doesn't belong"
        ),
        (["resources": [:]], [:], [:], "resources: has none"),
        ([:], ["path": "things"], [:], "resources.things.list.path: must begin with a slash"),
        ([:], ["path": "/things?x=1"], [:], "resources.things.list.path: must not hold a query"),
        ([:], ["path": "/things/{{id"], [:], "resources.things.list.path"),
        ([:], ["methd": "post"], [:], "resources.things.list.methd: unknown key; did you mean \"method\"?"),
        ([:], ["method": "fetch"], [:], "resources.things.list.method: there is no \"fetch\"; there is get, post"),
        ([:], ["body_format": "xml"], [:], "resources.things.list.body_format: not supported yet"),
        ([:], ["incremental": [:]], [:], "resources.things.list.incremental.param: required"),
        ([:], ["deprecated": ["date": "soon"]], [:], "resources.things.list.deprecated.date: expected a day"),
        ([:], ["query": "x"], [:], "resources.things.list.query: expected an object"),
        (
            [:], [:], ["id_paht": "x"],
            "resources.things.id_paht: expected a method, an object; did you mean \"id_path\"?"
        ),
        ([:], [:], ["id_scope": "parent"], "resources.things.id_scope: no path names the parent"),
        ([:], [:], ["deletes": [:]], "resources.things.deletes.strategy: required"),
        ([:], [:], ["deletes": ["strategy": "list"]], "resources.things.deletes.resource: required"),
        (
            [:], [:], ["get": ["path": "/x", "pagination": ["format": "page"], "returns": "record"]],
            "resources.things.get.pagination: only a list has pages"
        ),
    ]

    @Test(arguments: broken) func `each fault is told with its place`(
        _ manifest: JSONObject,
        _ list: JSONObject,
        _ resource: JSONObject,
        _ problem: String
    ) {
        let problems = DeclarativeRig.problems(manifest, list: list, resource: resource)
        #expect(problems.contains { $0.hasPrefix(problem) }, "\(problems)")
    }

    @Test func `what shows that credentials work must be there`() {
        let problems = DeclarativeRig.problems(["test": ["resource": "mine"]])
        #expect(problems == ["test: required: a resource and method that show whether credentials work"])
    }

    @Test func `all faults are told at once`() {
        let problems = DeclarativeRig.problems(
            ["base_ulr": "x", "rate_limit": ["headers": ["limt": "x"]]],
            list: ["methd": "post"],
            resource: ["get": ["path": 1]]
        )
        #expect(problems.count == 4, "\(problems)")
    }

    struct Sent: Sendable, CustomTestStringConvertible {
        var manifest: JSONObject = [:]
        var list: JSONObject = [:]
        var query: JSONObject = [:]
        var body: JSONValue?
        var context: JSONObject = [:]
        let request: String
        var headers: [String: String] = [:]
        var testDescription: String { request }
    }

    private static let sent: [Sent] = [
        Sent(request: "GET https://api.acme.example/v1/things", headers: ["accept": "application/json"]),
        Sent(
            manifest: ["base_url": "https://{{context.site}}.acme.example"],
            context: ["site": "north"],
            request: "GET https://north.acme.example/things"
        ),
        Sent(
            manifest: ["base_url": "{{instance_url}}"],
            context: ["instance_url": "https://eu.acme.example/x/"],
            request: "GET https://eu.acme.example/x/things"
        ),
        Sent(context: ["base_url": "http://127.0.0.1:9/p"], request: "GET http://127.0.0.1:9/p/things"),
        Sent(
            manifest: ["headers": ["Accept": "application/vnd.acme+json", "X-Version": 7], "query": ["v": "2"]],
            request: "GET https://api.acme.example/v1/things?v=2",
            headers: ["accept": "application/vnd.acme+json", "x-version": "7"]
        ),
        Sent(
            manifest: ["authorization": ["format": "bearer"]],
            context: ["access_token": "t0ken"],
            request: "GET https://api.acme.example/v1/things",
            headers: ["authorization": "Bearer t0ken"]
        ),
        Sent(
            manifest: [
                "authorization": ["format": "basic", "config": ["username": "{{email}}/token", "password": "{{key}}"]]
            ],
            context: ["email": "a@b.test", "key": "k"],
            request: "GET https://api.acme.example/v1/things",
            headers: ["authorization": "Basic YUBiLnRlc3QvdG9rZW46aw=="]
        ),
        Sent(
            manifest: ["authorization": ["format": "header", "config": ["Api-Key": "Key {{credentials.key}}"]]],
            context: ["key": "k"],
            request: "GET https://api.acme.example/v1/things",
            headers: ["api-key": "Key k"]
        ),
        Sent(
            manifest: ["authorization": ["format": "query", "config": ["api_token": "{{key}}"]]],
            context: ["key": "k&k"],
            request: "GET https://api.acme.example/v1/things?api_token=k%26k"
        ),
        Sent(
            manifest: ["authorization": ["format": "bearer"]],
            list: ["no_auth": true],
            request: "GET https://api.acme.example/v1/things"
        ),
        Sent(
            list: ["path": "/projects/{{query.project}}/things", "query": ["state": "{{query.s}}", "fixed": 1]],
            query: ["project": "gh/acme/app", "s": "open", "more": ["a": "b"]],
            request: "GET https://api.acme.example/v1/projects/gh%2Facme%2Fapp/things?more%5Ba%5D=b&state=open&fixed=1"
        ),
        Sent(
            manifest: ["query_array_format": "brackets"],
            query: ["ids": [1, 2]],
            request: "GET https://api.acme.example/v1/things?ids%5B%5D=1&ids%5B%5D=2"
        ),
        Sent(
            manifest: ["query_array_format": "indices"],
            query: ["ids": [1, 2]],
            request: "GET https://api.acme.example/v1/things?ids%5B0%5D=1&ids%5B1%5D=2"
        ),
        Sent(
            manifest: ["query_array_format": "repeat"],
            query: ["ids": [1, 2]],
            request: "GET https://api.acme.example/v1/things?ids=1&ids=2"
        ),
        Sent(
            list: ["incremental": ["param": "since", "format": "unix"]],
            query: ["since": "2026-03-01T00:00:00Z"],
            request: "GET https://api.acme.example/v1/things?since=1772323200"
        ),
        Sent(
            list: [
                "incremental": ["param": "since", "format": "date"], "query": ["since": "{{query.updated_after}}"],
            ],
            query: ["updated_after": "2026-03-01T10:00:00Z"],
            request: "GET https://api.acme.example/v1/things?since=2026-03-01"
        ),
        Sent(
            list: ["method": "post", "body": ["filter": ["name": "{{query.name}}"], "n": "{{body.n:int}}"]],
            query: ["name": "x"],
            body: ["n": 5, "other": 1],
            request: #"POST https://api.acme.example/v1/things {"filter":{"name":"x"},"n":5}"#,
            headers: ["content-type": "application/json"]
        ),
        Sent(
            list: ["method": "post", "body_format": "form"],
            body: ["a": "1 2", "b": ["x", "y"]],
            request: "POST https://api.acme.example/v1/things a=1%202&b%5B%5D=x&b%5B%5D=y",
            headers: ["content-type": "application/x-www-form-urlencoded"]
        ),
        Sent(
            list: ["base_url": "https://files.acme.example/v2"],
            request: "GET https://files.acme.example/v2/things"
        ),
        Sent(
            list: ["base_url": "https://files.acme.example/v2"],
            context: ["base_url": "http://127.0.0.1:9"],
            request: "GET http://127.0.0.1:9/v2/things"
        ),
    ]

    @Test(arguments: sent) func `a call becomes the request that the manifest says`(_ sent: Sent) throws {
        let rig = try DeclarativeRig(sent.manifest, list: sent.list)
        let call = rig.call(query: sent.query, body: sent.body, context: sent.context)
        let request = try rig.adapter.request(for: call, after: nil)
        let body = request.body.map { " " + String(decoding: $0, as: UTF8.self) } ?? ""
        #expect("\(request.method) \(request.url)\(body)" == sent.request)
        for (name, value) in sent.headers {
            #expect(request.headers.filter { $0.name == name }.map(\.value) == [value])
        }
    }

    private static let unsendable: [(JSONObject, JSONObject, JSONObject, JSONObject, String)] = [
        (["base_url": "https://{{site}}.acme.example"], [:], [:], [:], "{{site}}"),
        (["base_url": "https://{{site}}.acme.example"], [:], [:], ["site": "evil.example/"], "{{site}}"),
        (["base_url": "https://{{site}}.acme.example"], [:], [:], ["site": "a@evil"], "{{site}}"),
        (["authorization": ["format": "bearer"]], [:], [:], [:], "{{access_token}}"),
        ([:], ["path": "/p/{{query.project}}/things"], [:], [:], "{{query.project}}"),
        ([:], ["path": "/p/{{query.project}}/things"], ["project": ".."], [:], "{{query.project}}"),
        (["pagination": ["format": "page"]], [:], ["limit": "many"], [:], "query.limit"),
    ]

    @Test(arguments: unsendable) func `what is missing, or would lead elsewhere, is not sent`(
        _ manifest: JSONObject,
        _ list: JSONObject,
        _ query: JSONObject,
        _ context: JSONObject,
        _ place: String
    ) throws {
        let rig = try DeclarativeRig(manifest, list: list)
        #expect {
            try rig.adapter.request(for: rig.call(query: query, context: context), after: nil)
        } throws: { ($0 as? IntegrationError)?.message.contains(place) ?? false }
    }

    @Test func `ids that are unique only below a parent carry the parent's`() throws {
        let list: JSONObject = ["path": "/teams/{{query.team}}/things"]
        let rig = try DeclarativeRig(list: list, resource: ["id_scope": "parent", "id_path": "meta.no"])
        let answer = InboundAnswer(["items": [["meta": ["no": 7]], ["meta": [:]]]])
        let page = try rig.adapter.page(from: answer, for: rig.call(query: ["team": "a"]), after: nil)
        #expect(page.id(of: 0) == "a:7")
        #expect(page.id(of: 1) == nil)
    }

    @Test func `one record, and a deletion without a body`() throws {
        let rig = try DeclarativeRig(resource: ["delete": ["path": "/things/{{id}}"]])
        let one = try rig.adapter.page(from: InboundAnswer(["id": 5]), for: rig.call("get", id: "5"), after: nil)
        #expect(one.split.records.count == 1 && one.id(of: 0) == "5" && one.next == nil)
        for body in ["", "OK", #"{"deleted": true}"#] {
            let answer = InboundAnswer(status: 204, body: Array(body.utf8))
            let page = try rig.adapter.page(from: answer, for: rig.call("delete", id: "5"), after: nil)
            #expect(page.split.records.isEmpty)
        }
        let capabilities = rig.adapter.capabilities.map { "\($0.method) \($0.writes) \($0.needsID)" }
        #expect(capabilities.suffix(3) == ["delete true true", "get false true", "list false false"])
    }
}

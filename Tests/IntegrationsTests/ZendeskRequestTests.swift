import Domain
import Integrations
import JSON
import Testing

/// What is asked of Zendesk: address, query, headers and body, as pure functions.
@Suite struct ZendeskRequestTests {
    private static let adapter = ZendeskAdapter()

    private static func target(_ call: AdapterCall, after cursor: String? = nil) throws -> String {
        let url = try adapter.request(for: call, after: cursor.map(Cursor.init)).url
        return url.replacing("https://vendor.example/api/v2/", with: "")
    }

    @Test(
        arguments: [
            ([:], nil, "page%5Bsize%5D=100"), ([:], "after:abc=+/", "page%5Bsize%5D=100&page%5Bafter%5D=abc%3D%2B%2F"),
            (["per_page": 25], nil, "page%5Bsize%5D=25"), (["per_page": "25"], nil, "page%5Bsize%5D=25"),
            (["limit": 7], nil, "page%5Bsize%5D=7"), (["limit": "7"], "after:x", "page%5Bsize%5D=7&page%5Bafter%5D=x"),
            (["per_page": 5000], nil, "page%5Bsize%5D=100"), (["per_page": 3.0], nil, "page%5Bsize%5D=3"),
            (["page[size]": 4], nil, "page%5Bsize%5D=4"), (["page": ["size": 4]], nil, "page%5Bsize%5D=4"),
            (["page[after]": "sneaky"], nil, "page%5Bsize%5D=100"),
            (["page": ["after": "sneaky"]], nil, "page%5Bsize%5D=100"),
            (["page": .null, "per_page": .null], nil, "page%5Bsize%5D=100"),
            (["page": 1], nil, "page=1&per_page=100"), (["page": "3", "per_page": "50"], nil, "page=3&per_page=50"),
            (["page": 1, "limit": 10], "page:2", "page=2&per_page=10"),
            (["page": 9], "page:10", "page=10&per_page=100"),
            ([:], "page:2", "page=2&per_page=100"), (["per_page": 30], "page:4", "page=4&per_page=30"),
            (["status": "open", "page": 2], nil, "status=open&page=2&per_page=100"),
            (
                ["a": 1.5, "b": true, "c": .null, "d": ["x", 2], "e": ["f": ["g": "h i"]]], nil,
                "a=1.5&b=true&d=x,2&e%5Bf%5D%5Bg%5D=h%20i&page%5Bsize%5D=100"
            ),
            (["ä&=": "ö#"], nil, "%C3%A4%26%3D=%C3%B6%23&page%5Bsize%5D=100"),
        ] as [(JSONObject, String?, String)]
    )
    func `a list is asked in one paging style`(_ query: JSONObject, _ cursor: String?, _ expected: String) throws {
        let target = try ZendeskRequestTests.target(call("tickets", query: query), after: cursor)
        #expect(target == "tickets.json?" + expected)
        #expect(!(target.contains("page%5B") && target.contains("per_page")))
    }

    @Test(
        arguments: [
            ["per_page": 0], ["per_page": -1], ["per_page": "many"], ["per_page": 1.5], ["per_page": []], ["page": 0],
            ["page": "x"], ["page": true], ["page": 9_223_372_036_854_775_807], ["limit": "1e400"], ["page": ""],
        ] as [JSONObject]
    )
    func `a page that is no number can't be sent`(_ query: JSONObject) {
        let error = #expect(throws: IntegrationError.self) {
            try ZendeskRequestTests.target(call("tickets", query: query))
        }
        #expect(error?.kind == .unsendable)
    }

    @Test(
        arguments: [
            ([:], nil, "start_time=0"), (["start_time": 1_700_000_000], nil, "start_time=1700000000"),
            (["start_time": "1700000000"], nil, "start_time=1700000000"),
            (["start_time": "2023-11-14T22:13:20.000Z"], nil, "start_time=1700000000"),
            (["start_time": "2023-11-14T23:13:20+01:00"], nil, "start_time=1700000000"),
            (["start_time": "2026-11-24T09:29:59Z"], nil, "start_time=1795512539"),
            (["start_time": 9_999_999_999], nil, "start_time=1795512539"),
            (["start_time": "1950-01-01"], nil, "start_time=0"), (["start_time": -5], nil, "start_time=0"),
            (["start_time": .null], nil, "start_time=0"), (["per_page": 5000], nil, "start_time=0&per_page=1000"),
            (["limit": 50, "page": 3], nil, "start_time=0&per_page=50"),
            (["start_time": 5, "include": "users"], "export:c=", "include=users&cursor=c%3D"),
            (["per_page": 10], "export:c", "cursor=c&per_page=10"),
        ] as [(JSONObject, String?, String)]
    )
    func `an export begins at a moment old enough and goes on by its cursor`(
        _ query: JSONObject,
        _ cursor: String?,
        _ expected: String
    ) throws {
        for name in ["tickets", "users"] {
            let target = try ZendeskRequestTests.target(call("incremental_\(name)", query: query), after: cursor)
            #expect(target == "incremental/\(name)/cursor.json?\(expected)")
        }
    }

    @Test(arguments: ["soon", "2026-13-01", ""])
    func `a start that is no moment can't be sent`(_ text: String) {
        let error = #expect(throws: IntegrationError.self) {
            try ZendeskRequestTests.target(call("incremental_tickets", query: ["start_time": .string(text)]))
        }
        #expect(error?.kind == .unsendable)
    }

    @Test(
        arguments: [
            ("tickets", ["page": 1], "after:x"), ("incremental_tickets", [:], "after:x"), ("tickets", [:], "export:x"),
            ("tickets", [:], "nonsense"),
        ] as [(String, JSONObject, String)]
    )
    func `a cursor of another style starts the call again`(_ resource: String, _ query: JSONObject, _ cursor: String) {
        let error = #expect(throws: IntegrationError.self) {
            try ZendeskRequestTests.target(call(resource, query: query), after: cursor)
        }
        #expect(error?.kind == .cursorExpired)
    }

    @Test(
        arguments: [
            ("7", "tickets/7/comments.json"), (7, "tickets/7/comments.json"), ("a/b", "tickets/a%2Fb/comments.json"),
            ("../users", "tickets/..%2Fusers/comments.json"), ("1?x=2#y", "tickets/1%3Fx%3D2%23y/comments.json"),
            ("ä ", "tickets/%C3%A4%20/comments.json"), ("%2e%2e", "tickets/%252e%252e/comments.json"),
            ("a\r\nb", "tickets/a%0D%0Ab/comments.json"),
        ] as [(JSONValue, String)]
    )
    func `a ticket's id is one segment of the path, whatever is in it`(_ id: JSONValue, _ path: String) throws {
        for name in ["comments", "ticket_comments"] {
            let target = try ZendeskRequestTests.target(call(name, query: ["ticket_id": id]))
            #expect(target == path + "?page%5Bsize%5D=100")
        }
    }

    @Test(arguments: ["..", ".", ""])
    func `a segment that would name another resource can't be sent`(_ id: String) {
        for call in [
            call("comments", query: ["ticket_id": .string(id)]), call("tickets", "get", id: id),
            call("users", "get", id: id), call("tickets", "delete", id: id),
        ] {
            let error = #expect(throws: IntegrationError.self) { try ZendeskRequestTests.target(call) }
            #expect(error?.kind == .unsendable)
        }
    }

    @Test(
        arguments: [
            ("list", nil, "GET", "tickets.json?page%5Bsize%5D=100"), ("get", "7", "GET", "tickets/7.json"),
            ("get", "a/b", "GET", "tickets/a%2Fb.json"), ("create", nil, "POST", "tickets.json"),
            ("update", "7", "PUT", "tickets/7.json"), ("delete", "7", "DELETE", "tickets/7.json"),
        ] as [(String, String?, String, String)]
    )
    func `each method has its verb, and writes alone carry a body`(
        _ method: String,
        _ id: String?,
        _ verb: String,
        _ target: String
    ) throws {
        let call = call("tickets", method, id: id, body: ["ticket": ["subject": "x"]])
        let request = try ZendeskRequestTests.adapter.request(for: call, after: nil)
        #expect(request.method == verb)
        #expect(request.url == "https://vendor.example/api/v2/" + target)
        let hasBody = verb == "POST" || verb == "PUT"
        #expect(request.body == (hasBody ? call.body?.bytes : nil))
        #expect(request.headers.contains(.init("content-type", "application/json")) == hasBody)
        #expect(request.headers.first == .init("authorization", "Bearer t"))
    }

    @Test(
        arguments: [
            (["subdomain": "acme"], "https://acme.zendesk.com/api/v2/"),
            (["base_url": "http://127.0.0.1:9"], "http://127.0.0.1:9/api/v2/"),
            (["base_url": "https://V.example/"], "https://v.example/api/v2/"),
            (["base_url": "https://v.example/api/v2"], "https://v.example/api/v2/"),
            (["base_url": "https://v.example/api/v2/"], "https://v.example/api/v2/"),
            (["base_url": "https://v.example/sub/"], "https://v.example/sub/api/v2/"),
            (["base_url": "https://[2001:db8::1]:8443"], "https://[2001:db8::1]:8443/api/v2/"),
            (["base_url": "https://v.example", "subdomain": "acme"], "https://v.example/api/v2/"),
        ] as [(JSONObject, String)]
    )
    func `an account's address is its own or its subdomain's`(_ account: JSONObject, _ start: String) throws {
        var account = account
        account["access_token"] = "t"
        let request = try ZendeskRequestTests.adapter.request(for: call("tickets", account: account), after: nil)
        #expect(request.url == start + "tickets.json?page%5Bsize%5D=100")
    }

    @Test(
        arguments: [
            ["subdomain": "a.b"], ["subdomain": "a/b"], ["subdomain": "evil.example#"], ["subdomain": ""], [:],
            ["base_url": "https://u@v.example"], ["base_url": "https://v.example/../x"], ["base_url": "v.example"],
            ["base_url": "https://v.example?x"], ["base_url": "javascript://x"], ["base_url": "https://v.example:0x50"],
        ] as [JSONObject]
    )
    func `a host that isn't one is never called`(_ account: JSONObject) {
        var account = account
        account["access_token"] = "t"
        let error = #expect(throws: IntegrationError.self) {
            try ZendeskRequestTests.adapter.request(for: call("tickets", account: account), after: nil)
        }
        #expect(error?.kind == .unsendable)
        #expect(!ZendeskRequestTests.adapter.problems(in: AccountContext(account)).isEmpty)
    }

    @Test func `a resource of another vendor can't be sent`() {
        #expect(throws: IntegrationError.self) { try ZendeskRequestTests.target(call("deals")) }
    }

    @Test func `the catalogue has each resource's methods once`() {
        let capabilities = ZendeskRequestTests.adapter.capabilities
        #expect(Set(capabilities.map { "\($0.resource).\($0.method)" }).count == capabilities.count)
        for name in ["tickets", "users", "organizations", "groups", "ticket_fields"] {
            #expect(ZendeskRequestTests.adapter.capability(name, "list")?.needsID == false)
            #expect(ZendeskRequestTests.adapter.capability(name, "get")?.needsID == true)
        }
        #expect(ZendeskRequestTests.adapter.capability("tickets", "create")?.writes == true)
        #expect(ZendeskRequestTests.adapter.capability("comments", "list")?.requiredQuery == ["ticket_id"])
        #expect(ZendeskRequestTests.adapter.capability("incremental_tickets", "list")?.lookBack == .seconds(120))
        #expect(Catalog().adapter(named: "zendesk") != nil)
        #expect(Catalog().adapter(named: "Zendesk") == nil)
    }
}

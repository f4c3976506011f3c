import Domain
import Integrations
import JSON
import Testing

/// What is asked of HubSpot: address, query, headers and body, as pure functions.
@Suite struct HubSpotRequestTests {
    private static let adapter = HubSpotAdapter()
    private static let types: JSONObject = ["object_type": "deals"]
    private static let pair: JSONObject = ["from": "contacts", "to": "companies"]

    private static func request(_ call: AdapterCall, after cursor: String? = nil) throws -> OutboundRequest {
        try adapter.request(for: call, after: cursor.map(Cursor.init))
    }

    private static func target(_ call: AdapterCall, after cursor: String? = nil) throws -> String {
        let request = try request(call, after: cursor)
        return request.method + " " + request.url.replacing("https://vendor.example/", with: "")
    }

    private static func call(
        _ resource: String,
        _ method: String = "list",
        id: String? = nil,
        query: JSONObject = [:],
        body: JSONValue? = nil,
        version: String
    ) -> AdapterCall {
        let account: JSONObject = [
            "base_url": "https://vendor.example", "access_token": "t", "api_version": .string(version),
        ]
        return IntegrationsTests.call(resource, method, id: id, query: query, body: body, account: account)
    }

    @Test(
        arguments: [
            ("contacts", "get", "7", [:], "GET crm/v3/objects/contacts/7", "GET crm/objects/D/contacts/7"),
            ("companies", "update", "7", [:], "PATCH crm/v3/objects/companies/7", "PATCH crm/objects/D/companies/7"),
            ("deals", "delete", "7", [:], "DELETE crm/v3/objects/deals/7", "DELETE crm/objects/D/deals/7"),
            ("tickets", "create", nil, [:], "POST crm/v3/objects/tickets", "POST crm/objects/D/tickets"),
            (
                "contacts", "search", nil, [:], "POST crm/v3/objects/contacts/search",
                "POST crm/objects/D/contacts/search"
            ),
            (
                "contacts", "batch_read", nil, ["archived": true],
                "POST crm/v3/objects/contacts/batch/read?archived=true",
                "POST crm/objects/D/contacts/batch/read?archived=true"
            ),
            (
                "objects", "get", "7", ["object_type": "2-123"], "GET crm/v3/objects/2-123/7",
                "GET crm/objects/D/2-123/7"
            ),
            ("owners", "list", nil, [:], "GET crm/v3/owners?limit=500", "GET crm/owners/D?limit=500"),
            ("owners", "get", "7", [:], "GET crm/v3/owners/7", "GET crm/owners/D/7"),
            ("pipelines", "list", nil, types, "GET crm/v3/pipelines/deals", "GET crm/pipelines/D/deals"),
            ("properties", "list", nil, types, "GET crm/v3/properties/deals", "GET crm/properties/D/deals"),
            (
                "associations", "batch_read", nil, pair, "POST crm/v4/associations/contacts/companies/batch/read",
                "POST crm/associations/D/contacts/companies/batch/read"
            ),
        ] as [(String, String, String?, JSONObject, String, String)]
    )
    func `each method has its path in every version`(
        _ resource: String,
        _ method: String,
        _ id: String?,
        _ query: JSONObject,
        _ numbered: String,
        _ dated: String
    ) throws {
        let body: JSONValue = ["inputs": [["id": "1"]]]
        for (version, expected) in [
            ("v3", numbered), ("2026-03", dated.replacing("/D", with: "/2026-03")),
            ("2026-09", dated.replacing("/D", with: "/2026-09")), ("", dated.replacing("/D", with: "/2026-03")),
        ] {
            let call = HubSpotRequestTests.call(resource, method, id: id, query: query, body: body, version: version)
            #expect(try HubSpotRequestTests.target(call) == expected)
        }
    }

    @Test func `without base_url HubSpot's own address is called, with the token`() throws {
        let call = IntegrationsTests.call("contacts", account: ["access_token": "secret"])
        let request = try HubSpotRequestTests.request(call)
        #expect(request.url == "https://api.hubapi.com/crm/objects/2026-03/contacts?limit=100")
        #expect(request.headers.first == .init("authorization", "Bearer secret"))
        #expect(request.body == nil)
    }

    @Test(
        arguments: [
            ([:], nil, "limit=100"), (["limit": 7], nil, "limit=7"), (["limit": "7"], "after:x", "limit=7&after=x"),
            (["limit": 5000], nil, "limit=100"), ([:], "after:a=+/", "limit=100&after=a%3D%2B%2F"),
            (
                ["properties": ["email", "größe"], "associations": "companies", "archived": true], nil,
                "properties=email,gr%C3%B6%C3%9Fe&associations=companies&archived=true&limit=100"
            ),
        ] as [(JSONObject, String?, String)]
    )
    func `a list is asked page by page`(_ query: JSONObject, _ cursor: String?, _ expected: String) throws {
        let target = try HubSpotRequestTests.target(IntegrationsTests.call("contacts", query: query), after: cursor)
        #expect(target == "GET crm/objects/2026-03/contacts?" + expected)
    }

    @Test(
        arguments: [
            ("contacts", "list", ["limit": 0], nil), ("contacts", "list", ["limit": "many"], nil),
            ("contacts", "get", [:], nil), ("pipelines", "list", [:], nil),
            ("pipelines", "list", ["object_type": ""], nil),
            ("pipelines", "list", ["object_type": ".."], nil),
            ("associations", "batch_read", ["from": "contacts"], nil),
            ("contacts", "search", [:], "text"), ("contacts", "search", [:], ["filterGroups": 7]),
            ("contacts", "search", [:], ["limit": "x"]), ("contacts", "batch_read", [:], nil),
            ("contacts", "batch_read", [:], ["inputs": []]), ("contacts", "batch_read", [:], tooMany),
            ("associations", "list", pair, nil), ("people", "list", [:], nil),
        ] as [(String, String, JSONObject, JSONValue?)]
    )
    func `what can't be asked is said without a call`(
        _ resource: String,
        _ method: String,
        _ query: JSONObject,
        _ body: JSONValue?
    ) {
        let error = #expect(throws: IntegrationError.self) {
            try HubSpotRequestTests.request(IntegrationsTests.call(resource, method, query: query, body: body))
        }
        #expect(error?.kind == .unsendable)
    }

    private static let tooMany: JSONValue = [
        "inputs": .array((1...101).map { ["id": .number(JSONNumber($0))] })
    ]

    @Test func `a batch of associations takes a thousand, and the message names the bound`() throws {
        func body(_ count: Int) -> JSONValue {
            ["inputs": .array((1...count).map { ["id": .number(JSONNumber($0))] })]
        }
        let call = {
            IntegrationsTests.call("associations", "batch_read", query: HubSpotRequestTests.pair, body: body($0))
        }
        #expect(try HubSpotRequestTests.request(call(1000)).body == body(1000).bytes)
        let error = #expect(throws: IntegrationError.self) { try HubSpotRequestTests.request(call(1001)) }
        #expect(error?.message.contains("1001") == true && error?.message.contains("1000 at a time") == true)
    }

    @Test func `the rest of a record's associations is asked for by what the cursor holds`() throws {
        let query = HubSpotRequestTests.pair
        let call = IntegrationsTests.call("associations", "batch_read", query: query, body: ["inputs": [["id": 1]]])
        let request = try HubSpotRequestTests.request(call, after: #"more:[{"id":"1","after":"x"}]"#)
        #expect(try JSONValue(parsing: request.body ?? []) == ["inputs": [["id": "1", "after": "x"]]])
    }

    @Test func `a write carries its body, a deletion none`() throws {
        let body: JSONValue = ["properties": ["email": "a@example.com"]]
        let update = try HubSpotRequestTests.request(IntegrationsTests.call("contacts", "update", id: "7", body: body))
        #expect(update.body == body.bytes)
        #expect(update.headers.contains(.init("content-type", "application/json")))
        #expect(try HubSpotRequestTests.request(IntegrationsTests.call("contacts", "delete", id: "7")).body == nil)
    }

    @Test func `only searches look back, and every method is listed with what it needs`() {
        let capabilities = HubSpotRequestTests.adapter.capabilities
        #expect(Set(capabilities.filter { $0.lookBack != .zero }.map(\.method)) == ["search"])
        #expect(capabilities.allSatisfy { $0.lookBack == .zero || $0.lookBack == .seconds(300) })
        #expect(Set(capabilities.filter(\.writes).map(\.method)) == ["create", "update", "delete"])
        #expect(Set(capabilities.filter(\.needsID).map(\.method)) == ["get", "update", "delete"])
        let associations = HubSpotRequestTests.adapter.capability("associations", "batch_read")
        #expect(associations?.requiredQuery == ["from", "to"])
    }
}

import Domain
import Integrations
import JSON
import Testing

/// How a search passes HubSpot's bound of 10,000 results.
@Suite struct HubSpotSearchTests {
    private static let adapter = HubSpotAdapter()
    private static let byID: JSONValue = [["propertyName": "hs_object_id", "direction": "ASCENDING"]]
    private static let byDate: JSONValue = [["propertyName": "createdate", "direction": "DESCENDING"]]

    private static func body(_ given: JSONValue?, after cursor: String? = nil, query: JSONObject = [:]) throws
        -> JSONValue
    {
        let call = call("contacts", "search", query: query, body: given)
        return try JSONValue(parsing: adapter.request(for: call, after: cursor.map(Cursor.init)).body ?? [])
    }

    private static func page(_ body: String, _ given: JSONValue, after cursor: String? = nil) throws -> Page {
        try adapter.page(
            from: InboundAnswer(status: 200, body: Array(body.utf8)),
            for: call("contacts", "search", body: given),
            after: cursor.map(Cursor.init)
        )
    }

    private static func filter(_ name: String) -> JSONValue {
        ["propertyName": .string(name), "operator": "EQ", "value": "1"]
    }

    private static func group(_ count: Int) -> JSONValue {
        ["filters": .array((0..<count).map { filter("p\($0)") })]
    }

    private static func above(_ id: String) -> JSONValue {
        ["propertyName": "hs_object_id", "operator": "GT", "value": .string(id)]
    }

    @Test(arguments: [nil, .null, [:], ["sorts": []], ["filterGroups": .null]] as [JSONValue?])
    func `a search without filters asks for everything by ascending id`(_ given: JSONValue?) throws {
        let body = try HubSpotSearchTests.body(given)
        #expect(body == ["sorts": HubSpotSearchTests.byID, "filterGroups": [], "limit": 200])
        let next = try HubSpotSearchTests.body(given, after: "id:41")
        #expect(next["filterGroups"] == [["filters": [HubSpotSearchTests.above("41")]]])
        #expect(next["after"] == nil)
    }

    @Test func `every group gets the condition, and what else was asked stays`() throws {
        let given: JSONValue = [
            "filterGroups": [HubSpotSearchTests.group(1), HubSpotSearchTests.group(2)], "properties": ["email"],
            "limit": 50,
        ]
        let body = try HubSpotSearchTests.body(given, after: "id:9007199254740993")
        let above = HubSpotSearchTests.above("9007199254740993")
        #expect(
            body["filterGroups"] == [
                ["filters": [HubSpotSearchTests.filter("p0"), above]],
                ["filters": [HubSpotSearchTests.filter("p0"), HubSpotSearchTests.filter("p1"), above]],
            ]
        )
        #expect(body["properties"] == ["email"])
        #expect(body["limit"] == 50)
    }

    @Test(
        arguments: [(["limit": 7], [:], 7), ([:], ["limit": "8"], 8), (["limit": 900], [:], 200)]
            as [(JSONValue, JSONObject, JSONValue)]
    )
    func `a page has what is asked for, up to 200`(_ given: JSONValue, _ query: JSONObject, _ limit: JSONValue) throws {
        #expect(try HubSpotSearchTests.body(given, query: query)["limit"] == limit)
    }

    @Test(
        arguments: [
            (2, 2, ["a": "20"], nil, "id:8"), (2, 2, nil, nil, nil), (2, 0, nil, nil, nil),
            // The vendor ends the page's walk, and says that there is more: it is read, not lost.
            (3, 10_001, nil, "id:5", "id:8"), (2, 9, ["a": "20"], "id:6", "id:8"),
        ] as [(Int, Int, JSONObject?, String?, String?)]
    )
    func `pages follow one another by the last id`(
        _ count: Int,
        _ total: Int,
        _ after: JSONObject?,
        _ cursor: String?,
        _ next: String?
    ) throws {
        let ids = (0..<count).map { #"{"id":"\#(9 - count + $0)"}"# }.joined(separator: ",")
        let paging = after.map { #","paging":{"next":{"after":"\#($0["a"]?.stringValue ?? "")"}}"# } ?? ""
        let text = #"{"total":\#(total),"results":[\#(ids)]\#(paging)}"#
        #expect(try HubSpotSearchTests.page(text, [:], after: cursor).next?.text == next)
    }

    @Test(
        arguments: [
            (#"{"total":2,"results":[{"id":"7"},{"id":"6"}]}"#, nil), (#"{"total":1,"results":[{"id":"7"}]}"#, "id:7"),
            (#"{"total":1,"results":[{"id":"x"}]}"#, nil), (#"{"total":1,"results":[{}]}"#, nil),
            (#"{"total":5,"results":[]}"#, nil), (#"{"total":0,"results":[],"paging":{"next":{"after":"9"}}}"#, nil),
            (#"{"results":[{"id":"7"}]}"#, nil), (#"{"total":"many","results":[]}"#, nil),
        ] as [(String, String?)]
    )
    func `results out of order, or less than was promised, are malformed`(_ text: String, _ cursor: String?) {
        let error = #expect(throws: IntegrationError.self) { try HubSpotSearchTests.page(text, [:], after: cursor) }
        #expect(error?.kind == .malformed)
    }

    @Test func `a search by the caller's own order ends at the cap with an error, and what came before is kept`() throws
    {
        let given: JSONValue = ["sorts": HubSpotSearchTests.byDate]
        #expect(try HubSpotSearchTests.body(given)["sorts"] == HubSpotSearchTests.byDate)
        #expect(try HubSpotSearchTests.body(given, after: "after:400")["after"] == "400")
        #expect(try HubSpotSearchTests.body(given, after: "after:9900")["limit"] == 100)
        let last = #"{"total":10001,"results":[{"id":"3"}]}"#
        #expect(try HubSpotSearchTests.page(last, given, after: "after:9999").next?.text == "after:10000")
        let error = #expect(throws: IntegrationError.self) {
            try HubSpotSearchTests.body(given, after: "after:10000")
        }
        #expect(error?.kind == .unsendable)
        #expect(error?.message.contains("10000") == true && error?.message.contains("sorts") == true)
    }

    @Test(
        arguments: [
            (#"{"total":10000,"results":[{"id":"3"}]}"#, "after:9999", nil),
            (#"{"total":30,"results":[{"id":"3"}],"paging":{"next":{"after":"1"}}}"#, nil, "after:1"),
            (#"{"total":1,"results":[{"id":"3"}]}"#, nil, nil),
        ] as [(String, String?, String?)]
    )
    func `such a search is walked by the vendor's cursor`(_ text: String, _ cursor: String?, _ next: String?) throws {
        let given: JSONValue = ["sorts": HubSpotSearchTests.byDate]
        #expect(try HubSpotSearchTests.page(text, given, after: cursor).next?.text == next)
    }

    @Test func `such a search that ends early is malformed`() {
        let error = #expect(throws: IntegrationError.self) {
            try HubSpotSearchTests.page(
                #"{"total":9,"results":[{"id":"3"}]}"#,
                ["sorts": HubSpotSearchTests.byDate],
                after: "after:4"
            )
        }
        #expect(error?.kind == .malformed)
        #expect(error?.message.contains("5 of 9") == true)
    }

    @Test(arguments: [[6], [5, 6], [5, 5, 5, 1]])
    func `filters that leave no room for one more are walked to the cap, and the error says so`(_ sizes: [Int]) throws {
        let given: JSONValue = ["filterGroups": .array(sizes.map { HubSpotSearchTests.group($0) })]
        #expect(try HubSpotSearchTests.body(given, after: "after:200")["filterGroups"] == given["filterGroups"])
        let error = #expect(throws: IntegrationError.self) {
            try HubSpotSearchTests.body(given, after: "after:10000")
        }
        #expect(error?.message.contains("filterGroups") == true)
    }

    @Test(arguments: [[5], [5, 5, 5], [1, 1, 1, 1, 1]])
    func `filters with room are not`(_ sizes: [Int]) throws {
        let given: JSONValue = ["filterGroups": .array(sizes.map { HubSpotSearchTests.group($0) })]
        let groups = try HubSpotSearchTests.body(given, after: "id:5")["filterGroups"]?.arrayValue ?? []
        #expect(groups.map { $0["filters"]?.arrayValue?.count } == sizes.map { $0 + 1 })
    }

    @Test func `a cursor of the other way starts the search again`() {
        for (given, cursor) in [([:], "after:200"), (["sorts": HubSpotSearchTests.byDate], "id:7")]
            as [(JSONValue, String)]
        {
            let error = #expect(throws: IntegrationError.self) { try HubSpotSearchTests.body(given, after: cursor) }
            #expect(error?.kind == .cursorExpired)
        }
    }
}

import Domain
import Integrations
import JSON
import Testing

/// What HubSpot's answers mean: records, the next cursor, and answers that are no page.
@Suite struct HubSpotPageTests {
    private static let adapter = HubSpotAdapter()

    private static func page(
        _ body: String,
        _ call: AdapterCall,
        status: Int = 200,
        after cursor: String? = nil
    ) throws -> Page {
        try adapter.page(
            from: InboundAnswer(status: status, body: Array(body.utf8)),
            for: call,
            after: cursor.map(Cursor.init)
        )
    }

    private static func batch(_ resource: String) -> AdapterCall {
        call(resource, "batch_read", query: ["from": "contacts", "to": "deals"], body: ["inputs": [["id": 1]]])
    }

    @Test(
        arguments: [
            (#","paging":{"next":{"after":"20","link":"https://elsewhere.example"}}"#, nil, "after:20"),
            (#","paging":{"next":{"after":"30"}}"#, "after:20", "after:30"), (#","paging":{}"#, nil, nil),
            (#","paging":null"#, "after:20", nil), ("", "after:20", nil), ("", nil, nil),
        ] as [(String, String?, String?)]
    )
    func `a list goes on where paging says`(_ paging: String, _ cursor: String?, _ next: String?) throws {
        let page = try HubSpotPageTests.page(
            #"{"results":[{"id":"7","properties":{}}]\#(paging)}"#,
            call("contacts"),
            after: cursor
        )
        #expect(page.next?.text == next)
        #expect(page.id(of: 0) == "7")
    }

    @Test func `a cursor that leads back is told`() {
        let body = #"{"results":[],"paging":{"next":{"after":"20"}}}"#
        let error = #expect(throws: IntegrationError.self) {
            try HubSpotPageTests.page(body, call("contacts"), after: "after:20")
        }
        #expect(error?.kind == .cursorRepeated)
    }

    @Test(arguments: ["", "<html>", "{}", "[]", #"{"results":{}}"#, #"{"results":[7]}"#, #"{"results":null}"#])
    func `what is no page is malformed`(_ body: String) {
        for call in [call("contacts"), call("contacts", "search"), call("owners"), HubSpotPageTests.batch("contacts")] {
            let error = #expect(throws: IntegrationError.self) { try HubSpotPageTests.page(body, call) }
            #expect(error?.kind == .malformed)
        }
    }

    @Test(arguments: ["", "[]", "7", "null", #"[{"id":"7"}]"#])
    func `a single record that is none is malformed`(_ body: String) {
        let error = #expect(throws: IntegrationError.self) {
            try HubSpotPageTests.page(body, call("contacts", "get", id: "7"))
        }
        #expect(error?.kind == .malformed)
    }

    @Test func `a single record is the whole answer, and a deletion has none`() throws {
        let text = #"{"id":"9007199254740993","properties":{"email":null,"amount":"1.50"},"archived":false}"#
        for method in ["get", "create", "update"] {
            let page = try HubSpotPageTests.page(text, call("deals", method, id: "7"))
            #expect(page.split.records.map { String(decoding: page.split.bytes[$0], as: UTF8.self) } == [text])
            #expect(page.id(of: 0) == "9007199254740993")
            #expect(page.next == nil)
        }
        #expect(try HubSpotPageTests.page("", call("deals", "delete", id: "7"), status: 204).split.records.isEmpty)
    }

    @Test func `fields that a call picks come after the adapter's own`() throws {
        for (resource, method) in [("contacts", "list"), ("contacts", "batch_read"), ("deals", "list")] {
            var call = call(resource, method, body: ["inputs": [["id": 1]]])
            call.fields = ["properties.email"]
            let page = try HubSpotPageTests.page(#"{"results":[{"id":"7","properties":{"email":"ä@x"}}]}"#, call)
            let email = page.split.field(page.firstCallField, of: 0).flatMap { page.split.scalar($0) }
            #expect(email == "ä@x")
        }
    }

    @Test(
        arguments: [
            ("properties", ["object_type": "deals"], #"{"name":"amount"}"#, "amount"),
            ("pipelines", ["object_type": "deals"], #"{"id":"default"}"#, "default"),
        ] as [(String, JSONObject, String, String)]
    )
    func `lists that come whole have ids too`(_ name: String, _ query: JSONObject, _ record: String, _ id: String)
        throws
    {
        let page = try HubSpotPageTests.page(#"{"results":[\#(record)]}"#, call(name, query: query))
        #expect(page.id(of: 0) == id)
        #expect(page.next == nil)
    }

    @Test func `a batch of which a part failed is an error that counts and quotes`() {
        let body = """
            {"status":"COMPLETE","results":[{"id":"1"}],"numErrors":1,"errors":[{"status":"error",\
            "category":"OBJECT_NOT_FOUND","message":"Could not get some CONTACT objects","context":{"ids":["2","3"]}}]}
            """
        let error = #expect(throws: IntegrationError.self) {
            try HubSpotPageTests.page(body, HubSpotPageTests.batch("contacts"), status: 207)
        }
        #expect(error?.kind == .rejected(status: 207))
        #expect(error?.message.contains("could not read 2") == true)
        #expect(error?.detail == "Could not get some CONTACT objects")
    }

    @Test func `a record without associations is no failure, another error beside it is`() throws {
        let none = """
            {"subCategory":"crm.associations.NO_ASSOCIATIONS_FOUND","message":"No deal","context":{"fromObjectId":["4"]}}
            """
        let frame = #"{"results":[{"from":{"id":"1"},"to":[{"toObjectId":7}]}],"errors":["#
        let call = HubSpotPageTests.batch("associations")
        let page = try HubSpotPageTests.page(frame + none + "]}", call, status: 207)
        #expect(page.id(of: 0) == "1")
        #expect(page.next == nil)
        #expect(throws: IntegrationError.self) {
            try HubSpotPageTests.page(frame + none + #",{"message":"other"}]}"#, call, status: 207)
        }
    }

    @Test func `the rest of long lists of associations follows`() throws {
        let body = """
            {"results":[{"from":{"id":"1"},"to":[],"paging":{"next":{"after":"x","link":"y"}}},{"from":{"id":"2"},"to":[]}]}
            """
        let page = try HubSpotPageTests.page(body, HubSpotPageTests.batch("associations"))
        #expect(page.next?.text == #"more:[{"id":"1","after":"x"}]"#)
        let error = #expect(throws: IntegrationError.self) {
            try HubSpotPageTests.page(body, HubSpotPageTests.batch("associations"), after: page.next?.text)
        }
        #expect(error?.kind == .cursorRepeated)
    }

    @Test(
        arguments: [
            (
                [
                    ("X-HubSpot-RateLimit-Max", "190"), ("X-HubSpot-RateLimit-Remaining", "3"),
                    ("X-HubSpot-RateLimit-Interval-Milliseconds", "10000"), ("X-HubSpot-RateLimit-Daily", "650000"),
                ],
                LimitReading(limit: 190, remaining: 3, resetsIn: .seconds(10))
            ),
            (
                [("x-hubspot-ratelimit-secondly", "19"), ("x-hubspot-ratelimit-secondly-remaining", "18")],
                LimitReading(limit: 19, remaining: 18, resetsIn: .seconds(1))
            ),
            ([("x-hubspot-ratelimit-max", "many")], LimitReading()), ([], LimitReading()),
        ] as [([(name: String, value: String)], LimitReading)]
    )
    func `limits are read off the headers`(_ headers: [(name: String, value: String)], _ reading: LimitReading) {
        #expect(HubSpotPageTests.adapter.limits(in: answer(headers: headers), now: .epoch) == reading)
    }
}

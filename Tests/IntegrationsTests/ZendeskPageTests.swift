import Domain
import Integrations
import JSON
import Testing

/// What Zendesk's answers mean: records, the next cursor, and answers that are no page.
@Suite struct ZendeskPageTests {
    private static let adapter = ZendeskAdapter()

    private static func page(_ body: String, _ call: AdapterCall, after cursor: String? = nil) throws -> Page {
        try adapter.page(
            from: InboundAnswer(status: 200, body: Array(body.utf8)),
            for: call,
            after: cursor.map(Cursor.init)
        )
    }

    @Test(
        arguments: [
            (#""meta":{"has_more":true,"after_cursor":"b"}"#, nil, "after:b"),
            (#""meta":{"has_more":true,"after_cursor":"c"}"#, "after:b", "after:c"),
            (#""meta":{"has_more":false,"after_cursor":"b"}"#, nil, nil),
            (#""meta":{"has_more":false,"after_cursor":null}"#, "after:b", nil),
            (
                #""links":{"next":"https://elsewhere.example"},"meta":{"has_more":true,"after_cursor":"b"}"#, nil,
                "after:b"
            ),
            (#""next_page":"https://v.example/?page=2","count":3"#, nil, "page:1"),
            (#""next_page":null,"count":3"#, nil, nil), (#""count":3"#, nil, nil),
            (#""next_page":"https://v.example/?page=2","count":3"#, "page:1", "page:2"),
            (#""next_page":null,"count":3"#, "page:2", nil),
        ] as [(String, String?, String?)]
    )
    func `a cursor list goes on where its envelope says`(_ envelope: String, _ cursor: String?, _ next: String?) throws
    {
        for body in [#"{"tickets":[{"id":1}],\#(envelope)}"#, #"{\#(envelope),"tickets":[{"id":1}]}"#] {
            let page = try ZendeskPageTests.page(body, call("tickets"), after: cursor)
            #expect(page.next?.text == next)
            #expect(page.split.records.count == 1)
        }
    }

    @Test(
        arguments: [
            (#""next_page":"x""#, nil, "page:3"), (#""next_page":null"#, nil, nil),
            (#""next_page":"x""#, "page:8", "page:9"),
            (#""count":1"#, "page:8", nil),
        ] as [(String, String?, String?)]
    )
    func `a numbered list counts on while there is a next page`(_ envelope: String, _ cursor: String?, _ next: String?)
        throws
    {
        let page = try ZendeskPageTests.page(
            #"{"tickets":[],\#(envelope)}"#,
            call("tickets", query: ["page": 2]),
            after: cursor
        )
        #expect(page.next?.text == next)
    }

    @Test(
        arguments: [
            (#""after_cursor":"b","end_of_stream":false"#, nil, "export:b"),
            (#""after_cursor":"b","end_of_stream":true"#, nil, nil),
            (#""after_cursor":null,"end_of_stream":true"#, nil, nil), (#""after_cursor":"c""#, "export:b", "export:c"),
        ] as [(String, String?, String?)]
    )
    func `an export goes on until its stream ends`(_ envelope: String, _ cursor: String?, _ next: String?) throws {
        let page = try ZendeskPageTests.page(
            #"{"tickets":[{"id":1}],\#(envelope)}"#,
            call("incremental_tickets"),
            after: cursor
        )
        #expect(page.next?.text == next)
    }

    @Test(arguments: [
        ("tickets", #"{"tickets":[],"meta":{"has_more":true,"after_cursor":"b"}}"#, "after:b"),
        ("incremental_tickets", #"{"tickets":[],"after_cursor":"b","end_of_stream":false}"#, "export:b"),
    ])
    func `a cursor that leads back is told`(_ resource: String, _ body: String, _ cursor: String) {
        let error = #expect(throws: IntegrationError.self) {
            try ZendeskPageTests.page(body, call(resource), after: cursor)
        }
        #expect(error?.kind == .cursorRepeated)
    }

    @Test(
        arguments: [
            ("tickets", #"{"tickets":[],"meta":{"has_more":true}}"#, nil),
            ("tickets", #"{"tickets":[],"meta":{"has_more":true,"after_cursor":null}}"#, nil),
            ("tickets", #"{"tickets":[{"id":1}]}"#, "after:b"),
            ("tickets", #"{"tickets":[],"next_page":null}"#, "after:b"),
            ("incremental_tickets", #"{"tickets":[],"end_of_stream":false}"#, nil),
            ("incremental_tickets", #"{"tickets":[]}"#, nil),
            ("tickets", "", nil), ("tickets", "<html>", nil), ("tickets", #"{"tickets":["#, nil),
            ("tickets", "[]", nil),
            ("tickets", #"{"users":[]}"#, nil), ("tickets", #"{"tickets":7}"#, nil),
            ("tickets", #"{"tickets":[]} x"#, nil),
            ("tickets", "null", nil), ("tickets", #"{"tickets":null}"#, nil),
            ("tickets", #"{"tickets":{"id":1}}"#, nil),
            ("tickets", #"{"tickets":[{"id":1},5]}"#, nil), ("tickets", #"{"tickets":[null]}"#, nil),
            ("tickets", #"{"tickets":[[{"id":1}]]}"#, nil), ("tickets", #"{"tickets":[],"tickets":null}"#, nil),
        ] as [(String, String, String?)]
    )
    func `what is no page is malformed`(_ resource: String, _ body: String, _ cursor: String?) {
        let error = #expect(throws: IntegrationError.self) {
            try ZendeskPageTests.page(body, call(resource), after: cursor)
        }
        #expect(error?.kind == .malformed)
        #expect(error?.isRetryable == true)
    }

    @Test(arguments: [#"{"ticket":null}"#, #"{"ticket":[{"id":7}]}"#, #"{"ticket":7}"#, "{}"])
    func `a single record that is none is malformed`(_ body: String) {
        let error = #expect(throws: IntegrationError.self) {
            try ZendeskPageTests.page(body, call("tickets", "get", id: "7"))
        }
        #expect(error?.kind == .malformed)
    }

    @Test func `records keep their bytes and give their ids and fields`() throws {
        var call = call("tickets")
        call.fields = ["requester.name"]
        let page = try ZendeskPageTests.page(
            #"{"tickets": [ {"id": 9007199254740993, "x":1.0}, {"requester":{"name":"Ä\u00e4"},"id":"a"}, {"x":2} ]}"#,
            call
        )
        let texts = page.split.records.map { String(decoding: page.split.bytes[$0], as: UTF8.self) }
        #expect(
            texts == [
                #"{"id": 9007199254740993, "x":1.0}"#, #"{"requester":{"name":"Ä\u00e4"},"id":"a"}"#, #"{"x":2}"#,
            ]
        )
        #expect((0..<3).map { page.id(of: $0) } == ["9007199254740993", "a", nil])
        let name = page.split.field(page.firstCallField, of: 1)
        #expect(name.flatMap { page.split.scalar($0) } == "Ää")
    }

    @Test func `a single record is one record, and a deletion needs no body`() throws {
        let single = try ZendeskPageTests.page(#"{"ticket":{"id":7}}"#, call("tickets", "get", id: "7"))
        #expect(single.split.records.count == 1)
        #expect(single.id(of: 0) == "7")
        #expect(single.next == nil)
        let deleted = try ZendeskPageTests.page("", call("tickets", "delete", id: "7"))
        #expect(deleted.split.records.isEmpty)
    }

    @Test(
        arguments: [
            ([("X-Rate-Limit", "700"), ("X-Rate-Limit-Remaining", "699")], LimitReading(limit: 700, remaining: 699)),
            (
                [
                    ("ratelimit-limit", "100"), ("ratelimit-remaining", "0"), ("ratelimit-reset", "41"),
                    ("x-rate-limit", "700"),
                ],
                LimitReading(limit: 100, remaining: 0, resetsIn: .seconds(41))
            ),
            ([("x-rate-limit", "many")], LimitReading()), ([], LimitReading()),
        ] as [([(name: String, value: String)], LimitReading)]
    )
    func `limits are read off the headers`(_ headers: [(name: String, value: String)], _ reading: LimitReading) {
        #expect(ZendeskPageTests.adapter.limits(in: answer(headers: headers), now: .epoch) == reading)
    }
}

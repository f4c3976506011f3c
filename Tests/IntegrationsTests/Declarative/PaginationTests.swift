import Domain
import JSON
import Testing

@testable import Integrations

/// Each kind of pagination over the pages of a vendor that has it.
@Suite struct PaginationTests {
    struct Walk: Sendable, CustomTestStringConvertible {
        let name: String
        let pagination: JSONValue
        var query: JSONObject = [:]
        var list: JSONObject = [:]
        var body: JSONValue?
        let answers: [InboundAnswer]
        let requests: [String]
        var testDescription: String { name }
    }

    private static func things(_ ids: Int..., more: JSONObject = [:]) -> JSONValue {
        var body: JSONObject = ["items": .array(ids.map { ["id": .number(JSONNumber($0))] })]
        for (key, value) in more { body[key] = value }
        return .object(body)
    }

    private static let size: JSONObject = ["limit_param": "per_page", "limit": 2, "max_limit": 3]

    private static func config(_ own: JSONObject) -> JSONValue {
        var config = size
        for (key, value) in own { config[key] = value }
        return .object(config)
    }

    private static let walks: [Walk] = [
        Walk(
            name: "page, until one is empty",
            pagination: ["format": "page", "config": config(["page_param": "p"])],
            answers: [InboundAnswer(things(1, 2)), InboundAnswer(things(3)), InboundAnswer(things())],
            requests: ["/things?p=1&per_page=2", "/things?p=2&per_page=2", "/things?p=3&per_page=2"]
        ),
        Walk(
            name: "page from 0, by a total",
            pagination: ["format": "page", "config": ["first_page": 0, "total_pages_path": "meta.pages"]],
            answers: [
                InboundAnswer(things(1, 2, more: ["meta": ["pages": 2]])),
                InboundAnswer(things(3, more: ["meta": ["pages": "2"]])),
            ],
            requests: ["/things?page=0", "/things?page=1"]
        ),
        Walk(
            name: "page, by a word; the caller's size is cut to the vendor's",
            pagination: ["format": "page", "config": config(["has_more_path": "more"])],
            query: ["limit": "50", "state": "open"],
            answers: [InboundAnswer(things(1, more: ["more": true])), InboundAnswer(things(2, more: ["more": false]))],
            requests: ["/things?state=open&page=1&per_page=3", "/things?state=open&page=2&per_page=3"]
        ),
        Walk(
            name: "offset, by what came rather than what was asked for",
            pagination: ["format": "offset", "config": config(["offset_param": "skip"])],
            answers: [InboundAnswer(things(1, 2)), InboundAnswer(things(3)), InboundAnswer(things())],
            requests: ["/things?skip=0&per_page=2", "/things?skip=2&per_page=2", "/things?skip=3&per_page=2"]
        ),
        Walk(
            name: "offset, by a total",
            pagination: ["format": "offset", "config": ["total_path": "total"]],
            answers: [InboundAnswer(things(1, 2, more: ["total": 3])), InboundAnswer(things(3, more: ["total": 3]))],
            requests: ["/things?offset=0", "/things?offset=2"]
        ),
        Walk(
            name: "cursor in the body",
            pagination: ["format": "cursor", "config": ["cursor_path": "next.token", "cursor_param": "page-token"]],
            answers: [
                InboundAnswer(things(1, more: ["next": ["token": "a/b ü"]])),
                InboundAnswer(things(2, more: ["next": ["token": nil]])),
            ],
            requests: ["/things", "/things?page-token=a%2Fb%20%C3%BC"]
        ),
        Walk(
            name: "cursor in a header",
            pagination: ["format": "cursor", "config": ["cursor_header": "X-Next"]],
            answers: [InboundAnswer(things(1), ["x-next": "c2"]), InboundAnswer(things(2))],
            requests: ["/things", "/things?cursor=c2"]
        ),
        Walk(
            name: "cursor that is the last record's id",
            pagination: [
                "format": "cursor",
                "config": config([
                    "last_record_path": "id", "has_more_path": "has_more", "cursor_param": "starting_after",
                ]),
            ],
            answers: [
                InboundAnswer(things(1, 9_007_199_254_740_993, more: ["has_more": true])),
                InboundAnswer(things(3, more: ["has_more": false])),
            ],
            requests: ["/things?per_page=2", "/things?per_page=2&starting_after=9007199254740993"]
        ),
        Walk(
            name: "cursor in the body of the request",
            pagination: ["format": "cursor", "config": ["cursor_path": "next", "cursor_in": "body"]],
            list: ["method": "post"],
            body: ["filter": "x"],
            answers: [InboundAnswer(things(1, more: ["next": "c2"])), InboundAnswer(things(2))],
            requests: [#"/things {"filter":"x"}"#, #"/things {"filter":"x","cursor":"c2"}"#]
        ),
        Walk(
            name: "Link header",
            pagination: ["format": "link_header", "config": config([:])],
            query: ["state": "a,b"],
            answers: [
                InboundAnswer(
                    things(1),
                    [
                        "link":
                            #"<https://api.acme.example/v1/things?page=1>; rel="prev", <https://api.acme.example/v1/things?page=2,x&q=%3C>; title="a, b"; rel="next last""#
                    ]
                ),
                InboundAnswer(things(2), ["Link": #"</v1/things?page=1>; rel=prev"#]),
            ],
            requests: ["/things?state=a%2Cb&per_page=2", "/things?page=2,x&q=%3C"]
        ),
        Walk(
            name: "next URL, whole and as a path",
            pagination: ["format": "next_url", "config": ["next_url_path": "links.next"]],
            answers: [
                InboundAnswer(things(1, more: ["links": ["next": "https://api.acme.example/v1/things?after=1"]])),
                InboundAnswer(things(2, more: ["links": ["next": "/v1/things?after=2"]])),
                InboundAnswer(things(3, more: ["links": ["next": ""]])),
            ],
            requests: ["/things", "/things?after=1", "/things?after=2"]
        ),
        Walk(
            name: "range, until its total",
            pagination: ["format": "range", "config": ["range_unit": "things", "limit": 2]],
            answers: [
                InboundAnswer(things(1, 2), ["content-range": "things 0-1/3"], status: 206),
                InboundAnswer(things(3), ["content-range": "things 2-2/3"], status: 206),
            ],
            requests: ["/things things=0-1", "/things things=2-3"]
        ),
        Walk(
            name: "range of unknown length",
            pagination: ["format": "range", "config": ["limit": 1]],
            answers: [
                InboundAnswer(things(1), ["content-range": "items 0-0/*"], status: 206),
                InboundAnswer(things(), ["content-range": "items */*"], status: 206),
            ],
            requests: ["/things items=0-0", "/things items=1-1"]
        ),
        Walk(
            name: "dynamic",
            pagination: [
                "format": "dynamic",
                "config": config([
                    "get_initial_pagination_values_expression": "{'query': {'from': 0}}",
                    "get_pagination_values_expression": "{'query': {'from': cursor.from}, 'headers': {'range': 'x'}}",
                    "get_cursor_from_response_expression":
                        "count = limit or body.more ? {'from': $number(headers.`x-at`) + count}",
                ]),
            ],
            answers: [
                InboundAnswer(things(1, 2, more: ["more": true]), ["X-At": "0"]),
                InboundAnswer(things(3), ["X-At": "2"]),
            ],
            requests: ["/things?per_page=2&from=0", "/things?per_page=2&from=2 x"]
        ),
    ]

    @Test(arguments: walks) func `every page is asked for and read`(_ walk: Walk) throws {
        var list = walk.list
        list["pagination"] = walk.pagination
        let rig = try DeclarativeRig(list: list)
        let (requests, ids) = try rig.walk(walk.answers, rig.call(query: walk.query, body: walk.body))
        #expect(requests == walk.requests)
        #expect(ids.count == Set(ids).count && !ids.isEmpty)
    }

    private static let endless: [(JSONValue, InboundAnswer, Cursor, IntegrationError.Kind)] = [
        (
            ["format": "cursor", "config": ["cursor_path": "next"]],
            InboundAnswer(things(1, more: ["next": "same"])), Cursor("cursor:same"), .cursorRepeated
        ),
        (
            ["format": "next_url", "config": ["next_url_path": "next"]],
            InboundAnswer(things(1, more: ["next": "/v1/things?a=1"])), Cursor("link:/v1/things?a=1"), .cursorRepeated
        ),
        (
            ["format": "next_url", "config": ["next_url_path": "next"]],
            InboundAnswer(things(1, more: ["next": "https://evil.example/v1/things"])), Cursor("link:/v1/things"),
            .forbiddenAddress
        ),
        (
            ["format": "link_header"],
            InboundAnswer(things(1), ["link": #"<https://api.acme.example:444/x>; rel="next""#]),
            Cursor("link:/v1/things"),
            .forbiddenAddress
        ),
        (
            ["format": "offset", "config": ["total_path": "total"]], InboundAnswer(things(more: ["total": 9])),
            Cursor("offset:3"), .cursorRepeated
        ),
        (
            ["format": "page", "config": ["has_more_path": "more"]], InboundAnswer(things(1)), Cursor("page:2"),
            .malformed
        ),
        (["format": "range"], InboundAnswer(things(1)), Cursor("range:0"), .malformed),
    ]

    @Test(arguments: endless) func `a list that goes nowhere, or elsewhere, is an error`(
        _ pagination: JSONValue,
        _ answer: InboundAnswer,
        _ cursor: Cursor,
        _ kind: IntegrationError.Kind
    ) throws {
        let rig = try DeclarativeRig(list: ["pagination": pagination])
        #expect {
            try rig.adapter.page(from: answer, for: rig.call(), after: cursor)
        } throws: { ($0 as? IntegrationError)?.kind == kind }
    }

    @Test func `a cursor that was tampered with leads to no other origin`() throws {
        let rig = try DeclarativeRig(list: ["pagination": ["format": "link_header"]])
        for link in [
            "https://evil.example/", "//evil.example/", "https://api.acme.example@evil.example/",
            "http://api.acme.example/v1",
        ] {
            #expect(throws: IntegrationError.self) {
                try rig.adapter.request(for: rig.call(), after: Cursor("link:\(link)"))
            }
        }
    }

    @Test func `a cursor of another kind starts the list again`() throws {
        for pagination in PaginationTests.walks.map(\.pagination) {
            let rig = try DeclarativeRig(list: ["pagination": pagination])
            #expect {
                try rig.adapter.request(for: rig.call(), after: Cursor("other:1"))
            } throws: { ($0 as? IntegrationError)?.kind == .cursorExpired }
        }
    }

    private static let broken: [(JSONObject, String)] = [
        (["format": "pages"], "format: there is no \"pages\"; did you mean \"page\"?"),
        (
            ["format": "page", "config": ["page_parm": "p"]],
            "config.page_parm: unknown key; did you mean \"page_param\"?"
        ),
        (["format": "page", "config": ["limit": 10]], "config.limit_param: required with \"limit\""),
        (["format": "cursor"], "config: give one of cursor_path, cursor_header, last_record_path"),
        (["format": "cursor", "config": ["last_record_path": "id"]], "config.has_more_path: required with"),
        (["format": "next_url"], "config.next_url_path: required"),
        (
            ["format": "dynamic", "config": ["get_pagination_values_expression": "{("]],
            "get_pagination_values_expression"
        ),
        (["config": [:]], "format: required: one of page, offset"),
    ]

    @Test(arguments: broken) func `what is wrong with a pagination is said with its place`(
        _ pagination: JSONObject,
        _ message: String
    ) {
        let problems = DeclarativeRig.problems(list: ["pagination": .object(pagination)])
        let place = "resources.things.list.pagination"
        #expect(problems.contains { $0.hasPrefix(place) && $0.contains(message) }, "\(problems)")
    }
}

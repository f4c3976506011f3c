import Domain
import Integrations
import JSON
import Testing

/// Every row of the table of Zendesk's resources: where it is asked for, and where its records are.
@Suite struct ZendeskTableTests {
    private static let adapter = ZendeskAdapter()

    private static func target(_ call: AdapterCall, after cursor: String? = nil) throws -> String {
        let url = try adapter.request(for: call, after: cursor.map(Cursor.init)).url
        return url.replacing("https://vendor.example/api/v2/", with: "")
    }

    private static func page(_ body: String, _ call: AdapterCall, after cursor: String? = nil) throws -> Page {
        try adapter.page(
            from: InboundAnswer(status: 200, body: Array(body.utf8)),
            for: call,
            after: cursor.map(Cursor.init)
        )
    }

    @Test(
        arguments: [
            ("organization_memberships", "organization_memberships", "organization_membership"),
            ("group_memberships", "group_memberships", "group_membership"),
            ("ticket_forms", "ticket_forms", "ticket_form"),
            ("ticket_metrics", "ticket_metrics", "ticket_metric"), ("macros", "macros", "macro"),
            ("views", "views", "view"), ("triggers", "triggers", "trigger"),
            ("automations", "automations", "automation"),
            ("brands", "brands", "brand"),
            ("satisfaction_ratings", "satisfaction_ratings", "satisfaction_rating"),
            ("custom_statuses", "custom_statuses", "custom_status"), ("sla_policies", "slas/policies", "sla_policy"),
            ("articles", "help_center/articles", "article"), ("sections", "help_center/sections", "section"),
            ("categories", "help_center/categories", "category"),
        ]
    )
    func `a list and its single records have their paths and keys`(_ name: String, _ path: String, _ singular: String)
        throws
    {
        #expect(try ZendeskTableTests.target(call(name)) == "\(path).json?page%5Bsize%5D=100")
        #expect(try ZendeskTableTests.target(call(name, "get", id: "7")) == "\(path)/7.json")
        let list = try ZendeskTableTests.page(#"{"\#(name)":[{"id":7}],"meta":{"has_more":false}}"#, call(name))
        #expect(list.id(of: 0) == "7")
        let single = try ZendeskTableTests.page(#"{"\#(singular)":{"id":7}}"#, call(name, "get", id: "7"))
        #expect(single.id(of: 0) == "7")
    }

    @Test(arguments: [
        ("deleted_tickets", "id"), ("deleted_users", "id"), ("tags", "name"),
    ])
    func `lists without single records know what tells two apart`(_ name: String, _ key: String) throws {
        #expect(try ZendeskTableTests.target(call(name)) == "\(name).json?page%5Bsize%5D=100")
        let body = #"{"\#(name)":[{"\#(key)":"größe_xl","count":7}],"next_page":null}"#
        #expect(try ZendeskTableTests.page(body, call(name)).id(of: 0) == "größe_xl")
        #expect(ZendeskTableTests.adapter.capability(name, "get") == nil)
    }

    @Test(
        arguments: [
            ([:], nil, "start_time=0"), (["start_time": "2023-11-14T22:13:20Z"], nil, "start_time=1700000000"),
            (["start_time": 5], "time:1700000001", "start_time=1700000001"),
            (["per_page": 50], "time:7", "start_time=7&per_page=50"),
        ] as [(JSONObject, String?, String)]
    )
    func `the export by time goes on where its last change was`(
        _ query: JSONObject,
        _ cursor: String?,
        _ expected: String
    )
        throws
    {
        let target = try ZendeskTableTests.target(call("incremental_organizations", query: query), after: cursor)
        #expect(target == "incremental/organizations.json?" + expected)
        #expect(ZendeskTableTests.adapter.capability("incremental_organizations", "list")?.lookBack == .seconds(120))
    }

    @Test(
        arguments: [
            (#""end_of_stream":false,"end_time":90,"next_page":"x""#, nil, "time:90"),
            (#""end_of_stream":false,"end_time":91,"next_page":"x""#, "time:90", "time:91"),
            (#""end_of_stream":true,"end_time":91,"next_page":"x""#, "time:90", nil),
            (#""end_of_stream":true,"end_time":null,"next_page":null"#, nil, nil),
            (#""end_time":91,"next_page":null"#, "time:90", nil),
            // Without a word of its own, the repeated time is the end.
            (#""end_time":90,"next_page":"x""#, "time:90", nil),
            (#""end_time":91,"next_page":"x""#, "time:90", "time:91"),
        ] as [(String, String?, String?)]
    )
    func `an export by time ends when its stream does`(_ envelope: String, _ cursor: String?, _ next: String?) throws {
        let body = #"{"organizations":[{"id":1}],"count":1,\#(envelope)}"#
        #expect(try ZendeskTableTests.page(body, call("incremental_organizations"), after: cursor).next?.text == next)
    }

    @Test(arguments: ["time:90", "time:91"])
    func `an export by time that doesn't go on is told`(_ cursor: String) {
        let body = #"{"organizations":[{"id":1}],"end_of_stream":false,"end_time":90,"next_page":"x"}"#
        let error = #expect(throws: IntegrationError.self) {
            try ZendeskTableTests.page(body, call("incremental_organizations"), after: cursor)
        }
        #expect(error?.kind == .cursorRepeated)
    }

    @Test func `an export by time that promises more and says no time is malformed`() {
        let error = #expect(throws: IntegrationError.self) {
            try ZendeskTableTests.page(
                #"{"organizations":[],"end_of_stream":false,"end_time":null}"#,
                call("incremental_organizations")
            )
        }
        #expect(error?.kind == .malformed)
    }

    @Test func `audits are read from the newest back`() throws {
        #expect(try ZendeskTableTests.target(call("ticket_audits")) == "ticket_audits.json?limit=100")
        let target = try ZendeskTableTests.target(call("ticket_audits", query: ["limit": 900]), after: "before:fDE=|")
        #expect(target == "ticket_audits.json?limit=900&cursor=fDE%3D%7C")
        let page = try ZendeskTableTests.page(
            #"{"audits":[{"id":7}],"before_cursor":"b","after_cursor":"a","before_url":"x"}"#,
            call("ticket_audits")
        )
        #expect(page.next?.text == "before:b")
        #expect(page.id(of: 0) == "7")
        let last = try ZendeskTableTests.page(
            #"{"audits":[{"id":7}],"before_cursor":null,"after_cursor":"a"}"#,
            call("ticket_audits"),
            after: "before:b"
        )
        #expect(last.next == nil)
    }

    @Test(
        arguments: [
            ([1, "2", 3], "ids=1,2,3"), ("1,2", "ids=1%2C2"), (7, "ids=7"),
        ] as [(JSONValue, String)]
    )
    func `users are shown by their ids`(_ ids: JSONValue, _ query: String) throws {
        let target = try ZendeskTableTests.target(call("users", "show_many", query: ["ids": ids]))
        #expect(target == "users/show_many.json?" + query)
        let page = try ZendeskTableTests.page(
            #"{"users":[{"id":1},{"id":2}],"next_page":null,"count":2}"#,
            call("users", "show_many", query: ["ids": ids])
        )
        #expect(page.split.records.count == 2)
        #expect(page.next == nil)
        #expect(ZendeskTableTests.adapter.capability("users", "show_many")?.requiredQuery == ["ids"])
    }

    @Test(arguments: [.null, [], "", .array(Array(repeating: 1, count: 101))] as [JSONValue])
    func `more ids than the vendor takes can't be sent`(_ ids: JSONValue) {
        let error = #expect(throws: IntegrationError.self) {
            try ZendeskTableTests.target(call("users", "show_many", query: ["ids": ids]))
        }
        #expect(error?.kind == .unsendable)
    }
}

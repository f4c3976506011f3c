import Engine
import Foundation
import Support
import Testing

@testable import App

/// `sluice plugin test`: the plugins of this repository pass, others in every kind of pagination do, and broken ones don't.
@Suite struct PluginConformanceTests {
    @Test(arguments: PluginSource.builtIn.map(\.name)) func `a built-in plugin does what its recorded pages say`(
        _ name: String
    ) async throws {
        let models = try UnifiedCatalog.builtIn()
        let plugin = try Plugin(try PluginSource(given: name), models: models)
        let folder = SluiceBinary.packageFile("Plugins/\(name)/fixtures")
        let report = try await PluginConformance.report(of: plugin, fixtures: folder, models: models)
        #expect(report.findings.isEmpty, "\(report.findings.map(\.description).joined(separator: "\n"))")
        #expect(report.fixtures > 0 && report.checks > report.fixtures)
    }

    @Test func `a plugin with mappings passes`() async throws {
        let report = try await ConformanceRig.desk.report()
        #expect(report.findings.isEmpty, "\(report.findings.map(\.description).joined(separator: "\n"))")
        #expect(report.pages == 2 && report.records == 3)
    }

    @Test func `a plugin as plugin new writes it passes, by its folder and with pages from elsewhere`() async throws {
        let folder = try TemporaryFolder()
        _ = try PluginScaffold(name: "acme", manifest: nil).write(into: folder.path)
        let source = try PluginSource(given: "\(folder.path)/acme")
        func findings(_ fixtures: String? = nil) async throws -> [ConformanceFinding] {
            try await PluginTestCommand.report(of: source, fixtures: fixtures, models: .builtIn()).findings
        }
        #expect(try await findings() == [])
        let elsewhere = try TemporaryFolder()
        try FileManager.default.moveItem(atPath: "\(folder.path)/acme/fixtures", toPath: "\(elsewhere.path)/acme")
        #expect(try await findings().map(\.check) == [.fixture])
        #expect(try await findings(elsewhere.path) == [])
        #expect(try await findings("\(elsewhere.path)/acme") == [])
        await #expect(throws: CommandFailure.self) { try await findings("\(elsewhere.path)/nowhere") }
    }

    @Test func `a record that the filter leaves out is expected as null`() async throws {
        let rig = try ConformanceRig.desk
            .changing(
                "response_mapping:",
                to: "record_filter: \"state = 'hold' ? false : true\"\n    response_mapping:"
            )
            .changing(
                "{\"id\": 3, \"subject\": \"Roof\"",
                to: "{\"id\": 4, \"state\": \"hold\"}, {\"id\": 3, \"subject\": \"Roof\"",
                in: "tickets.list"
            )
            .changing("\"state\": \"hold\", \"made\"", to: "\"state\": \"new\", \"made\"", in: "tickets.list")
            .changing(
                "\"name\": \"pending\", \"name_raw\": \"hold\"",
                to: "\"name\": \"open\", \"name_raw\": \"new\"",
                in: "tickets.list"
            )
            .changing("{\"id\": \"3\", \"name\"", to: "null, {\"id\": \"3\", \"name\"", in: "tickets.list")
        #expect(try await rig.findings() == [])
    }

    @Test func `lookups have the rows that came with the pages, or those of another recorded list`() async throws {
        let expected = try ConformanceRig.desk
            .changing(
                "\"assignees\": [{\"id\": \"7\"}]",
                to: "\"assignees\": [{\"id\": \"7\", \"name\": \"Ada\"}]",
                in: "tickets.list"
            )
        let beside =
            try expected
            .changing(
                "list: {resource: tickets}",
                to:
                    "list: {resource: tickets, lookups: [users]}\n    lookups: {users: {page: people, on: owner.ref, key: ref}}"
            )
            .changing("'owner ? [{\"id\": owner.ref}]'", to: "'$users.{\"id\": ref, \"name\": label}'")
            .changing(
                "\"body\": {\"meta\"",
                to: "\"body\": {\"people\": [{\"ref\": 7, \"label\": \"Ada\"}], \"meta\"",
                in: "tickets.list"
            )
        #expect(try await beside.findings() == [])
        var apart =
            try expected
            .changing(
                "list: {resource: tickets}",
                to: "list: {resource: tickets}\n    lookups: {people: {resource: people}}"
            )
            .changing(
                "'owner ? [{\"id\": owner.ref}]'",
                to: "'$people[ref = $$.owner.ref].{\"id\": ref, \"name\": label}'"
            )
            .changing(
                "resources:",
                to:
                    "resources:\n  people: {id_path: ref, deletes: {strategy: none}, list: {path: /people, response_path: people}}"
            )
        let body = "{\"people\": [{\"ref\": 7, \"label\": \"Ada\"}], \"meta\": {\"more\": false}}"
        apart.fixtures["people.list"] = "{\"pages\": [{\"request\": {\"path\": \"/people\"}, \"body\": \(body)}]}"
        #expect(try await apart.findings() == [])
    }

    struct Kind: Sendable, CustomTestStringConvertible {
        let name: String
        let pagination: String
        let pages: [String]
        var authorization = "{format: bearer}"
        var method = ""

        var testDescription: String { name }
    }

    static let kinds = [
        Kind(
            name: "numbered pages until an empty one",
            pagination: "{format: page, config: {page_param: p, first_page: 0, limit_param: n, limit: 2}}",
            pages: [
                #"{"request": {"path": "/things", "query": {"p": 0}}, "body": {"items": [{"id": 1}, {"id": 2}]}}"#,
                #"{"request": {"path": "/things", "query": {"p": 1}}, "body": {"items": [{"id": 3}]}}"#,
                #"{"request": {"path": "/things", "query": {"p": 2}}, "body": {"items": []}}"#,
            ],
            authorization: "{format: query, config: {key: \"{{access_token}}\"}}"
        ),
        Kind(
            name: "numbered pages of a known count",
            pagination: "{format: page, config: {total_pages_path: meta.pages}}",
            pages: [
                #"{"request": {"path": "/things", "query": {"page": 1}}, "body": {"items": [{"id": 1}, {"id": 2}], "meta": {"pages": 2}}}"#,
                #"{"request": {"path": "/things", "query": {"page": 2}}, "body": {"items": [{"id": 3}], "meta": {"pages": 2}}}"#,
            ],
            authorization: "{format: basic, config: {username: \"{{access_token}}\"}}"
        ),
        Kind(
            name: "offsets in a list of a known length",
            pagination: "{format: offset, config: {total_path: total, limit_param: max, limit: 2}}",
            pages: [
                #"{"request": {"path": "/things", "query": {"offset": 0}}, "body": {"items": [{"id": 1}, {"id": 2}], "total": 3}}"#,
                #"{"request": {"path": "/things", "query": {"offset": 2}}, "body": {"items": [{"id": 3}], "total": 3}}"#,
            ],
            authorization: "{format: header, config: {X-Key: \"{{access_token}}\"}}"
        ),
        Kind(
            name: "a cursor in a header",
            pagination: "{format: cursor, config: {cursor_header: X-Next, cursor_param: from}}",
            pages: [
                #"{"request": {"path": "/things"}, "headers": {"X-Next": "b"}, "body": {"items": [{"id": 1}, {"id": 2}]}}"#,
                #"{"request": {"path": "/things", "query": {"from": "b"}}, "body": {"items": [{"id": 3}]}}"#,
            ]
        ),
        Kind(
            name: "a cursor in the body of the request",
            pagination: "{format: cursor, config: {cursor_path: next, cursor_param: from, cursor_in: body}}",
            pages: [
                #"{"request": {"method": "POST", "path": "/things"}, "body": {"items": [{"id": 1}, {"id": 2}], "next": "b"}}"#,
                #"{"request": {"method": "POST", "path": "/things", "body": {"from": "b"}}, "body": {"items": [{"id": 3}]}}"#,
            ],
            method: ", method: post"
        ),
        Kind(
            name: "the last record's id as the cursor",
            pagination: "{format: cursor, config: {last_record_path: id, has_more_path: more, cursor_param: after}}",
            pages: [
                #"{"request": {"path": "/things"}, "body": {"items": [{"id": 1}, {"id": 2}], "more": true}}"#,
                #"{"request": {"path": "/things", "query": {"after": 2}}, "body": {"items": [{"id": 3}], "more": false}}"#,
            ]
        ),
        Kind(
            name: "links in a header",
            pagination: "{format: link_header, config: {limit_param: per_page, limit: 2}}",
            pages: [
                #"{"request": {"path": "/things"}, "headers": {"link": "<https://desk.example/api/things?page=2>; rel=\"next\""}, "body": {"items": [{"id": 1}, {"id": 2}]}}"#,
                #"{"request": {"path": "/things", "query": {"page": 2}}, "body": {"items": [{"id": 3}]}}"#,
            ],
            authorization: "{format: query, config: {key: \"{{access_token}}\"}}"
        ),
        Kind(
            name: "links in the body",
            pagination: "{format: next_url, config: {next_url_path: links.next}}",
            pages: [
                #"{"request": {"path": "/things"}, "body": {"items": [{"id": 1}, {"id": 2}], "links": {"next": "https://desk.example/api/things?c=x%2F"}}}"#,
                #"{"request": {"path": "/things", "query": {"c": "x/"}}, "body": {"items": [{"id": 3}], "links": {"next": null}}}"#,
            ]
        ),
        Kind(
            name: "ranges",
            pagination: "{format: range, config: {limit: 2}}",
            pages: [
                #"{"request": {"path": "/things", "headers": {"Range": "items=0-1"}}, "status": 206, "headers": {"Content-Range": "items 0-1/3"}, "body": {"items": [{"id": 1}, {"id": 2}]}}"#,
                #"{"request": {"path": "/things", "headers": {"Range": "items=2-3"}}, "status": 206, "headers": {"Content-Range": "items 2-2/3"}, "body": {"items": [{"id": 3}]}}"#,
            ]
        ),
        Kind(
            name: "expressions",
            pagination: """
                {format: dynamic, config: {get_pagination_values_expression: '{"query": {"c": cursor}}', get_cursor_from_response_expression: body.next}}
                """,
            pages: [
                #"{"request": {"path": "/things"}, "body": {"items": [{"id": 1}, {"id": 2}], "next": "b"}}"#,
                #"{"request": {"path": "/things", "query": {"c": "b"}}, "body": {"items": [{"id": 3}]}}"#,
            ]
        ),
    ]

    @Test(arguments: kinds) func `every kind of pagination and authorization can be recorded and passes`(
        _ kind: Kind
    ) async throws {
        let rig = ConformanceRig.list(
            kind.pagination,
            kind.pages,
            authorization: kind.authorization,
            method: kind.method
        )
        let report = try await rig.report()
        #expect(report.findings.isEmpty, "\(report.findings.map(\.description).joined(separator: "\n"))")
        #expect(report.records == 3)
        #expect(report.notes.contains { $0.contains("page sizes are not tried") } == (kind.name == "expressions"))
    }

    @Test func `a token that ends is renewed, and a client's secret goes to the token endpoint alone`() async throws {
        let rig = try ConformanceRig.desk
            .changing(
                "credentials: {token: {format: api_key, config: {fields: [{name: subdomain}, {name: access_token}]}}}",
                to: """
                    credentials: {app: {format: oauth2_client_credentials, config: {token_url: "https://login.desk.example/token"}}}
                    """
            )
        #expect(try await rig.findings() == [])
        let blind = try rig.changing(
            "authorization: {format: bearer}",
            to: """
                authorization: {format: bearer}
                error_expression: 'status = 401 ? {"kind": "rejected"}'
                """
        )
        let checks = Set(try await blind.findings().map(\.check))
        #expect(checks == [.errors, .renewal])
    }

    @Test func `a write is tried, and not made twice on a guess`() async throws {
        var rig = ConformanceRig.desk
        rig.fixtures["tickets.create"] = """
            {"call": {"body": {"subject": "Cellar"}},
             "pages": [{"request": {"method": "POST", "path": "/tickets", "body": {"subject": "Cellar"}}, "status": 201,
                        "body": {"ticket": {"id": 4, "subject": "Cellar"}}}]}
            """
        #expect(try await rig.findings() == [])
        let hasty = try rig.changing(
            "create: {path: /tickets, response_path: ticket}",
            to: "create: {path: /tickets, response_path: ticket, writes: false}"
        )
        #expect(try await hasty.findings() == [], "a method that says it doesn't write is called again")
    }
}

import Foundation
import Support
import Testing

@testable import App

/// Every check of `sluice plugin test` can fail: a plugin or a fixture with one fault, and the check that finds it.
@Suite struct BrokenPluginTests {
    struct Fault: Sendable, CustomTestStringConvertible {
        let name: String
        let check: ConformanceFinding.Check
        let old: String
        let new: String
        /// The fixture that is changed; nil for the manifest.
        var fixture: String?
        /// A part of what is said.
        let says: String

        var testDescription: String { name }
    }

    static let faults = [
        Fault(
            name: "the cursor is looked for where it isn't",
            check: .walk,
            old: "cursor_path: meta.after, has_more_path: meta.more",
            new: "cursor_path: meta.next",
            says: "ends after page 1 of 2"
        ),
        Fault(
            name: "the records are looked for where they aren't",
            check: .walk,
            old: "response_path: tickets",
            new: "response_path: items",
            says: "the answer has no \"items\""
        ),
        Fault(
            name: "the cursor goes into another parameter",
            check: .walk,
            old: "cursor_param: after",
            new: "cursor_param: from",
            says: "from=x/+="
        ),
        Fault(
            name: "the cursor takes the place of a filter",
            check: .walk,
            old: "cursor_param: after, ",
            new: "cursor_param: state, ",
            says: "page 2 of 2"
        ),
        Fault(
            name: "nothing has an id",
            check: .ids,
            old: "deletes: {strategy: none}",
            new: "id_path: key\n    deletes: {strategy: none}",
            says: "record 1 has no id"
        ),
        Fault(
            name: "two records have one id",
            check: .ids,
            old: "\"id\": 3",
            new: "\"id\": 2",
            fixture: "tickets.list",
            says: "two records have the id 2"
        ),
        Fault(
            name: "500 is taken for a refusal",
            check: .faults,
            old: "authorization: {format: bearer}",
            new: "authorization: {format: bearer}\nerror_expression: 'status = 500 ? {\"kind\": \"rejected\"}'",
            says: "500 isn't survived"
        ),
        Fault(
            name: "a wish to wait is taken for a shorter one",
            check: .faults,
            old: "authorization: {format: bearer}",
            new: "authorization: {format: bearer}\nrate_limit: {retry_after_header_expression: '0.1'}",
            says: "429 with Retry-After of 2 s isn't waited for"
        ),
        Fault(
            name: "there is a page more than is recorded",
            check: .walk,
            old: "\"after\": null, \"more\": false",
            new: "\"after\": \"z\", \"more\": true",
            fixture: "tickets.list",
            says: "goes on after the last recorded page"
        ),
        Fault(
            name: "a second way of connecting gives no token to sign with",
            check: .credentials,
            old: "credentials: {",
            new: "credentials: {key: {format: api_key, config: {fields: [{name: api_key}]}}, ",
            says: "an account that is connected by token"
        ),
        Fault(
            name: "no record shows what the record filter leaves out",
            check: .renamed,
            old: "response_mapping:",
            new: "record_filter: \"state = 'gone' ? false : true\"\n    response_mapping:",
            says: "ticketing/tickets.record_filter: renaming \"state\" in every record changes nothing"
        ),
        Fault(
            name: "404 is taken for a fault that passes",
            check: .errors,
            old: "authorization: {format: bearer}",
            new: "authorization: {format: bearer}\nerror_expression: 'status = 404 ? {\"kind\": \"server_fault\"}'",
            says: "404 is read as server_fault"
        ),
        Fault(
            name: "403 is taken for a wish to wait",
            check: .errors,
            old: "authorization: {format: bearer}",
            new: "authorization: {format: bearer}\nrate_limit: {is_rate_limited: status = 403}",
            says: "403 is read as"
        ),
        Fault(
            name: "every answer is taken for a wish to wait",
            check: .walk,
            old: "authorization: {format: bearer}",
            new: "authorization: {format: bearer}\nrate_limit: {is_rate_limited: status > 0}",
            says: "500 requests, and no end"
        ),
        Fault(
            name: "the place in the list is a field that several records share",
            check: .pageSize,
            old: "cursor_path: meta.after,",
            new: "last_record_path: state,",
            says: "pages of 1"
        ),
        Fault(
            name: "the parameter of reads by date is used for something else",
            check: .incremental,
            old: "path: /tickets\n      response_path",
            new: "path: /tickets\n      query: {since: now}\n      response_path",
            says: "since is sent as \"now\""
        ),
        Fault(
            name: "a secret is sent in the query too",
            check: .secrets,
            old: "authorization: {format: bearer}",
            new: "authorization: {format: bearer}\nquery: {debug: \"{{access_token}}\"}",
            says: "sent in the query's debug"
        ),
        Fault(
            name: "a secret is sent in a header too",
            check: .secrets,
            old: "authorization: {format: bearer}",
            new: "authorization: {format: bearer}\nheaders: {X-Trace: \"t-{{access_token}}\"}",
            says: "sent in the header x-trace"
        ),
        Fault(
            name: "an expression of the mapping fails",
            check: .unified,
            old: "created_at: made",
            new: "created_at: $number(made)",
            says: "ticketing/tickets.created_at of record 1"
        ),
        Fault(
            name: "a field becomes something else than is expected",
            check: .unified,
            old: "name: subject",
            new: "name: $uppercase(subject)",
            says: "ticketing/tickets.name of record 1 is \"TÜR\", expected \"Tür\""
        ),
        Fault(
            name: "the vendor renames a field that is read",
            check: .unified,
            old: "\"made\":",
            new: "\"created\":",
            fixture: "tickets.list",
            says: "ticketing/tickets.created_at of record 1 is absent"
        ),
        Fault(
            name: "a mapped field is in no record",
            check: .unified,
            old: "created_at: made",
            new: "created_at: made\n      description: body",
            says: "ticketing/tickets.description: no recorded record gives it a value"
        ),
        Fault(
            name: "nothing is expected of a mapping",
            check: .unified,
            old: "\"unified\": {\"ticketing/tickets\"",
            new: "\"unified\": {\"ticketing/comments\"",
            fixture: "tickets.list",
            says: "no fixture says under \"unified\" what its records become"
        ),
        Fault(
            name: "a mapping reads a field and gives a constant",
            check: .renamed,
            old: "name: subject",
            new: "name: subject\n      number: '$exists(made) ? \"1\" : \"1\"'",
            says: "ticketing/tickets.number: renaming \"made\" in every record changes nothing"
        ),
        Fault(
            name: "a mapping has a value for want of a field",
            check: .renamed,
            old: "name: subject",
            new: "name: subject\n      number: 'serial ? serial : \"none\"'",
            says: "ticketing/tickets.number: comes from no field"
        ),
        Fault(
            name: "a page has too many records",
            check: .fixture,
            old: "{\"id\": 3,",
            new: "{\"id\": 4}, {\"id\": 5}, {\"id\": 6}, {\"id\": 3,",
            fixture: "tickets.list",
            says: "pages.1.body: more than 3 records"
        ),
    ]

    @Test(arguments: faults) func `a fault is found by the check for it`(_ fault: Fault) async throws {
        var rig = try ConformanceRig.desk.changing(fault.old, to: fault.new, in: fault.fixture)
        // What the fault alone would send is recorded too, so that it is found for what it is.
        if fault.name.hasSuffix("in the query too") {
            let sent = "\"query\": {\"debug\": \"sample-access_token-9c4f2a\", \"state\": \"any\""
            rig = try rig.changing(
                "\"path\": \"/tickets\", \"query\": {\"state\": \"any\"",
                to: "\"path\": \"/tickets\", \(sent)",
                in: "tickets.list"
            )
        }
        if fault.name.hasPrefix("a secret has a name") {
            rig = try rig.changing(
                "authorization: {format: bearer}",
                to: "authorization: {format: header, config: {X-Pin: \"{{pin}}\"}}"
            )
        }
        if fault.check == .credentials {
            // Both in turn: the authorization reads what the first one gives.
            rig = try rig.changing(
                "authorization: {format: bearer}",
                to: "authorization: {format: header, config: {X-Key: \"{{api_key}}\"}}"
            )
        }
        if fault.name.hasPrefix("the place in the list") {
            rig = try rig.changing("\"after\": \"x/+=\"}", to: "\"after\": \"new\"}", in: "tickets.list")
                .changing("\"hold\"", to: "\"new\"", in: "tickets.list")
        }
        if fault.check == .incremental {
            rig = try rig.changing(
                "\"path\": \"/tickets\", \"query\": {",
                to: "\"path\": \"/tickets\", \"query\": {\"since\": \"now\", ",
                in: "tickets.list"
            )
        }
        let findings = try await rig.findings()
        let found = findings.contains { $0.check == fault.check && $0.message.contains(fault.says) }
        #expect(found, "\(findings.map(\.description).joined(separator: "\n"))")
    }

    @Test func `a plugin without recorded pages fails`() async throws {
        var rig = ConformanceRig.desk
        rig.fixtures = [:]
        let findings = try await rig.findings()
        #expect(findings.contains { $0.check == .fixture && $0.message.hasPrefix("no recorded pages") })
    }

    @Test func `a file for a call that the plugin doesn't have fails`() async throws {
        var rig = ConformanceRig.desk
        rig.fixtures["tickets.search"] = rig.fixtures["tickets.list"]
        let findings = try await rig.findings()
        #expect(findings.contains { $0.message.contains("named for a call that the plugin doesn't have") })
    }

    @Test func `a file that is no JSON is told with its name`() async throws {
        var rig = ConformanceRig.desk
        rig.fixtures["tickets.get"] = "{"
        #expect(try await rig.findings().contains { $0.fixture == "desk/tickets.get" && $0.check == .fixture })
    }
}

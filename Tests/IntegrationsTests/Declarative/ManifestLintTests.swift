import Domain
import JSON
import Testing

@testable import Integrations

/// What in a valid manifest will lose data.
@Suite struct ManifestLintTests {
    private static func findings(
        _ manifest: JSONObject = [:],
        list: JSONObject = [:],
        resource: JSONObject = [:]
    ) throws -> [String] {
        var list = list
        if list["pagination"] == nil { list["pagination"] = ["format": "link_header"] }
        var resource = resource
        if resource["deletes"] == nil { resource["deletes"] = ["strategy": "sweep"] }
        let rig = try DeclarativeRig(manifest, list: list.withoutNull, resource: resource.withoutNull)
        let now = try #require(Timestamp(iso: "2026-11-26"))
        return ManifestLint(rig.adapter.manifest, now: now).findings.map { "\($0.rule.rawValue) \($0.path)" }
    }

    private static let planted: [(JSONObject, JSONObject, JSONObject, [String])] = [
        ([:], [:], [:], []),
        ([:], ["pagination": .null], [:], ["list-without-pagination resources.things.list"]),
        ([:], ["pagination": ["format": "page"]], [:], ["pages-over-moving-list resources.things.list"]),
        (
            [:], ["pagination": ["format": "offset"]], ["order": "updated_at"],
            ["pages-over-moving-list resources.things.list"]
        ),
        ([:], ["pagination": ["format": "range"]], ["order": "id"], []),
        ([:], [:], ["deletes": .null], ["no-delete-strategy resources.things"]),
        ([:], ["path": "/teams/{{query.team}}/things"], [:], ["id-under-parent resources.things.list.path"]),
        ([:], ["path": "/teams/{{query.team}}/things"], ["id_scope": "global"], []),
        (
            [:],
            [
                "pagination": [
                    "format": "dynamic",
                    "config": [
                        "get_pagination_values_expression": "{'query': {'since': cursor}}",
                        "get_cursor_from_response_expression": "count > 0 ? $now()",
                    ],
                ]
            ],
            [:],
            [
                "wall-clock-cursor resources.things.list.pagination.config.get_cursor_from_response_expression",
                "cursor-compared-as-text resources.things.list.pagination.config.get_cursor_from_response_expression",
            ]
        ),
        (
            [:],
            [
                "pagination": [
                    "format": "dynamic",
                    "config": [
                        "get_pagination_values_expression": "{'query': {'after': cursor}}",
                        "get_cursor_from_response_expression": "body.items^(>$number(id))[0].id",
                    ],
                ]
            ],
            [:], []
        ),
        (["deprecated": ["date": "2026-12-31"]], [:], [:], ["deprecated deprecated"]),
        (["deprecated": ["date": "2028-12-31"]], [:], [:], []),
        ([:], ["deprecated": ["date": "2020-01-01"]], [:], ["deprecated resources.things.list.deprecated"]),
        (
            [:], ["pagination": .null], ["accepts": ["list-without-pagination": "It has ten rows, always."]], []
        ),
    ]

    @Test(arguments: planted) func `what loses data is found at its place, unless it is accepted`(
        _ manifest: JSONObject,
        _ list: JSONObject,
        _ resource: JSONObject,
        _ expected: [String]
    ) throws {
        #expect(try ManifestLintTests.findings(manifest, list: list, resource: resource) == expected)
    }

    @Test func `a rule that isn't there can't be accepted, nor one without a reason`() {
        let problems = DeclarativeRig.problems(
            resource: ["accepts": ["no-delete-strateg": "x", "id-under-parent": ""]]
        )
        #expect(problems.count == 2)
        #expect(problems.contains { $0.contains("did you mean \"no-delete-strategy\"?") }, "\(problems)")
    }
}

extension JSONObject {
    fileprivate var withoutNull: JSONObject { JSONObject(filter { !$0.value.isNull }.map { ($0.key, $0.value) }) }
}

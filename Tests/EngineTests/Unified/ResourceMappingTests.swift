import Domain
import JSON
import Testing

@testable import Engine

/// Mappings as files and overrides write them.
@Suite struct ResourceMappingTests {
    static func resource() throws -> UnifiedResource {
        try UnifiedResource(
            "crm/things",
            [
                "fields": [
                    "id": ["type": "string"], "name": ["type": "string"], "size": ["type": "integer"],
                    "status": [
                        "type": "object",
                        "fields": [
                            "id": ["type": "string"], "name": ["type": "string", "values": ["open", "closed"]],
                        ],
                    ],
                    "tags": ["type": "array", "items": ["type": "string"]],
                ]
            ],
            at: "resources.things"
        )
    }

    static func mapping(_ changes: JSONObject) throws -> ResourceMapping {
        let base: JSONObject = ["list": ["resource": "rows"], "response_mapping": ["id": "id"]]
        return try ResourceMapping(.object(base.overridden(by: changes)), of: resource(), at: "vendor.crm/things")
    }

    private static let faults: [(JSONObject, String, String)] = [
        (["lst": [:]], "lst", "unknown key; did you mean \"list\"?"),
        (["list": "rows"], "list", "expected an object, found string"),
        (["list": ["resorce": "rows"]], "list.resorce", "did you mean \"resource\"?"),
        (["list": ["resource": .null]], "list.resource", "required: the vendor's own resource"),
        (["list": [["resource": "rows"], ["when": "a ="]]], "list.1.when", "S0207"),
        (["get": ["resource": "rows", "lookups": ["people"]]], "get.lookups", "there is no lookup \"people\""),
        (["list": ["query_mapping": "{"]], "list.query_mapping", "S0"),
        (["list": ["query_mapping": ["a": 1]]], "list.query_mapping", "expected a JSONata expression, found object"),
        (["response_mapping": .null], "response_mapping", "required"),
        (["response_mapping": ["name": "a b"]], "response_mapping.name", "S0201"),
        (["response_mapping": ["nmae": "a"]], "response_mapping.nmae", "no field \"nmae\"; did you mean \"name\"?"),
        (["response_mapping": ["name": ["a"]]], "response_mapping.name", "expected a JSONata expression, found array"),
        (["response_mapping": "id +"], "response_mapping", "S0207"),
        (["response_mapping": []], "response_mapping", "expected an object, found array"),
        (["record_filter": "a ["], "record_filter", "S0"),
        (["variables": ["a": "$"], "record_filter": ["x"]], "record_filter", "expected a JSONata expression"),
        (["variables": ["a": "1 +"]], "variables.a", "S0207"),
        (["lookups": ["a": ["method": "list"]]], "lookups.a.resource", "required"),
        (["lookups": ["a": ["resource": "rows", "on": "id"]]], "lookups.a", "\"on\" and \"key\" belong together"),
        (
            ["lookups": ["a": ["resource": "rows", "on": "id", "key": "id", "chunk": 0]]], "lookups.a.chunk",
            "from 1 to 1000000"
        ),
        (["lookups": ["a": ["resource": "rows", "keys": "id"]]], "lookups.a.keys", "did you mean \"key\"?"),
        (
            ["lookups": ["a": ["resource": "rows", "query_mapping": "{}"]]], "lookups.a.query_mapping",
            "belongs to a lookup by key"
        ),
        (
            ["lookups": ["a": ["page": "users", "on": "id", "key": "id", "request_body_mapping": "{}"]]],
            "lookups.a.request_body_mapping", "belongs to a lookup by key"
        ),
        (["values": ["status.nam": ["a": "open"]]], "values.status.nam", "there is no such field of text"),
        (["values": ["size": ["a": "open"]]], "values.size", "there is no such field of text"),
        (["values": ["status.name": "open"]], "values.status.name", "expected an object, found string"),
        (["values": ["status.name": ["a": 1]]], "values.status.name.a", "expected text, found number"),
        (["values": ["status.name": ["a": "opened"]]], "values.status.name.a", "the field is one of open, closed"),
        (["trusts": ["size", "sizes"]], "trusts", "there is no field \"sizes\""),
        (["trusts": 5], "trusts", "expected a list of text"),
        (["unmapped": ["siz": "why"]], "unmapped.siz", "there is no such field"),
        (["unmapped": ["size": 5]], "unmapped.size", "expected text, found number"),
        (["look_back": "soon"], "look_back", "expected a whole number from 1"),
    ]

    @Test(arguments: faults) func `what is wrong is said with its place`(
        _ changes: JSONObject,
        _ place: String,
        _ message: String
    ) throws {
        let error = #expect(throws: ValidationError.self) { try ResourceMappingTests.mapping(changes) }
        let found = error?.failures.first { $0.path == "vendor.crm/things.\(place)" }
        #expect(found?.message.contains(message) == true, "\(error?.description ?? "")")
    }

    @Test func `everything that is wrong is said at once`() throws {
        let changes: JSONObject = [
            "lst": [:], "list": ["when": "("], "variables": ["a": ")"], "response_mapping": ["id": "[", "name": "a b"],
        ]
        let error = #expect(throws: ValidationError.self) { try ResourceMappingTests.mapping(changes) }
        let places = ["lst", "list.when", "variables.a", "response_mapping.id", "response_mapping.name"]
        #expect(Set(error?.failures.map(\.path) ?? []) == Set(places.map { "vendor.crm/things.\($0)" }))
    }

    @Test func `calls and lookups that the vendor doesn't have are named`() throws {
        let mapping = try ResourceMappingTests.mapping([
            "list": [["when": "false", "resource": "old"], ["resource": "rows", "method": "search"]],
            "get": ["resource": "rows"],
            "lookups": [
                "people": ["resource": "people"], "side": ["page": "users", "on": "a", "key": "b"],
            ],
        ])
        let has = [
            Capability(resource: "rows", method: "get", writes: false, needsID: true, takesID: true),
            Capability(resource: "old", method: "list", writes: false, needsID: false, takesID: false),
        ]
        let problems = mapping.problems(with: has, at: "m")
        #expect(
            problems.map(\.description) == [
                "m.list.1.method: the integration's rows has no \"search\"; it has get",
                "m.lookups.people.resource: the integration has no \"people\"",
            ]
        )
    }

    @Test(arguments: [("true", true), ("nothing", false), ("kind = \"a\"", true), ("kind = \"b\"", false)])
    func `a record is kept where the filter is true`(_ filter: String, _ isKept: Bool) throws {
        var problems: [MappingProblem] = []
        let mapping = try ResourceMappingTests.mapping(["record_filter": .string(filter)])
        #expect(mapping.keeps(["kind": "a"], [:], &problems) == isKept)
        #expect(problems.isEmpty)
    }

    @Test func `a filter that fails keeps the record and is told`() throws {
        var problems: [MappingProblem] = []
        let mapping = try ResourceMappingTests.mapping(["record_filter": "$number(kind) = 1"])
        #expect(mapping.keeps(["kind": "a"], [:], &problems))
        #expect(problems.count == 1)
        #expect(problems.first?.message.hasPrefix("record_filter: ") == true)
    }
}

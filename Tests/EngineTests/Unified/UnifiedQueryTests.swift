import Domain
import JSON
import Testing

@testable import Engine

/// Queries of unified calls, as jobs and addresses write them.
@Suite struct UnifiedQueryTests {
    private static func resource() throws -> UnifiedResource {
        try UnifiedResource(
            "crm/things",
            [
                "fields": [
                    "id": ["type": "string"], "name": ["type": "string"], "size": ["type": "integer"],
                    "price": ["type": "number"], "is_active": ["type": "boolean"], "day": ["type": "date"],
                    "updated_at": ["type": "timestamp"], "custom_fields": ["type": "object"],
                    "status": ["type": "object", "fields": ["name": ["type": "string", "values": ["open"]]]],
                    "mails": [
                        "type": "array", "items": ["type": "object", "fields": ["email": ["type": "string"]]],
                    ],
                    "tags": ["type": "array", "items": ["type": "string"]],
                ],
                "query": ["thing_id": ["type": "string"]],
            ],
            at: "resources.things"
        )
    }

    private static let readings: [(JSONObject, JSONValue, [String])] = [
        (["name": "x"], ["name": "x"], ["name eq x"]), (["name[ne]": "x"], ["name": ["ne": "x"]], ["name ne x"]),
        (["size": ["gt": "5", "lte": 9]], ["size": ["gt": 5, "lte": 9]], ["size gt 5", "size lte 9"]),
        (["price[lt]": "1.5"], ["price": ["lt": 1.5]], ["price lt 1.5"]),
        (["is_active": "true"], ["is_active": true], ["is_active eq true"]),
        (
            ["updated_at.gt": "2026-03-01"], ["updated_at": ["gt": "2026-03-01T00:00:00.000Z"]],
            ["updated_at gt 2026-03-01T00:00:00.000Z"]
        ),
        (["day[gte]": "2026-03-01T10:00:00Z"], ["day": ["gte": "2026-03-01"]], ["day gte 2026-03-01"]),
        (["status[name]": "open"], ["status": ["name": "open"]], ["status.name eq open"]),
        (
            ["status": ["name": ["in": "open,odd"]]], ["status": ["name": ["in": ["open", "odd"]]]],
            ["status.name in open odd"]
        ),
        (["mails.email": "a@b.c"], ["mails": ["email": "a@b.c"]], ["mails.email eq a@b.c"]),
        (["tags[like]": "v%"], ["tags": ["like": "v%"]], ["tags like v%"]),
        (["tags": ["a", "b"]], ["tags": ["in": ["a", "b"]]], ["tags in a b"]),
        (["id[in]": "1,2,,3"], ["id": ["in": ["1", "2", "3"]]], ["id in 1 2 3"]),
        (["name[in]": ["Doe, Jane", "Roe"]], ["name": ["in": ["Doe, Jane", "Roe"]]], ["name in Doe, Jane Roe"]),
        (["id[in]": []], ["id": ["in": []]], ["id in "]), (["id[nin]": []], ["id": ["nin": []]], ["id nin "]),
        (["name": .null, "size": "", "tags": ["in": ""]], [:], []), (["updated_at": [:]], [:], []),
        (["thing_id": 5], ["thing_id": "5"], []), (["limit": 20, "page": "2"], [:], []),
        (["remote_query": ["name": "y"], "name": "x"], ["name": "x"], ["name eq x"]),
    ]

    @Test(arguments: readings) func `a query is read`(
        _ query: JSONObject,
        _ normalized: JSONValue,
        _ filters: [String]
    ) throws {
        let read = try UnifiedQuery(query, of: UnifiedQueryTests.resource())
        #expect(JSONValue.object(read.normalized) == normalized)
        let texts = read.filters.map { filter in
            let values = filter.values.map { $0.stringValue ?? $0.text }.joined(separator: " ")
            return "\(filter.path.joined(separator: ".")) \(filter.operator.rawValue) \(values)"
        }
        #expect(texts == filters)
        #expect(UnifiedQuery.problems(query, of: try UnifiedQueryTests.resource(), at: "query").isEmpty)
    }

    private static let faults: [(JSONObject, String, String)] = [
        (["nam": "x"], "query.nam", "crm/things has no \"nam\"; did you mean \"name\"?"),
        (["zzzzzz": "x"], "query.zzzzzz", "it has thing_id, id, name"),
        (["name[is]": "x"], "query.name[is]", "unknown operator; there is eq, ne, gt"),
        (["name": ["gt": ["a", "b"]]], "query.name[gt]", "expected one value, found an array"),
        (["size[gt]": "many"], "query.size[gt]", "expected integer, found \"many\""),
        (["updated_at[lt]": "soon"], "query.updated_at[lt]", "expected timestamp"),
        (["is_active": "yes"], "query.is_active[eq]", "expected boolean"),
        (["status": "open"], "query.status[eq]", "an object can't be filtered; name a field of it"),
        (["status[name][or]": "open"], "query.status.name[or]", "unknown operator"),
        (["mails": ["eq": "x"]], "query.mails[eq]", "an object can't be filtered"),
        (["custom_fields.colour": "red"], "query.custom_fields[colour]", "this object has no fields to filter by"),
        (["name[eq][x]": "x"], "query.name[eq]", "unknown operator"),
        (["remote_query": "a=b"], "query.remote_query", "expected an object, found string"),
        (["name": ["eq": ["a": 1]]], "query.name[eq]", "expected string"),
    ]

    @Test(arguments: faults) func `what can't be understood is said with its place`(
        _ query: JSONObject,
        _ path: String,
        _ message: String
    ) throws {
        let resource = try UnifiedQueryTests.resource()
        let error = #expect(throws: ValidationError.self) { try UnifiedQuery(query, of: resource) }
        #expect(error?.failures.first?.path == path)
        #expect(error?.failures.first?.message.contains(message) == true, "\(error?.description ?? "")")
    }

    private static let misspelt: [(JSONObject, String, String)] = [
        (["nam": "{{args.x}}"], "q.nam", "did you mean \"name\"?"),
        (["updated_at": ["gr": "{{previous_run_date}}"]], "q.updated_at.gr", "unknown operator; there is eq"),
        (["updated_at[since]": "{{previous_run_date}}"], "q.updated_at[since]", "unknown operator"),
        (["status": ["nme": "open"]], "q.status.nme", "unknown operator; there is eq, ne, gt, gte, lt, lte, in, nin"),
        (["status": ["nme": "open"]], "q.status.nme", "fields are name"),
        (["status[name][is]": "open"], "q.status[name][is]", "unknown operator"),
        (["mails": ["email": ["lik": "x"]]], "q.mails.email.lik", "unknown operator"),
        (["custom_fields[colour]": "red"], "q.custom_fields[colour]", "this object has no fields to filter by"),
    ]

    @Test(arguments: misspelt) func `a field or an operator that there isn't is seen before there are values`(
        _ query: JSONObject,
        _ path: String,
        _ message: String
    ) throws {
        let problems = UnifiedQuery.problems(query, of: try UnifiedQueryTests.resource(), at: "q")
        #expect(problems.map(\.path) == [path])
        #expect(problems.first?.message.contains(message) == true, "\(problems)")
    }

    @Test func `paging and what the vendor gets as it is are apart`() throws {
        let query: JSONObject = ["limit": 20, "page": 2, "per_page": "5", "remote_query": ["limit": 7]]
        let read = try UnifiedQuery(query, of: UnifiedQueryTests.resource())
        #expect(JSONValue.object(read.paging) == ["limit": 20, "page": 2, "per_page": "5"])
        #expect(JSONValue.object(read.remote) == ["limit": 7])
        #expect(read.filters.isEmpty)
    }
}

import Domain
import JSON
import Testing

@testable import Engine

/// One record of a vendor, and what its mapping makes of it.
@Suite struct RecordMapperTests {
    private static func map(
        _ mapping: JSONValue,
        _ record: JSONValue,
        variables: [String: JSONValue] = [:],
        values: JSONObject = [:]
    ) throws -> (JSONValue, [MappingProblem]) {
        let resource = try ResourceMappingTests.resource()
        let translations = try FieldFitting.translations(values, of: resource, at: "m.values")
        let mapper = try RecordMapper(mapping, translations, of: resource, at: "m")
        var problems: [MappingProblem] = []
        return (.object(mapper.map(record, variables, problems: &problems)), problems)
    }

    private static let records: [(JSONValue, JSONValue, JSONValue)] = [
        (["id": "id"], ["id": 7], ["id": "7"]), (["id": "a.b.c"], ["a": ["b": ["c": "x"]]], ["id": "x"]),
        (["id": "a.b.c"], ["a": ["b": "x"]], [:]), (["id": "a.b"], ["a": .null], [:]), (["id": "a.b"], [:], [:]),
        (["tags": "a.b"], ["a": [["b": "x"], ["c": 1], ["b": "y"]]], ["tags": ["x", "y"]]),
        (["tags": "a.b"], ["a": [["b": "x"]]], ["tags": ["x"]]), (["name": "a.b"], ["a": [["b": "x"]]], ["name": "x"]),
        (["name": "a.b"], ["a": [["b": "x"], ["b": "y"]]], ["name_raw": ["x", "y"]]),
        (["size": "n"], ["n": "about ten"], ["size_raw": "about ten"]), (["size": "n"], ["n": "12"], ["size": 12]),
        (["name": "7", "size": "true"], [:], ["name": "7", "size_raw": true]),
        (["name": 7, "tags": true], [:], ["name": "7", "tags": ["true"]]),
        (["name": "$greeting & \" \" & name"], ["name": "Ada"], ["name": "Hi Ada"]),
        (["extra": "{\"a\": n, \"b\": \"\"}"], ["n": 1], ["extra": ["a": 1]]),
        (
            ["status": "{\"name\": s, \"id\": 3}"], ["s": "new"],
            ["status": ["id": "3", "name": "open", "name_raw": "new"]]
        ),
        ("{\"size\": 2, \"id\": id, \"more\": [], \"other\": 1}", ["id": "x"], ["id": "x", "size": 2, "other": 1]),
        ("$merge([$, {\"name\": \"n\"}])", ["id": 5, "size": "5.5"], ["id": "5", "name": "n", "size_raw": "5.5"]),
    ]

    @Test(arguments: records) func `a record is mapped`(
        _ mapping: JSONValue,
        _ record: JSONValue,
        _ expected: JSONValue
    ) throws {
        let (unified, problems) = try RecordMapperTests.map(
            mapping,
            record,
            variables: ["greeting": "Hi"],
            values: ["status.name": ["new": "open"]]
        )
        #expect(unified == expected, "\(unified.text)")
        #expect(problems.isEmpty)
    }

    @Test func `numbers and their digits come through`() throws {
        let record = try JSONValue(parsing: #"{"id": 9007199254740993, "n": 18446744073709551616, "m": 1.50}"#)
        let (unified, _) = try RecordMapperTests.map(
            ["id": "id", "size": "n", "extra": "m", "tags": "[id, n]", "status": "{\"id\": [id][0]}"],
            record
        )
        #expect(
            unified.text
                == #"{"id":"9007199254740993","size":18446744073709551616,"status":{"id":"9007199254740993"},"#
                + #""tags":["9007199254740993","18446744073709551616"],"extra":1.50}"#
        )
    }

    @Test func `fields come in the model's order whatever the mapping's is`() throws {
        let (unified, _) = try RecordMapperTests.map(["extra": "1", "tags": "2", "name": "3", "id": "4"], [:])
        #expect(unified.objectValue?.keys == ["id", "name", "tags", "extra"])
    }

    @Test func `a field that fails is told and left out, the others are there`() throws {
        let (unified, problems) = try RecordMapperTests.map(
            ["id": "id", "name": "$error(\"no\")", "size": "$number(id)"],
            ["id": "x"]
        )
        #expect(unified == ["id": "x"])
        #expect(problems.map(\.field) == ["name", "size"])
    }

    @Test(arguments: [("\"text\"", "string"), ("[1]", "array"), ("5", "number")])
    func `a whole that is no object is told`(_ mapping: String, _ kind: String) throws {
        let (unified, problems) = try RecordMapperTests.map(.string(mapping), [:])
        #expect(unified == [:])
        #expect(problems.map(\.message) == ["the mapping gives \(kind), not an object"])
    }

    @Test func `a whole that has no value is told too`() throws {
        let (unified, problems) = try RecordMapperTests.map("missing", [:])
        #expect(unified == [:])
        #expect(problems.map(\.message) == ["the mapping gives nothing, not an object"])
    }
}

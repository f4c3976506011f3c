import JSON
import JSONSchema
import Testing

@Suite struct JSONSchemaDefaultTests {
    @Test(arguments: [
        ("{\"properties\":{\"a\":{\"default\":1}}}", "{}", "{\"a\":1}"),
        ("{\"properties\":{\"a\":{\"default\":1}}}", "{\"b\":2}", "{\"b\":2,\"a\":1}"),
        ("{\"properties\":{\"a\":{\"default\":1}}}", "{\"a\":null}", "{\"a\":null}"),
        ("{\"properties\":{\"a\":{\"default\":null}}}", "{}", "{\"a\":null}"),
        ("{\"properties\":{\"a\":{\"default\":1.0,\"required\":true}}}", "{}", "{\"a\":1.0}"),
        ("{\"properties\":{\"a\":{\"default\":1}},\"required\":[\"a\"]}", "{}", "{\"a\":1}"),
        ("{\"properties\":{\"a\":{\"properties\":{\"b\":{\"default\":1}}}}}", "{\"a\":{}}", "{\"a\":{\"b\":1}}"),
        ("{\"properties\":{\"a\":{\"properties\":{\"b\":{\"default\":1}}}}}", "{}", "{}"),
        (
            "{\"properties\":{\"a\":{\"default\":{},\"properties\":{\"b\":{\"default\":1}}}}}", "{}",
            "{\"a\":{\"b\":1}}"
        ),
        ("{\"items\":{\"properties\":{\"b\":{\"default\":1}}}}", "[{},{\"b\":2},3]", "[{\"b\":1},{\"b\":2},3]"),
        (
            "{\"additionalProperties\":{\"properties\":{\"b\":{\"default\":1}}},\"properties\":{\"a\":{}}}",
            "{\"a\":{},\"c\":{}}", "{\"a\":{},\"c\":{\"b\":1}}"
        ),
        ("{\"a\":{\"type\":\"integer\",\"default\":7}}", "{}", "{\"a\":7}"),
        ("{\"default\":1}", "{}", "{}"),
    ])
    func `defaults are filled in before the check`(_ schema: String, _ value: String, _ completed: String) throws {
        let result = try JSONSchema(JSONValue(parsing: schema)).check(JSONValue(parsing: value))
        #expect(result.value.text == completed)
        #expect(result.failures.isEmpty)
    }

    @Test func `a value that does not fit is completed all the same`() throws {
        let schema = try JSONSchema(["properties": ["a": ["default": 1], "b": ["type": "string"]]])
        let result = schema.check(["b": 2])
        #expect(result.value == ["b": 2, "a": 1])
        #expect(result.failures.map(\.instancePath) == ["b"])
    }
}

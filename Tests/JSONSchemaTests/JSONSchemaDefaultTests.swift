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
        (
            "{\"$defs\":{\"p\":{\"properties\":{\"b\":{\"default\":1}}}},\"allOf\":[{\"$ref\":\"#/$defs/p\"}]}", "{}",
            "{\"b\":1}"
        ),
        ("{\"properties\":{\"a\":{\"$ref\":\"#/$defs/d\"}},\"$defs\":{\"d\":{\"default\":1}}}", "{}", "{\"a\":1}"),
        ("{\"prefixItems\":[{},{\"properties\":{\"b\":{\"default\":1}}}]}", "[{},{}]", "[{},{\"b\":1}]"),
        ("{\"anyOf\":[{\"properties\":{\"b\":{\"default\":1}}}]}", "{}", "{}"),
        ("{\"default\":1}", "{}", "{}"),
    ])
    func `defaults are filled in before the check`(_ schema: String, _ value: String, _ completed: String) throws {
        let result = try JSONSchema(JSONValue(parsing: schema)).check(JSONValue(parsing: value))
        #expect(result.value.text == completed)
        #expect(result.failures.isEmpty)
    }

    @Test func `arguments as a bare map have defaults too`() throws {
        let schema = try JSONSchema(arguments: ["a": ["type": "integer", "default": 7]])
        #expect(schema.check([:]).value == ["a": 7])
    }

    @Test func `defaults that fill in each other without an end are refused`() throws {
        let error = #expect(throws: JSONSchemaError.self) {
            try JSONSchema(["properties": ["a": ["$ref": "#", "default": [:]]]])
        }
        #expect(error?.description.contains("the defaults fill in each other without an end") == true)
    }

    @Test func `as the standard has it, nothing is filled in and a default need not fit`() throws {
        let schema = try JSONSchema(["properties": ["a": ["type": "string", "default": 1]]], options: .standard)
        #expect(schema.check([:]).value == [:])
        #expect(schema.check([:]).failures.isEmpty)
    }

    @Test func `a value that does not fit is completed all the same`() throws {
        let schema = try JSONSchema(["properties": ["a": ["default": 1], "b": ["type": "string"]]])
        let result = schema.check(["b": 2])
        #expect(result.value == ["b": 2, "a": 1])
        #expect(result.failures.map(\.instancePath) == ["b"])
    }
}

import JSON
import JSONSchema
import Testing

/// The failures of `value` (JSON text) against `schema` (JSON text), in the form `instance path: message`.
private func failures(_ schema: String, _ value: String) throws -> [String] {
    try JSONSchema(JSONValue(parsing: schema)).check(JSONValue(parsing: value)).failures.map {
        "\($0.instancePath): \($0.message)"
    }
}

@Suite struct JSONSchemaCheckTests {
    @Test(arguments: [
        ("{}", "null"), ("true", "[1]"), ("{\"items\":true}", "[1]"),
        ("{\"type\":\"null\"}", "null"),
        ("{\"type\":\"boolean\"}", "false"),
        ("{\"type\":\"number\"}", "1.5"),
        ("{\"type\":\"number\"}", "3"),
        ("{\"type\":\"integer\"}", "3"),
        ("{\"type\":\"integer\"}", "3.0"),
        ("{\"type\":\"integer\"}", "1e400"),
        ("{\"type\":\"integer\"}", "-0.0"),
        ("{\"type\":\"string\"}", "\"\""),
        ("{\"type\":\"array\"}", "[]"),
        ("{\"type\":\"object\"}", "{}"),
        ("{\"type\":[\"string\",\"null\"]}", "null"),
        ("{\"enum\":[1,\"a\",null,{\"a\":[1]}]}", "{\"a\":[1.0]}"),
        ("{\"enum\":[1]}", "1e0"),
        ("{\"const\":{\"a\":1,\"b\":2}}", "{\"b\":2.0,\"a\":1}"),
        ("{\"items\":{\"type\":\"integer\"}}", "[1,2]"),
        ("{\"items\":{\"type\":\"integer\"}}", "\"no array\""),
        ("{\"items\":false}", "[]"),
        ("{\"minItems\":1,\"maxItems\":2}", "[1,2]"),
        ("{\"minItems\":1}", "\"\""),
        ("{\"uniqueItems\":true}", "[1,\"1\",[1],{\"a\":1},true,null,false,[],{}]"),
        ("{\"uniqueItems\":false}", "[1,1]"),
        ("{\"minLength\":2,\"maxLength\":2}", "\"👋🏽\""),
        ("{\"minLength\":2,\"maxLength\":2}", "\"\\r\\n\""),
        ("{\"maxLength\":0.0}", "\"\""),
        ("{\"minimum\":1,\"maximum\":1}", "1.0"),
        ("{\"exclusiveMinimum\":1}", "1.0000000000000000000001"),
        ("{\"exclusiveMaximum\":9007199254740993}", "9007199254740992"),
        ("{\"minimum\":-1e400}", "-1e399"),
        ("{\"minimum\":0}", "-0.0"),
        ("{\"minimum\":5}", "\"1\""),
        ("{\"multipleOf\":0.0001}", "0.0075"),
        ("{\"multipleOf\":0.01}", "4.35"),
        ("{\"multipleOf\":3}", "123456789012345678901234567890"),
        ("{\"multipleOf\":7}", "7e400"),
        ("{\"multipleOf\":5}", "0"),
        ("{\"multipleOf\":2}", "-4"),
        ("{\"additionalProperties\":false,\"properties\":{\"a\":{}}}", "{\"a\":1}"),
        ("{\"additionalProperties\":{\"type\":\"integer\"},\"properties\":{\"a\":{}}}", "{\"a\":\"x\",\"b\":1}"),
        ("{\"minProperties\":1,\"maxProperties\":1}", "{\"a\":1}"),
        ("{\"properties\":{\"a\":{\"type\":\"string\"}}}", "{\"b\":1}"),
        ("{\"properties\":{\"a\":true}}", "{\"a\":1}"),
        ("{\"required\":[\"a\"]}", "{\"a\":null}"),
        ("{\"required\":[\"a\"]}", "7"),
        ("{\"required\":true}", "7"),
        ("{\"items\":{\"required\":true}}", "[1]"),
    ])
    func `a value that fits has no failures`(_ schema: String, _ value: String) throws {
        #expect(try failures(schema, value).isEmpty)
    }

    @Test(arguments: [
        ("false", "1", ": expected no value, found the number 1"),
        ("{\"type\":\"string\"}", "5", ": expected a string, found the number 5"),
        ("{\"type\":\"integer\"}", "3.5", ": expected an integer, found the number 3.5"),
        ("{\"type\":\"integer\"}", "1e-400", ": expected an integer, found the number 1e-400"),
        ("{\"type\":\"number\"}", "\"3\"", ": expected a number, found the string \"3\""),
        ("{\"type\":\"boolean\"}", "null", ": expected a boolean, found null"),
        ("{\"type\":\"null\"}", "false", ": expected null, found false"),
        ("{\"type\":[\"array\",\"object\",\"null\"]}", "true", ": expected an array, an object or null, found true"),
        ("{\"type\":\"object\"}", "[]", ": expected an object, found an empty array"),
        ("{\"type\":\"array\"}", "{\"a\":1}", ": expected an array, found an object"),
        ("{\"enum\":[1,\"a\"]}", "\"b\"", ": expected 1 or \"a\", found the string \"b\""),
        ("{\"const\":\"é\"}", "\"e\\u0301\"", ": expected \"é\", found the string \"e\u{301}\""),
        ("{\"const\":false}", "0", ": expected false, found the number 0"),
        ("{\"items\":{\"type\":\"integer\"}}", "[1,\"x\"]", "1: expected an integer, found the string \"x\""),
        ("{\"items\":false}", "[1]", "0: expected no value, found the number 1"),
        ("{\"minItems\":1}", "[]", ": expected at least 1 element, found 0"),
        ("{\"maxItems\":2}", "[1,2,3]", ": expected at most 2 elements, found 3"),
        ("{\"uniqueItems\":true}", "[1,2,1.0]", ": expected no element twice, found 0 and 2 equal"),
        (
            "{\"uniqueItems\":true}", "[{\"a\":1,\"b\":2},{\"b\":2,\"a\":1}]",
            ": expected no element twice, found 0 and 1 equal"
        ),
        ("{\"minLength\":3}", "\"👋🏽\"", ": expected at least 3 characters, found 2"),
        ("{\"maxLength\":1}", "\"ab\"", ": expected at most 1 character, found 2"),
        (
            "{\"minimum\":9007199254740993}", "9007199254740992",
            ": expected at least 9007199254740993, found 9007199254740992"
        ),
        ("{\"minimum\":-1}", "-1.5", ": expected at least -1, found -1.5"),
        ("{\"maximum\":1e400}", "1e401", ": expected at most 1e400, found 1e401"),
        ("{\"exclusiveMinimum\":1}", "1.0", ": expected more than 1, found 1.0"),
        ("{\"exclusiveMaximum\":0.3}", "0.30", ": expected less than 0.3, found 0.30"),
        ("{\"multipleOf\":3}", "10", ": expected a multiple of 3, found 10"),
        ("{\"multipleOf\":0.01}", "4.355", ": expected a multiple of 0.01, found 4.355"),
        ("{\"multipleOf\":3}", "1e400", ": expected a multiple of 3, found 1e400"),
        ("{\"additionalProperties\":false,\"properties\":{\"a\":{}}}", "{\"b\":1}", "b: expected no such key"),
        (
            "{\"additionalProperties\":{\"type\":\"integer\"}}", "{\"b\":\"1\"}",
            "b: expected an integer, found the string \"1\""
        ),
        ("{\"minProperties\":1}", "{}", ": expected at least 1 key, found 0"),
        ("{\"maxProperties\":0}", "{\"a\":1}", ": expected at most 0 keys, found 1"),
        ("{\"required\":[\"a\",\"a\"]}", "{}", "a: expected a value, found none"),
        ("{\"properties\":{\"a\":{\"required\":true}},\"required\":[\"a\"]}", "{}", "a: expected a value, found none"),
        (
            "{\"properties\":{\"a\":{\"properties\":{\"b\":{\"required\":true}}}}}", "{\"a\":{}}",
            "a.b: expected a value, found none"
        ),
    ])
    func `a value that does not fit says what was expected and found`(
        _ schema: String,
        _ value: String,
        _ failure: String
    ) throws {
        #expect(try failures(schema, value) == [failure])
    }

    @Test func `every failure is told, with its place in the schema`() throws {
        let schema = try JSONSchema([
            "type": "object",
            "properties": [
                "ids": ["type": "array", "required": true, "minItems": 2, "items": ["type": "integer"]],
                "since": ["type": "string", "format": "date"],
            ],
            "required": ["since"],
        ])
        let failures = schema.check(["ids": ["x"]]).failures
        #expect(failures.map(\.instancePath) == ["ids", "ids.0", "since"])
        #expect(failures.map(\.schemaPath) == ["properties.ids.minItems", "properties.ids.items.type", "required"])
        #expect(failures.first?.description == "ids: expected at least 2 elements, found 1")
        #expect(schema.check([:]).failures.map(\.schemaPath) == ["properties.ids.required", "required"])
    }

    @Test func `long values are cut in messages`() throws {
        let schema = try JSONSchema(["type": "integer"])
        let message = schema.check(.string(String(repeating: "x", count: 1_000))).failures.first?.message
        #expect(message == "expected an integer, found the string \"\(String(repeating: "x", count: 40))…\"")
    }

    @Test func `schemas hold down to 128 levels, for values as deep as the parser allows`() throws {
        let text = String(repeating: "{\"items\":", count: 128) + "{\"const\":1}" + String(repeating: "}", count: 128)
        let schema = try JSONSchema(JSONValue(parsing: text))
        let value = try JSONValue(parsing: String(repeating: "[", count: 512) + String(repeating: "]", count: 512))
        #expect(schema.check(value).failures.map(\.schemaPath.segments.count) == [129])
        #expect(schema.check(value).value == value)
        let deeper = try JSONValue(parsing: "{\"items\":\(text)}")
        #expect(throws: JSONSchemaError.self) { try JSONSchema(deeper) }
    }
}

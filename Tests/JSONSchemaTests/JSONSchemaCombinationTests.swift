import JSON
import JSONSchema
import Testing

@Suite struct JSONSchemaCombinationTests {
    @Test(arguments: [
        (
            "{\"anyOf\":[{\"type\":\"string\"},{\"properties\":{\"a\":{\"type\":\"null\"}},\"type\":\"object\"}]}",
            "{\"a\":1}",
            """
            : expected at least one of 2 schemas to fit, found none: (1) expected a string, found an object; \
            (2) at a expected null, found the number 1
            """
        ),
        (
            "{\"oneOf\":[{\"type\":\"string\"},{\"type\":\"null\"},{\"minimum\":9},{}]}", "1.5",
            ""
        ),
        (
            "{\"oneOf\":[{\"type\":\"string\"},{\"type\":\"null\"},{\"minimum\":9},false]}", "1",
            """
            : expected one of 4 schemas to fit, found none: (1) expected a string, found the number 1; (2) expected null, \
            found the number 1; (3) expected at least 9, found 1; …
            """
        ),
        (
            "{\"oneOf\":[{\"type\":\"integer\"},false,{\"minimum\":0}]}", "1",
            ": expected only one of 3 schemas to fit, found 1 and 3"
        ),
        ("{\"not\":{\"type\":\"string\"}}", "\"x\"", ": expected a value that does not fit, found the string \"x\""),
        ("{\"if\":{\"minimum\":10},\"then\":{\"multipleOf\":10}}", "15", ": expected a multiple of 10, found 15"),
        ("{\"if\":{\"minimum\":10},\"else\":false}", "5", ": expected no value, found the number 5"),
        ("{\"contains\":{\"type\":\"null\"}}", "[1]", ": expected at least 1 element that fit, found 0"),
        ("{\"contains\":{},\"minContains\":2}", "[1]", ": expected at least 2 elements that fit, found 1"),
        ("{\"contains\":{},\"maxContains\":1}", "[1,2]", ": expected at most 1 element that fit, found 2"),
        (
            "{\"prefixItems\":[{\"type\":\"null\"}],\"items\":false}", "[null,1]",
            "1: expected no value, found the number 1"
        ),
        (
            "{\"propertyNames\":{\"maxLength\":2}}", "{\"abc\":1}",
            "abc: as a key: expected at most 2 characters, found 3"
        ),
        ("{\"dependentRequired\":{\"a\":[\"b\"]}}", "{\"a\":1}", "b: expected a value, found none"),
        ("{\"dependentSchemas\":{\"a\":{\"required\":[\"b\"]}}}", "{\"a\":1}", "b: expected a value, found none"),
        ("{\"dependencies\":{\"a\":[\"b\"]}}", "{\"a\":1}", "b: expected a value, found none"),
        (
            "{\"patternProperties\":{\"^n_\":{\"type\":\"null\"}}}", "{\"n_a\":1}",
            "n_a: expected null, found the number 1"
        ),
        ("{\"pattern\":\"^a+$\"}", "\"b\"", ": expected text that matches ^a+$, found the string \"b\""),
        (
            "{\"patternProperties\":{\"^a\":{}},\"additionalProperties\":false}", "{\"ab\":1,\"b\":2}",
            "b: expected no such key"
        ),
        (
            "{\"allOf\":[{\"properties\":{\"a\":{}}}],\"unevaluatedProperties\":false}", "{\"a\":1,\"b\":2}",
            "b: expected no such key"
        ),
        (
            "{\"prefixItems\":[{}],\"contains\":{\"type\":\"null\"},\"unevaluatedItems\":false}", "[1,null,2]",
            "2: expected no value, found the number 2"
        ),
        (
            "{\"multipleOf\":1234567890123456789012}", "1234567890123456789013",
            ": expected a multiple of 1234567890123456789012, found 1234567890123456789013"
        ),
        ("{\"multipleOf\":1234567890123456789012}", "2469135780246913578024e5", ""),
        ("{\"enum\":[]}", "1", ": expected no value, found the number 1"),
    ])
    func `a failure says what was expected and found`(_ schema: String, _ value: String, _ failure: String) throws {
        let failures = try JSONSchema(JSONValue(parsing: schema)).check(JSONValue(parsing: value)).failures
        #expect(failures.map { "\($0.instancePath): \($0.message)" } == (failure.isEmpty ? [] : [failure]))
    }

    @Test func `all branches of allOf are told about`() throws {
        let schema = try JSONSchema(["allOf": [["required": ["a"]], ["required": ["b"]], ["maxProperties": 0]]])
        #expect(
            schema.check(["c": 1]).failures.map(\.schemaPath) == [
                "allOf.0.required", "allOf.1.required", "allOf.2.maxProperties",
            ]
        )
    }
}

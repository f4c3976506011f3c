import JSON
import JSONSchema
import Testing

@Suite struct JSONSchemaCompileTests {
    @Test(arguments: [
        ("{\"pattern\":\"a\"}", "pattern", "the keyword \"pattern\" is not supported yet"),
        ("{\"properties\":{\"a\":{\"oneOf\":[]}}}", "properties.a.oneOf", "the keyword \"oneOf\" is not supported yet"),
        ("{\"items\":{\"$ref\":\"#\"}}", "items.$ref", "the keyword \"$ref\" is not supported yet"),
        (
            "{\"additionalProperties\":{\"not\":{}}}", "additionalProperties.not",
            "the keyword \"not\" is not supported yet"
        ),
        ("{\"requierd\":[\"a\"]}", "requierd", "the keyword \"requierd\" is unknown or not supported yet"),
        (
            "{\"format\":\"email\"}", "format",
            """
            the format "email" is not supported yet; known are date, date-time, updated_at, uuid, \
            integrated_account_id, webhook_id or datastore_id
            """
        ),
        ("{\"format\":1}", "format", "expected the name of a format, found the number 1"),
        (
            "{\"type\":\"text\"}", "type",
            """
            expected null, boolean, integer, number, string, array or object, or a list of these, found the string "text"
            """
        ),
        (
            "{\"type\":[]}", "type",
            "expected null, boolean, integer, number, string, array or object, or a list of these, found an empty array"
        ),
        ("{\"properties\":[]}", "properties", "expected an object of schemas, found an empty array"),
        ("{\"properties\":{\"a\":1}}", "properties.a", "expected a schema, which is an object, found the number 1"),
        ("{\"required\":[1]}", "required", "expected true, false or a list of names, found an array"),
        ("{\"required\":\"a\"}", "required", "expected true, false or a list of names, found the string \"a\""),
        ("{\"enum\":[]}", "enum", "expected a list of at least one value, found an empty array"),
        ("{\"enum\":1}", "enum", "expected a list of at least one value, found the number 1"),
        (
            "{\"items\":[{}]}", "items",
            "a list of schemas, one a position, is not supported yet; give one schema for all elements"
        ),
        ("{\"uniqueItems\":1}", "uniqueItems", "expected true or false, found the number 1"),
        ("{\"minItems\":-1}", "minItems", "expected a whole number from 0, found the number -1"),
        ("{\"maxLength\":1.5}", "maxLength", "expected a whole number from 0, found the number 1.5"),
        ("{\"minProperties\":\"1\"}", "minProperties", "expected a whole number from 0, found the string \"1\""),
        ("{\"minimum\":\"1\"}", "minimum", "expected a number, found the string \"1\""),
        ("{\"exclusiveMinimum\":true}", "exclusiveMinimum", "expected a number, found true"),
        ("{\"multipleOf\":0}", "multipleOf", "expected a number above 0 of at most 18 digits, found the number 0"),
        ("{\"multipleOf\":-2}", "multipleOf", "expected a number above 0 of at most 18 digits, found the number -2"),
        (
            "{\"multipleOf\":1234567890123456789}", "multipleOf",
            "expected a number above 0 of at most 18 digits, found the number 1234567890123456789"
        ),
        ("5", "", "expected a schema, which is an object, found the number 5"),
        (
            "{\"properties\":{\"a\":{\"type\":\"string\",\"default\":null}}}", "properties.a.default",
            "the default does not fit its schema: expected a string, found null"
        ),
    ])
    func `what is not evaluated or malformed is refused with its place`(
        _ schema: String,
        _ path: String,
        _ message: String
    ) throws {
        let value = try JSONValue(parsing: schema)
        let error = #expect(throws: JSONSchemaError.self) { try JSONSchema(value) }
        #expect(error?.failures.map(\.schemaPath) == [JSONPath(path)])
        #expect(error?.failures.first?.message.hasPrefix(message) == true, "\(error?.description ?? "")")
    }

    @Test func `all problems are told at once`() throws {
        let error = #expect(throws: JSONSchemaError.self) {
            try JSONSchema(["type": "object", "anyOf": [], "properties": ["a": ["pattern": "x", "minLength": -1]]])
        }
        #expect(
            error?.failures.map(\.schemaPath) == ["anyOf", "properties.a.pattern", "properties.a.minLength"]
        )
        #expect(
            error?.description == """
                anyOf: the keyword "anyOf" is not supported yet; properties.a.pattern: the keyword "pattern" is not \
                supported yet; properties.a.minLength: expected a whole number from 0, found the number -1
                """
        )
    }

    @Test func `annotations are accepted`() throws {
        let schema = try JSONSchema([
            "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "urn:x", "$comment": "c", "title": "t",
            "description": "d", "examples": [1], "deprecated": true, "readOnly": true, "writeOnly": false,
        ])
        #expect(schema.check("anything").failures.isEmpty)
    }

    @Test(arguments: [
        // (b), the bare map
        "{\"since\":{\"type\":\"string\",\"format\":\"date\",\"required\":true,\"description\":\"d\"},\"n\":{\"type\":\"integer\"}}",
        // (a), the wrapper, with each form of required
        "{\"type\":\"object\",\"properties\":{\"since\":{\"type\":\"string\",\"format\":\"date\",\"required\":true},\"n\":{\"type\":\"integer\"}}}",
        "{\"properties\":{\"since\":{\"type\":\"string\",\"format\":\"date\"},\"n\":{\"type\":\"integer\"}},\"required\":[\"since\"]}",
        // (b) with arguments that bear the names of keywords
        "{\"since\":{\"format\":\"date\",\"required\":true},\"n\":{\"type\":\"integer\"},\"type\":{\"type\":\"string\"},\"properties\":{\"type\":\"array\"}}",
    ])
    func `all forms of arguments mean the same`(_ text: String) throws {
        let value = try JSONValue(parsing: text)
        for schema in [try JSONSchema(value), try JSONSchema(arguments: value)] {
            #expect(schema.check(["since": "2026-01-31", "n": 3, "other": true]).failures.isEmpty)
            #expect(schema.check([:]).failures.map(\.instancePath) == ["since"])
            #expect(schema.check(["since": "2026", "n": "3"]).failures.map(\.instancePath) == ["since", "n"])
            #expect(schema.isDeclared("since") && schema.isRequired("since"))
            #expect(schema.isDeclared("n") && !schema.isRequired("n"))
            #expect(!schema.isDeclared("other") && !schema.isRequired("other"))
        }
    }

    @Test func `what could be both is a schema, among arguments a bare map`() throws {
        let value: JSONValue = ["items": ["type": "array"]]
        #expect(try !JSONSchema(value).isDeclared("items"))
        #expect(try JSONSchema(value).check([1]).failures.map(\.instancePath) == ["0"])
        #expect(try JSONSchema(arguments: value).isDeclared("items"))
        #expect(try JSONSchema(arguments: value).check(["items": 1]).failures.map(\.instancePath) == ["items"])
        #expect(try JSONSchema(arguments: ["properties": ["a": ["type": "array"]]]).isDeclared("a"))
        #expect(try JSONSchema(arguments: [:]).check(["a": 1]).failures.isEmpty)
    }

    @Test func `a bare map wants an object`() throws {
        #expect(try JSONSchema(["a": ["type": "string"]]).check([]).failures.map(\.schemaPath) == ["type"])
    }

    @Test func `a bare map names the property in its paths`() throws {
        let error = #expect(throws: JSONSchemaError.self) { try JSONSchema(["a": ["pattern": "x"]]) }
        #expect(error?.failures.map(\.schemaPath) == ["a.pattern"])
    }

    @Test func `declared and required follow nesting and elements`() throws {
        let schema = try JSONSchema([
            "properties": [
                "a": [
                    "required": true,
                    "properties": ["b": ["required": true, "properties": ["c": [:]]], "0": [:]],
                ],
                "o": ["properties": ["p": ["required": true]]],
                "list": ["type": "array", "required": true, "items": ["properties": ["id": ["required": true]]]],
            ]
        ])
        for path: JSONPath in ["a", "a.b", "a.b.c", "a.0", "o", "o.p", "list", "list.0", "list.12.id"] {
            #expect(schema.isDeclared(path), "\(path)")
        }
        for path: JSONPath in ["", "x", "a.x", "a.b.c.d", "list.id", "list.½", "list.0.x", "list.-1"] {
            #expect(!schema.isDeclared(path), "\(path)")
        }
        for path: JSONPath in ["a", "a.b", "list"] { #expect(schema.isRequired(path), "\(path)") }
        for path: JSONPath in ["", "x", "a.b.c", "o", "o.p", "list.0", "list.0.id"] {
            #expect(!schema.isRequired(path), "\(path)")
        }
    }
}

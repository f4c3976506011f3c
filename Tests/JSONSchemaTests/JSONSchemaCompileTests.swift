import JSON
import JSONSchema
import Testing

@Suite struct JSONSchemaCompileTests {
    @Test(arguments: [
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
        ("{\"enum\":1}", "enum", "expected a list of values, found the number 1"),
        ("{\"items\":[{}]}", "items", "expected one schema for all elements; use \"prefixItems\" for a list"),
        ("{\"uniqueItems\":1}", "uniqueItems", "expected true or false, found the number 1"),
        ("{\"minItems\":-1}", "minItems", "expected a whole number from 0, found the number -1"),
        ("{\"maxLength\":1.5}", "maxLength", "expected a whole number from 0, found the number 1.5"),
        ("{\"minProperties\":\"1\"}", "minProperties", "expected a whole number from 0, found the string \"1\""),
        ("{\"minimum\":\"1\"}", "minimum", "expected a number, found the string \"1\""),
        ("{\"exclusiveMinimum\":true}", "exclusiveMinimum", "expected a number, found true"),
        ("{\"multipleOf\":0}", "multipleOf", "expected a number above 0 of at most 100 digits, found the number 0"),
        ("{\"multipleOf\":-2}", "multipleOf", "expected a number above 0 of at most 100 digits, found the number -2"),
        (
            "{\"multipleOf\":1\(String(repeating: "1", count: 100))}", "multipleOf",
            "expected a number above 0 of at most 100 digits, found the number 1"
        ),
        ("{\"pattern\":1}", "pattern", "expected a regular expression, found the number 1"),
        (
            "{\"pattern\":\"a(\"}", "pattern",
            "expected a regular expression, but in it this parenthesis is not closed (at byte 1)"
        ),
        (
            "{\"patternProperties\":{\"[\":{}}}", "patternProperties.[",
            "expected a regular expression, but in it this bracket is not closed (at byte 0)"
        ),
        ("{\"anyOf\":[]}", "anyOf", "expected a list of at least one schema, found an empty array"),
        ("{\"not\":1}", "not", "expected a schema, which is an object, found the number 1"),
        ("{\"prefixItems\":{}}", "prefixItems", "expected a list of at least one schema, found an empty object"),
        (
            "{\"dependentRequired\":[]}", "dependentRequired",
            "expected an object of lists of names, found an empty array"
        ),
        (
            "{\"dependentRequired\":{\"a\":1}}", "dependentRequired.a",
            "expected a list of names, found the number 1"
        ),
        ("{\"$ref\":1}", "$ref", "expected a reference, which is a string, found the number 1"),
        ("{\"$ref\":\"#/$defs/a\"}", "$ref", "the reference leads to \"#/$defs/a\", where nothing is"),
        ("{\"$ref\":\"#a\"}", "$ref", "the reference leads to \"#a\", where nothing is"),
        (
            "{\"items\":{\"$ref\":\"https://example.com/a\"}}", "items.$ref",
            "no schema is known as \"https://example.com/a\", and nothing is fetched"
        ),
        ("{\"$id\":\"a#b\"}", "$id", "expected a URI without a fragment"),
        ("{\"$ref\":\"#\"}", "", "the schema refers to itself without an end"),
        (
            "{\"$defs\":{\"a\":{\"allOf\":[{\"$ref\":\"#/$defs/b\"}]},\"b\":{\"not\":{\"$ref\":\"#/$defs/a\"}}},"
                + "\"items\":{\"$ref\":\"#/$defs/a\"}}",
            "$defs.a", "the schema refers to itself without an end"
        ),
        ("5", "", "expected a schema, which is an object, found the number 5"),
        (
            "{\"properties\":{\"a\":{\"type\":\"string\",\"default\":null}}}", "properties.a.default",
            "the default does not fit its schema: expected a string, found null"
        ),
    ])
    func `what is malformed is refused with its place`(
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
            try JSONSchema(["type": "object", "anyOf": [], "properties": ["a": ["pattern": 1, "minLength": -1]]])
        }
        #expect(
            error?.description == """
                anyOf: expected a list of at least one schema, found an empty array; properties.a.pattern: expected a \
                regular expression, found the number 1; properties.a.minLength: expected a whole number from 0, found \
                the number -1
                """
        )
    }

    @Test(arguments: [
        ("{\"requierd\":[\"a\"]}", "the keyword \"requierd\" is unknown; is \"required\" meant?"),
        ("{\"patern\":\"a\"}", "the keyword \"patern\" is unknown; is \"pattern\" meant?"),
        ("{\"maxLenght\":1}", "the keyword \"maxLenght\" is unknown; is \"maxLength\" meant?"),
        (
            "{\"additionalItems\":true}",
            "the keyword \"additionalItems\" is of an earlier draft; use \"items\""
        ),
        ("{\"divisibleBy\":2}", "the keyword \"divisibleBy\" is of an earlier draft; use \"multipleOf\""),
        ("{\"format\":\"dat-time\"}", "the format \"dat-time\" is unknown; is \"date-time\" meant?"),
    ])
    func `what looks mistyped is refused in arguments, and an annotation elsewhere`(
        _ text: String,
        _ message: String
    ) throws {
        let value = try JSONValue(parsing: text)
        let error = #expect(throws: JSONSchemaError.self) { try JSONSchema(arguments: value) }
        #expect(error?.failures.map(\.message) == [message])
        #expect(try JSONSchema(value).isValid(1))
    }

    @Test(arguments: ["x-order", "placeholder", "ui:widget", "enumNames", "unit", "min", "label", "example"])
    func `a keyword that resembles none is an annotation`(_ keyword: String) throws {
        var property = JSONObject([("type", JSONValue.string("string"))])
        property[keyword] = "x"
        let schema = try JSONSchema(arguments: ["a": .object(property)])
        #expect(schema.isValid(["a": "b"]))
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
        let schema = try JSONSchema(arguments: value)
        #expect(schema.check(["since": "2026-01-31", "n": 3, "other": true]).failures.isEmpty)
        #expect(schema.check([:]).failures.map(\.instancePath) == ["since"])
        #expect(schema.check(["since": "2026", "n": "3"]).failures.map(\.instancePath) == ["since", "n"])
        #expect(schema.isDeclared("since") && schema.isRequired("since"))
        #expect(schema.isDeclared("n") && !schema.isRequired("n"))
        #expect(!schema.isDeclared("other") && !schema.isRequired("other"))
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
        #expect(try JSONSchema(arguments: ["a": ["type": "string"]]).check([]).failures.map(\.schemaPath) == ["type"])
    }

    @Test func `a bare map names the property in its paths`() throws {
        let error = #expect(throws: JSONSchemaError.self) { try JSONSchema(arguments: ["a": ["pattern": 1]]) }
        #expect(error?.failures.map(\.schemaPath) == ["a.pattern"])
        let schema = try JSONSchema(arguments: ["a": ["type": "string"]])
        #expect(schema.check(["a": 1]).failures.map(\.schemaPath) == ["a.type"])
    }

    @Test func `declared and required follow references and allOf`() throws {
        let schema = try JSONSchema([
            "$defs": ["base": ["properties": ["a": ["required": true], "b": [:]], "required": ["b"]]],
            "allOf": [
                ["$ref": "#/$defs/base"], ["properties": ["list": ["prefixItems": [["properties": ["c": [:]]]]]]],
            ],
            "anyOf": [["properties": ["d": [:]]]],
        ])
        for path: JSONPath in ["a", "b", "list.0.c"] { #expect(schema.isDeclared(path), "\(path)") }
        for path: JSONPath in ["d", "list.1"] { #expect(!schema.isDeclared(path), "\(path)") }
        #expect(schema.isRequired("a") && schema.isRequired("b") && !schema.isRequired("list"))
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

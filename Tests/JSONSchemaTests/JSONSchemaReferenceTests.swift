import JSON
import JSONSchema
import Testing

@Suite struct JSONSchemaReferenceTests {
    @Test(arguments: [
        // By pointer, with escapes of both kinds.
        ("{\"$ref\":\"#/$defs/a~1b%25\",\"$defs\":{\"a/b%\":{\"type\":\"integer\"}}}", "1", "\"x\""),
        // By name.
        ("{\"$ref\":\"#n\",\"$defs\":{\"x\":{\"$anchor\":\"n\",\"type\":\"integer\"}}}", "1", "\"x\""),
        // By URI, relative to the one around it.
        (
            """
            {"$id":"https://example.com/a/","items":{"$ref":"b"},
             "$defs":{"x":{"$id":"/a/b","type":"integer","$ref":"#/$defs/y","$defs":{"y":{"minimum":1}}}}}
            """, "[1]", "[0]"
        ),
        // Of a schema to itself, deeper in the value each time.
        (
            "{\"properties\":{\"next\":{\"$ref\":\"#\"},\"n\":{\"type\":\"integer\"}}}",
            "{\"next\":{\"next\":{\"n\":1}}}", "{\"next\":{\"next\":{\"n\":\"1\"}}}"
        ),
        // To a place that no keyword makes a schema.
        ("{\"$ref\":\"#/own/0\",\"own\":[{\"type\":\"integer\"}]}", "1", "\"x\""),
        // A tree whose children are what the outermost schema says.
        (
            """
            {"$id":"https://example.com/strict","$dynamicAnchor":"node","$ref":"tree","unevaluatedProperties":false,
             "$defs":{"tree":{"$id":"tree","$dynamicAnchor":"node",
               "properties":{"children":{"items":{"$dynamicRef":"#node"}}}}}}
            """, "{\"children\":[{\"children\":[]}]}", "{\"children\":[{\"childern\":[]}]}"
        ),
        // To the metaschema.
        ("{\"$ref\":\"https://json-schema.org/draft/2020-12/schema\"}", "{\"minLength\":1}", "{\"minLength\":-1}"),
        (
            "{\"$ref\":\"https://json-schema.org/draft/2020-12/schema\"}", "{\"items\":{\"type\":\"null\"}}",
            "{\"items\":{\"type\":\"nil\"}}"
        ),
    ])
    func `a reference is what it leads to`(_ schema: String, _ fitting: String, _ other: String) throws {
        let schema = try JSONSchema(JSONValue(parsing: schema))
        #expect(try schema.check(JSONValue(parsing: fitting)).failures.isEmpty)
        #expect(try !schema.check(JSONValue(parsing: other)).failures.isEmpty)
    }

    @Test func `documents that are given are found by their URI, and failures name them`() throws {
        var options = JSONSchemaOptions()
        options.documents = ["https://example.com/money": ["$defs": ["cents": ["type": "integer", "minimum": 0]]]]
        let schema = try JSONSchema(
            ["properties": ["price": ["$ref": "https://example.com/money#/$defs/cents"]]],
            options: options
        )
        let failure = schema.check(["price": -1]).failures.first
        #expect(failure?.instancePath == "price")
        #expect(failure?.document == "https://example.com/money")
        #expect(failure?.schemaPath == "$defs.cents.minimum")
        #expect(failure?.description == "price: expected at least 0, found -1")
    }

    @Test func `a metaschema with fewer vocabularies switches keywords off, or formats on`() throws {
        let vocabulary = "https://json-schema.org/draft/2020-12/vocab/"
        var options = JSONSchemaOptions.standard
        options.documents = [
            "https://example.com/few": ["$vocabulary": .object(JSONObject([(vocabulary + "core", true)]))],
            "https://example.com/formats": [
                "$vocabulary": .object(
                    JSONObject([(vocabulary + "core", true), (vocabulary + "format-assertion", true)])
                )
            ],
            "https://example.com/odd": ["$vocabulary": ["https://example.com/vocabulary": true]],
        ]
        #expect(try JSONSchema(["$schema": "https://example.com/few", "minimum": 1], options: options).isValid(0))
        let dates = try JSONSchema(["$schema": "https://example.com/formats", "format": "date"], options: options)
        #expect(dates.isValid("2026-01-31") && !dates.isValid("tomorrow"))
        let error = #expect(throws: JSONSchemaError.self) {
            try JSONSchema(["$schema": "https://example.com/odd"], options: options)
        }
        #expect(error?.description == "$schema: the metaschema needs a vocabulary that is unknown")
    }
}

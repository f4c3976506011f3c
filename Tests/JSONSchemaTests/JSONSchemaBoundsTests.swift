import JSON
import JSONSchema
import Testing

@Suite struct JSONSchemaBoundsTests {
    @Test func `a check that doubles with each schema ends with its budget`() throws {
        var definitions = JSONObject([("d0", JSONValue.bool(true))])
        for level in 1...60 {
            let reference = JSONValue.object(JSONObject([("$ref", .string("#/$defs/d\(level - 1)"))]))
            definitions["d\(level)"] = ["allOf": [reference, reference]]
        }
        var options = JSONSchemaOptions()
        options.maxSteps = 100_000
        let schema = try JSONSchema(["$ref": "#/$defs/d60", "$defs": .object(definitions)], options: options)
        #expect(schema.check(1).failures.map(\.message) == ["the check takes more than 100000 steps"])
        #expect(!schema.isValid(1))
    }

    @Test(arguments: [["pattern": "^(a+)+$"], ["not": ["pattern": "^(a+)+$"]]] as [JSONValue])
    func `a pattern that explodes ends with the budget`(_ schema: JSONValue) throws {
        var options = JSONSchemaOptions()
        options.maxSteps = 100_000
        let text = String(repeating: "a", count: 40) + "!"
        let failures = try JSONSchema(schema, options: options).check(.string(text)).failures
        #expect(failures.map(\.message) == ["a pattern could not be searched for: the search takes too many steps"])
    }

    @Test func `a schema that goes deeper than the bound is told so`() throws {
        let schema = try JSONSchema(["items": ["$ref": "#"]])
        let value = try JSONValue(parsing: String(repeating: "[", count: 500) + String(repeating: "]", count: 500))
        #expect(
            schema.check(value).failures.map(\.message) == [
                "the schemas that apply here are nested deeper than 256 levels"
            ]
        )
        let shallow = try JSONValue(parsing: String(repeating: "[", count: 125) + String(repeating: "]", count: 125))
        #expect(schema.isValid(shallow))
    }

    @Test func `defaults of many schemas for the same value are filled in once`() throws {
        let both: JSONValue = ["allOf": [["$ref": "#/$defs/one"], ["$ref": "#/$defs/two"]]]
        let layer: JSONValue = ["properties": ["a": ["$ref": "#"], "b": ["default": 1]]]
        var schema = both.objectValue ?? JSONObject()
        schema["$defs"] = ["one": layer, "two": layer]
        let text = String(repeating: "{\"a\":", count: 60) + "{}" + String(repeating: "}", count: 60)
        let value = try JSONSchema(.object(schema)).check(JSONValue(parsing: text)).value
        #expect(value.value(at: JSONPath(segments: Array(repeating: "a", count: 60) + ["b"])) == 1)
    }

    @Test func `at most a hundred failures are told`() throws {
        let schema = try JSONSchema(["items": ["type": "null"]])
        #expect(schema.check(.array(Array(repeating: 1, count: 1_000))).failures.count == 100)
    }

    @Test func `a long number takes steps for each of its digits`() throws {
        let digits = String(repeating: "7", count: 100_000)
        var options = JSONSchemaOptions()
        options.maxSteps = 100_000
        let divisor = try JSONValue(parsing: String(repeating: "3", count: 100))
        let schema = try JSONSchema(["multipleOf": divisor], options: options)
        #expect(
            try schema.check(JSONValue(parsing: digits)).failures.map(\.message) == [
                "the check takes more than 100000 steps"
            ]
        )
    }
}

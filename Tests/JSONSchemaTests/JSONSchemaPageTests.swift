import DocumentationPages
import JSON
import JSONSchema
import Testing

@Suite struct JSONSchemaPageTests {
    @Test func `the page's examples fail as it says`() throws {
        let rows = try DocumentationPage("json-schema.md").rows(below: ["schema", "value", "failures"])
        #expect(rows.count >= 10)
        for row in rows {
            let schema = try JSONSchema(JSONValue(parsing: row[0]))
            let failures = try schema.check(JSONValue(parsing: row[1])).failures.map(\.description)
            #expect(failures.joined(separator: "; ") == (row[2] == "none" ? "" : row[2]))
        }
    }

    @Test func `the page's refused arguments are refused for the reason it gives`() throws {
        let rows = try DocumentationPage("json-schema.md").rows(below: ["arguments", "refused because"])
        #expect(rows.count >= 4)
        for row in rows {
            let arguments = try JSONValue(parsing: row[0])
            let error = #expect(throws: JSONSchemaError.self) { try JSONSchema(arguments: arguments) }
            #expect(error?.description == row[1])
        }
    }

    @Test func `the page's code fails as it says`() throws {
        let schema = try JSONSchema(JSONValue(parsing: #"{"properties": {"n": {"type": "integer", "default": 1}}}"#))
        let failures = schema.check(["n": "x"]).failures
        #expect(failures.first?.description == "n: expected an integer, found the string \"x\"")
    }
}

import JSON
import JSONSchema
import Testing

@Suite struct OfficialSuiteTests {
    @Test(arguments: OfficialSuite.cases("draft2020-12"))
    func `a case of the official suite for 2020-12 ends as it says`(_ test: OfficialSuite.Case) throws {
        var options = JSONSchemaOptions.standard
        options.documents = OfficialSuite.remotes
        let schema = try JSONSchema(test.schema, options: options)
        let failures = schema.check(test.data).failures
        #expect(failures.isEmpty == test.isValid, "\(failures)")
        #expect(schema.isValid(test.data) == test.isValid)
    }

    @Test(arguments: OfficialSuite.cases("draft3").filter { $0.file == "required.json" })
    func `a property's own required is as draft 3 has it`(_ test: OfficialSuite.Case) throws {
        #expect(try JSONSchema(test.schema).isValid(test.data) == test.isValid)
    }

    @Test func `the number of official cases is told`() throws {
        guard OfficialSuite.folder != nil else {
            return print("JSON Schema: no official suite beside the repository, so none of it ran")
        }
        var options = JSONSchemaOptions.standard
        options.documents = OfficialSuite.remotes
        let cases = OfficialSuite.cases("draft2020-12")
        let passed = cases.count { test in
            (try? JSONSchema(test.schema, options: options).isValid(test.data)) == test.isValid
        }
        print("JSON Schema: \(cases.count) cases of the official suite ran, \(passed) passed")
        #expect(passed == cases.count && cases.count > 1_000)
    }
}

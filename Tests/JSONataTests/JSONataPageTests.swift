import DocumentationPages
import JSON
import JSONata
import Testing

@Suite struct JSONataPageTests {
    @Test func `the page's examples give what it says`() throws {
        let rows = try DocumentationPage("jsonata.md").rows(below: ["expression", "input", "result"])
        #expect(rows.count >= 20)
        for row in rows {
            let result = try JSONataExpression(row[0]).evaluate(try JSONValue(parsing: row[1]))
            #expect(result?.text == row[2], "\(row[0])")
        }
    }
}

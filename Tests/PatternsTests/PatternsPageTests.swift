import DocumentationPages
import Patterns
import Testing

@Suite struct PatternsPageTests {
    @Test func `the page's examples match what it says`() throws {
        let rows = try DocumentationPage("patterns.md").rows(below: ["pattern", "flags", "text", "match"])
        #expect(rows.count >= 10)
        for row in rows {
            let text = row[2].split(separator: "\\n", omittingEmptySubsequences: false).joined(separator: "\n")
            let match = try Pattern(row[0], row[1]).firstTexts(in: text)?.first ?? nil
            #expect(match == (row[3] == "–" ? nil : row[3]), "\(row)")
        }
    }

    @Test func `the page's refused patterns are refused for the reason it gives`() throws {
        let rows = try DocumentationPage("patterns.md").rows(below: ["pattern", "why it is refused"])
        #expect(rows.count >= 6)
        for row in rows {
            let error = #expect(throws: PatternError.self) { try Pattern(row[0]) }
            #expect(error?.message == row[1])
        }
    }

    @Test func `the page's code finds what it says`() throws {
        let date = try Pattern(#"(?<year>\d{4})-(?<month>\d\d)"#)
        var steps = 100_000
        let match = try date.firstMatch(in: "on 2024-02-29", steps: &steps)
        #expect(match == PatternMatch(range: 3..<10, groups: [3..<7, 8..<10]))
        #expect(date.groupNames == ["year": 1, "month": 2])
    }
}

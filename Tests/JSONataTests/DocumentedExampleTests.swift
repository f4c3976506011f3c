import Foundation
import JSON
import JSONata
import Testing

/// The examples of docs/jsonata.md, read from the page.
@Suite struct DocumentedExampleTests {
    struct Example: Sendable, CustomStringConvertible {
        let expression: String
        let input: String
        let result: String

        var description: String { expression }
    }

    /// The rows of the page's table of examples; a bar inside a cell is written `\|`.
    private static let examples: [Example] = {
        let page = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "docs/jsonata.md")
        guard let text = try? String(contentsOf: page, encoding: .utf8) else { return [] }
        let table = text.components(separatedBy: "| expression | input | result |").dropFirst().joined()
        return table.components(separatedBy: "\n\n")[0].split(separator: "\n").dropFirst().map { row in
            let cells = row.replacingOccurrences(of: "\\|", with: "\u{0}").split(separator: "|").map { cell in
                cell.trimmingCharacters(in: CharacterSet(charactersIn: " `")).replacingOccurrences(
                    of: "\u{0}",
                    with: "|"
                )
            }
            return Example(expression: cells[0], input: cells[1], result: cells[2])
        }
    }()

    @Test func `the page has examples`() { #expect(Self.examples.count >= 20) }

    @Test(arguments: examples)
    func `an example on the page is true`(_ example: Example) throws {
        let input = try JSONValue(parsing: example.input)
        let result = try JSONataExpression(example.expression).evaluate(input)
        #expect(result?.text == example.result)
    }
}

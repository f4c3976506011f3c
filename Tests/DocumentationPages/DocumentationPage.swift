import Foundation

/// A page of docs/, whose tables of examples tests run.
package struct DocumentationPage: Sendable {
    private let lines: [Substring]

    /// Reads the page of that name, such as `patterns.md`; throws when there is none.
    package init(_ name: String) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "docs/\(name)"), encoding: .utf8)
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// The rows of the table whose header's cells are these, each cell without the backticks around it; none without
    /// such a table.
    package func rows(below header: [String]) -> [[String]] {
        guard let start = lines.firstIndex(where: { Self.cells($0) == header }) else { return [] }
        return lines[(start + 1)...].dropFirst().prefix { $0.hasPrefix("|") }.map(Self.cells)
    }

    /// The blocks of shell commands below a heading, up to the next one of the same level.
    package func commands(below heading: String) -> [String] {
        guard let start = lines.firstIndex(where: { $0 == heading }) else { return [] }
        let level = heading.prefix { $0 == "#" } + " "
        let section = lines[(start + 1)...].prefix { !$0.hasPrefix(level) }
        var blocks: [String] = []
        var block: [Substring]?
        for line in section {
            if line == "```sh" {
                block = []
            } else if line == "```", let lines = block {
                blocks.append(lines.joined(separator: "\n"))
                block = nil
            } else {
                block?.append(line)
            }
        }
        return blocks
    }

    private static func cells(_ line: Substring) -> [String] {
        guard line.hasPrefix("|"), line.hasSuffix("|"), line.count > 1 else { return [] }
        // A bar within a cell is written with a backslash before it.
        let row = line.dropFirst().dropLast().replacing("\\|", with: "\u{0}")
        return row.split(separator: "|", omittingEmptySubsequences: false).map { cell in
            let text = cell.trimmingCharacters(in: .whitespaces).replacing("\u{0}", with: "|")
            guard text.count > 1, text.hasPrefix("`"), text.hasSuffix("`") else { return text }
            return String(text.dropFirst().dropLast())
        }
    }
}

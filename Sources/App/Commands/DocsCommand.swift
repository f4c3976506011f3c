import ArgumentParser
import Foundation

/// `sluice docs`: writes the pages that are made from the program itself.
struct DocsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "docs",
        abstract: "Write the generated pages of the documentation.",
        shouldDisplay: false
    )

    @Argument(help: "The docs folder.")
    var folder = "docs"

    func run() throws {
        let pages = [("configuration.md", Settings.page), ("unified-fields.md", try UnifiedFieldsPage().text)]
        for (name, text) in pages {
            let path = "\(folder)/\(name)"
            guard FileManager.default.createFile(atPath: path, contents: Data(text.utf8)) else {
                throw CommandFailure("\(path) can't be written")
            }
        }
    }
}

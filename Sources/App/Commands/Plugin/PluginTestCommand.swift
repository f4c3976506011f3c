import ArgumentParser
import Engine
import Foundation

/// `sluice plugin test`: tries plugins against their own recorded pages.
struct PluginTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Try plugins against their recorded pages, on loopback.",
        discussion: """
            Walks every recorded list, resumes from each of its cursors, makes calls fail on the way, tries other page sizes, \
            looks for secrets where they don't belong, and renames every mapped field. Findings are \
            PLUGIN/FIXTURE: message [check]. Fails when there is a finding. docs/plugin-fixtures.md says how pages are \
            recorded.
            """
    )

    @Argument(help: "Folders of plugins, or names of built-in ones; all built-in ones unless given.")
    var plugins: [String] = []

    @Option(help: "The folder with the recorded pages, or with a folder of them for each plugin.")
    var fixtures: String?

    func run() async throws {
        let models = try UnifiedCatalog.builtIn()
        let sources = plugins.isEmpty ? PluginSource.builtIn : try plugins.map { try PluginSource(given: $0) }
        var count = 0
        for source in sources {
            let plugin = try Plugin(source, models: models)
            let folder = try PluginTestCommand.folder(of: source, fixtures)
            let report = try await PluginConformance.report(of: plugin, fixtures: folder, models: models)
            for finding in report.findings { print(finding) }
            print(report.summary)
            count += report.findings.count
        }
        guard count == 0 else { throw CommandFailure("\(count) \(count == 1 ? "finding" : "findings")") }
    }

    /// Where a plugin's recorded pages are; throws where nobody says and it came with the binary.
    static func folder(of source: PluginSource, _ given: String?) throws -> String {
        func exists(_ path: String) -> Bool {
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
        }
        if let given {
            guard exists(given) else { throw CommandFailure("there is no folder \(given)") }
            return exists("\(given)/\(source.name)") ? "\(given)/\(source.name)" : given
        }
        if let folder = source.folder { return "\(folder)/fixtures" }
        let checkout = "Plugins/\(source.name)/fixtures"
        guard exists(checkout) else {
            throw CommandFailure(
                "recorded pages don't come with the program: run this in the repository, or give --fixtures"
            )
        }
        return checkout
    }
}

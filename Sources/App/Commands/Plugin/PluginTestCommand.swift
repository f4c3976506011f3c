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
        let sources = plugins.isEmpty ? PluginSource.builtIn : try plugins.map { try PluginSource(given: $0) }
        var count = 0
        for source in sources {
            let report = try await PluginTestCommand.report(of: source, fixtures: fixtures, models: .builtIn())
            for finding in report.findings { print(finding) }
            print(report.summary)
            for note in report.notes { print("  \(note)") }
            count += report.findings.count
        }
        guard count == 0 else { throw CommandFailure("\(count) \(count == 1 ? "finding" : "findings")") }
    }

    /// Tries one plugin; `fixtures` is where its recorded pages are, if somebody says.
    static func report(
        of source: PluginSource,
        fixtures: String?,
        models: UnifiedCatalog
    ) async throws -> ConformanceReport {
        let folder = try folder(of: source, fixtures)
        return try await PluginConformance.report(of: Plugin(source, models: models), fixtures: folder, models: models)
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

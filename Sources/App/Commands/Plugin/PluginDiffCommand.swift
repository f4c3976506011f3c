import ArgumentParser
import Engine
import Integrations

/// `sluice plugin diff`: what changed between two versions of a plugin.
struct PluginDiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Say what changed between two versions of a plugin, and what of it is breaking.",
        discussion: "Fails when a change breaks jobs, accounts or the identity of stored records."
    )

    @Argument(help: "The folder, the file or the built-in name of the old version.")
    var old: String

    @Argument(help: "That of the new one.")
    var new: String

    func run() throws {
        let models = try UnifiedCatalog.builtIn()
        func manifest(_ given: String) throws -> Manifest {
            try Plugin(PluginSource(given: given), models: models).adapter.manifest
        }
        let diff = ManifestDiff(from: try manifest(old), to: try manifest(new))
        for change in diff.changes {
            print("\(change.isBreaking ? "breaking" : "harmless")  \(change.path): \(change.message)")
        }
        guard !diff.isBreaking else {
            let count = diff.changes.count(where: \.isBreaking)
            throw CommandFailure("\(count) \(count == 1 ? "change is" : "changes are") breaking")
        }
        if diff.changes.isEmpty { print("nothing changed") }
    }
}

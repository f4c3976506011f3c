import ArgumentParser
import Domain
import Engine
import Integrations

/// `sluice plugin lint`: says what is wrong with plugins, and what in them will lose data.
struct PluginLintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Say what is wrong with plugins, and what will lose data.",
        discussion: """
            Findings are FILE:LINE:COLUMN: PATH: message [rule]. A resource takes a rule on knowingly with
            "accepts: {RULE: reason}". Fails when there is a finding.
            """
    )

    @Argument(help: "Folders of plugins, or names of built-in ones; all built-in ones unless given.")
    var plugins: [String] = []

    func run() throws {
        let models = try UnifiedCatalog.builtIn()
        let sources = plugins.isEmpty ? PluginSource.builtIn : try plugins.map { try PluginSource(given: $0) }
        let findings = sources.flatMap { PluginLintCommand.findings(in: $0, models: models) }
        for finding in findings { print(finding) }
        let names = sources.map(\.name).joined(separator: ", ")
        guard findings.isEmpty else {
            throw CommandFailure("\(findings.count) \(findings.count == 1 ? "finding" : "findings") in \(names)")
        }
        print("\(names): nothing found")
    }

    /// What is wrong with a plugin; where it can be used, what will lose data.
    static func findings(in source: PluginSource, models: UnifiedCatalog) -> [PluginFinding] {
        do {
            let plugin = try Plugin(source, models: models)
            return ManifestLint(plugin.adapter.manifest, now: Ambient.live.now()).findings.map { finding in
                let message = "\(finding.message) [\(finding.rule.rawValue)]"
                return Plugin.finding(ValidationFailure(finding.path, message), in: source, plugin.document)
            }
        } catch {
            return error.findings
        }
    }
}

extension PluginSource {
    /// A plugin by its folder, by the folder's file, or by the name of a built-in one.
    init(given: String) throws(PluginFault) {
        if let builtIn = PluginSource.builtIn.first(where: { $0.name == given }) {
            self = builtIn
            return
        }
        var path = given
        while path.hasSuffix("/"), path.count > 1 { path.removeLast() }
        let last = path.split(separator: "/").last.map(String.init) ?? path
        if last.hasSuffix(".yaml") {
            try self.init(name: String(last.dropLast(5)), path: path)
        } else {
            try self.init(name: last, path: "\(path)/\(last).yaml")
        }
    }
}

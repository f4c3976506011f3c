import ArgumentParser

/// `sluice plugin`: tools for integrations that are data.
struct PluginCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plugin",
        abstract: "Check and try integrations that are data.",
        subcommands: [PluginNewCommand.self, PluginLintCommand.self, PluginDiffCommand.self]
    )
}

package import ArgumentParser
import Foundation

/// The program: its commands, and how it starts and fails.
package struct Sluice: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "sluice",
        abstract: "Runs sync jobs: pulls customers' data out of SaaS APIs into one SQLite file.",
        discussion: Settings.help,
        version: Version.text,
        subcommands: [
            ServeCommand.self, MigrateCommand.self, TokenCommand.self, AccountCommand.self, RunCommand.self,
            SandboxCommand.self,
            PluginCommand.self, DemoCommand.self, DoctorCommand.self, JSONataCommand.self, DocsCommand.self,
        ]
    )

    package init() {}

    /// Reads the command line, runs the command, and exits with its status.
    package static func main() async {
        do {
            let (flags, rest) = try SettingFlags.split(Array(CommandLine.arguments.dropFirst()))
            let configuration = try Configuration.load(flags: flags)
            try await Configuration.$current.withValue(configuration) { try await execute(rest) }
        } catch {
            exit(withError: Sluice.readable(error))
        }
    }

    private static func execute(_ arguments: [String]) async throws {
        var command = try parseAsRoot(arguments)
        if var command = command as? any AsyncParsableCommand {
            try await command.run()
        } else {
            try command.run()
        }
    }

    /// An error as one line for whoever typed the command.
    private static func readable(_ error: any Error) -> any Error {
        switch error {
        case is ExitCode, is CleanExit, is ArgumentParser.ValidationError: error
        case let error as any Error & CustomStringConvertible where exitCode(for: error) == .failure:
            CommandFailure(error.description)
        default: error
        }
    }
}

/// A failure whose text is all there is to say.
struct CommandFailure: Error, CustomStringConvertible, LocalizedError {
    let description: String

    init(_ description: String) { self.description = description }

    var errorDescription: String? { description }
}

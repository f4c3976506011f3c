import Foundation
import JSON

/// The server as a process of its own, for tests that end it without warning.
package struct ServerProcess: Sendable {
    package let process: ChildProcess
    package let base: String

    /// Starts `sluice serve` on a free port and returns when it listens.
    package init(dataDir: String, environment: [String: String] = [:]) async throws {
        var variables = ["SLUICE_ALLOW_PRIVATE_NETWORKS": "true", "SLUICE_RETRY_FIRST_DELAY": "0.01"]
        variables.merge(environment) { $1 }
        process = try ChildProcess(["serve", "--port", "0", "--data-dir", dataDir], environment: variables)
        guard let line = await process.line(containing: "listening on"), let address = line.split(separator: " ").last
        else {
            throw TestFailure("the server didn't start: \(process.standardError)")
        }
        base = String(address)
    }

    /// A token made by the command line beside the server.
    package static func token(dataDir: String, environment: String = "default") async throws -> String {
        let command = try ChildProcess(["token", "create", "--data-dir", dataDir, "--environment", environment])
        guard let token = await command.line(containing: "sluice_") else {
            throw TestFailure("no token: \(command.standardError)")
        }
        return token
    }
}

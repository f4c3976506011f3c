package import API
import Domain
package import Engine
import Foundation
package import Integrations
package import Logging
import Persistence

/// The values of all settings, read once; the only place that looks at the environment.
package struct Configuration: Sendable {
    /// The configuration of the command that runs.
    @TaskLocal static var current = Configuration()

    private var values: [String: String]

    /// The defaults, changed by `values` (by setting name).
    package init(_ values: [String: String] = [:]) { self.values = values }

    /// Reads flags, then variables, then the file; throws `ConfigurationError` for a value that can't be.
    static func load(
        flags: [String: String],
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> Configuration {
        var values: [String: String] = [:]
        if let path = flags["config"] ?? environment["SLUICE_CONFIG"] { values = try file(path) }
        for setting in Settings.all {
            if let text = environment[setting.variable] { values[setting.name] = text }
            if let text = flags[setting.name] { values[setting.name] = text }
            guard let text = values[setting.name], let problem = setting.problem(with: text) else { continue }
            throw ConfigurationError(
                "--\(setting.name) (\(setting.variable)): \(setting.isSecret ? "not valid" : problem)"
            )
        }
        return Configuration(values)
    }

    /// Lines `SLUICE_NAME=value`; blank ones and those that start with # are passed over.
    private static func file(_ path: String) throws -> [String: String] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ConfigurationError("the settings file \(path) can't be read")
        }
        var values: [String: String] = [:]
        for (index, line) in String(decoding: data, as: UTF8.self).split(
            separator: "\n",
            omittingEmptySubsequences: false
        ).enumerated() {
            let text = line.trimmingCharacters(in: .whitespaces)
            guard !text.isEmpty, !text.hasPrefix("#") else { continue }
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let key = parts[0].trimmingCharacters(in: .whitespaces)
            guard parts.count == 2, let setting = Settings.all.first(where: { $0.variable == key }) else {
                let near = Spelling.nearest(to: key, in: Settings.all.map(\.variable)).map { "; did you mean \($0)?" }
                throw ConfigurationError(
                    "\(path):\(index + 1): expected SLUICE_NAME=value, found \"\(key)\"\(near ?? "")"
                )
            }
            values[setting.name] = parts[1].trimmingCharacters(in: .whitespaces)
        }
        return values
    }

    /// Variables that begin like settings and are none of `known`, in alphabetical order.
    static func unknownVariables(known: Set<String>) -> [String] {
        ProcessInfo.processInfo.environment.keys.filter { $0.hasPrefix("SLUICE_") && !known.contains($0) }.sorted()
    }

    /// This process's variables for one that it starts, without settings, and with `changes`.
    static func inherited(with changes: [String: String]) -> [String: String] {
        ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("SLUICE_") }.merging(changes) { $1 }
    }

    private subscript(setting: Setting) -> String { values[setting.name] ?? setting.standard ?? "" }

    private func integer(_ setting: Setting) -> Int { Int(self[setting]) ?? 0 }

    private func seconds(_ setting: Setting) -> Duration { .milliseconds(Int64((Double(self[setting]) ?? 0) * 1000)) }

    private func flag(_ setting: Setting) -> Bool { ["true", "1"].contains(self[setting].lowercased()) }

    package var host: String { self[Settings.host] }
    package var port: Int { integer(Settings.port) }
    package var dataDir: String { self[Settings.dataDir] }
    /// The operator's plugins.
    package var pluginsDir: String? { values[Settings.pluginsDir.name] }
    /// Whether the data folder holds a database; what only looks must not make one.
    var hasDatabase: Bool { FileManager.default.fileExists(atPath: databasePath) }
    var databasePath: String { dataDir + "/" + Database.fileName }
    package var encryptionKey: String? { values[Settings.encryptionKey.name] }
    package var migratesWithoutBackup: Bool { flag(Settings.noBackup) }
    package var logLevel: Logger.Level { Logger.Level(rawValue: self[Settings.logLevel].lowercased()) ?? .info }
    package var stopTimeout: Duration { seconds(Settings.stopTimeout) }

    package var publicAddress: PublicAddress {
        PublicAddress(configured: values[Settings.publicURL.name], host: host, port: port)
    }

    package var engine: EngineSettings {
        var settings = EngineSettings()
        settings.parallelRuns = integer(Settings.parallelRuns)
        settings.callsPerAccount = integer(Settings.callsPerAccount)
        settings.lease = seconds(Settings.lease)
        settings.retry.attempts = integer(Settings.retryAttempts)
        settings.retry.firstDelay = seconds(Settings.retryFirstDelay)
        settings.retry.ceiling = seconds(Settings.retryCeiling)
        settings.delivery.openPages = integer(Settings.openPages)
        settings.delivery.parallel = integer(Settings.parallelDeliveries)
        settings.delivery.policy.firstDelay = seconds(Settings.deliveryFirstDelay)
        settings.delivery.policy.ceiling = seconds(Settings.deliveryCeiling)
        settings.delivery.retention = .seconds(integer(Settings.eventDays) * 86_400)
        return settings
    }

    package var http: HTTPSettings {
        var settings = HTTPSettings()
        settings.allowsPrivateNetworks = flag(Settings.allowPrivateNetworks)
        settings.connectTimeout = seconds(Settings.connectTimeout)
        settings.idleTimeout = seconds(Settings.idleTimeout)
        settings.totalTimeout = seconds(Settings.totalTimeout)
        settings.maxBodyBytes = integer(Settings.maxBodyMB) << 20
        return settings
    }
}

/// A setting that can't be used, and where it came from.
package struct ConfigurationError: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}

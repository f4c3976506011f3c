import ArgumentParser
import Foundation
import Logging
import NIOCore
import Persistence
import ServiceLifecycle
import UnixSignals

/// `sluice serve`: the server.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the server: HTTP API, scheduler and record store.",
        discussion: Settings.help
    )

    func run() async throws {
        let configuration = Configuration.current
        let logger = Logger.standard(configuration)
        // Makes the folder, so that there is something to lock.
        let database = try Database(folder: configuration.dataDir)
        try database.close()
        guard let lock = try FolderLock(folder: configuration.dataDir) else {
            throw ConfigurationError("another server runs on \(configuration.dataDir); there can be one a folder")
        }
        try await Composition.using(configuration, logger: logger) { composition in
            try await serve(composition, configuration, logger)
        }
        withExtendedLifetime(lock) {}
    }

    private func serve(_ composition: Composition, _ configuration: Configuration, _ logger: Logger) async throws {
        // No other server is alive, so nobody works on what was left running.
        try await composition.runs.voidLeases()
        let host = configuration.host
        let services = composition.services(configuration, logger: logger) { port in
            FileHandle.standardOutput.write(Data("sluice listening on http://\(host):\(port)\n".utf8))
        }
        var group = ServiceGroupConfiguration(
            services: services.map { .init(service: $0) },
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        group.maximumGracefulShutdownDuration = configuration.stopTimeout
        do {
            try await ServiceGroup(configuration: group).run()
        } catch let error as IOError {
            throw unusable(error, "\(host):\(configuration.port)") ?? error
        } catch is SocketAddressError {
            throw ConfigurationError("--host \(host): this is no address or name of this machine")
        }
    }

    /// Why the address can't be listened on, in words.
    private func unusable(_ error: IOError, _ address: String) -> (any Error)? {
        switch error.errnoCode {
        case EADDRINUSE: ConfigurationError("\(address) is taken by another program; choose another --port")
        case EADDRNOTAVAIL: ConfigurationError("\(address) is no address of this machine; choose another --host")
        case EACCES: ConfigurationError("\(address) may not be listened on; ports below 1024 need more rights")
        default: nil
        }
    }
}

extension Logger {
    /// Lines of text on stderr; stdout is for what was asked for.
    static func standard(_ configuration: Configuration, least: Logger.Level = .trace) -> Logger {
        var logger = Logger(label: "sluice") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = max(configuration.logLevel, least)
        return logger
    }
}

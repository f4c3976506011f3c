import Domain
import Logging
import ServiceLifecycle

/// Looks after the operator's plugins while the server runs: a changed file counts within a few seconds.
struct PluginWatcher: Service {
    /// Reads all plugins; whether any changed.
    let read: @Sendable () async throws -> Bool
    let ambient: Ambient
    let logger: Logger

    private static let interval: Duration = .seconds(2)

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while true {
                try await ambient.sleep(PluginWatcher.interval)
                do {
                    if try await read() { logger.info("plugins were read anew") }
                } catch is CancellationError {
                    throw CancellationError()
                } catch {
                    logger.error("plugins can't be read anew: \(error)")
                }
            }
        }
    }
}

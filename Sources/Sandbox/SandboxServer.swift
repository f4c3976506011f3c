import Hummingbird
package import Logging
import NIOCore
import ServiceLifecycle

/// An emulated vendor on a real socket, with data of any size and faults on demand.
///
/// For demonstrations, benchmarks and tests. It keeps nothing: records come from their index, and a restart
/// forgets tokens, changes and faults.
package struct SandboxServer: Service {
    private let settings: SandboxSettings
    private let logger: Logger
    private let onReady: @Sendable (Int) async -> Void

    /// Makes a server that isn't listening yet; `onReady` gets the port as soon as it is.
    package init(
        settings: SandboxSettings,
        logger: Logger,
        onReady: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        self.settings = settings
        self.logger = logger
        self.onReady = onReady
    }

    /// Listens until graceful shutdown or cancellation.
    ///
    /// Throws when the address is taken or the request log can't be opened.
    package func run() async throws {
        let responder = SandboxResponder(
            sites: VendorSites(settings: settings),
            faults: FaultBoard(rules: settings.faults, latency: settings.latency),
            log: try RequestLog(path: settings.requestLog),
            traffic: Traffic(),
            inbox: try WebhookInbox(path: settings.webhookLog)
        )
        let application = Application(
            responder: responder,
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port),
                serverName: "sluice-sandbox",
                backlog: 1_024
            ),
            onServerRunning: { [onReady] channel in await onReady(channel.localAddress?.port ?? 0) },
            logger: logger
        )
        try await application.run()
    }
}

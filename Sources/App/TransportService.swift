import Integrations
import ServiceLifecycle

/// Closes the HTTP client when everything that uses it has stopped.
package struct TransportService: Service {
    let transport: AsyncHTTPTransport

    package func run() async throws {
        try? await gracefulShutdown()
        try await close()
    }

    /// Closes the client for those who never ran this as a service; harmless after it.
    func close() async throws { try await transport.shutdown() }
}

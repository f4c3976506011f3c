import Integrations
import ServiceLifecycle

/// Closes the HTTP client when everything that uses it has stopped.
package struct TransportService: Service {
    let transport: AsyncHTTPTransport

    package func run() async throws {
        try? await gracefulShutdown()
        try await transport.shutdown()
    }
}

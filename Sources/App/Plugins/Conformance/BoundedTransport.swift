import Domain
import Synchronization

/// A transport that ends walks which would ask for ever, such as those that take every answer for a wish to wait.
final class BoundedTransport: HTTPTransport {
    private static let limit = 500

    private let inner: any HTTPTransport
    private let sent = Mutex(0)

    init(_ inner: any HTTPTransport) { self.inner = inner }

    func send(_ request: OutboundRequest) async throws(IntegrationError) -> InboundAnswer {
        let count = sent.withLock { sent in
            sent += 1
            return sent
        }
        guard count <= BoundedTransport.limit else {
            throw IntegrationError(.unsendable, message: "\(BoundedTransport.limit) requests, and no end")
        }
        return try await inner.send(request)
    }

    func check(_ url: String) throws(IntegrationError) { try inner.check(url) }
}

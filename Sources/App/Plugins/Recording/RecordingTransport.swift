import Domain
import Synchronization

/// Sends by another transport, and keeps what was sent and answered.
final class RecordingTransport: HTTPTransport {
    private let transport: any HTTPTransport
    private let kept = Mutex<[(request: OutboundRequest, answer: InboundAnswer)]>([])

    init(_ transport: any HTTPTransport) { self.transport = transport }

    func send(_ request: OutboundRequest) async throws(IntegrationError) -> InboundAnswer {
        let answer = try await transport.send(request)
        kept.withLock { $0.append((request, answer)) }
        return answer
    }

    func check(_ url: String) throws(IntegrationError) { try transport.check(url) }

    /// Everything since the last time this was asked, oldest first.
    func take() -> [(request: OutboundRequest, answer: InboundAnswer)] {
        kept.withLock { kept in
            defer { kept = [] }
            return kept
        }
    }
}

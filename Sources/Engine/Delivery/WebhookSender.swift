package import Domain

/// Signs an event, sends it and reads the answer; used by the worker and by tests of a webhook.
package struct WebhookSender: Sendable {
    /// Bytes of an answer that are kept.
    private static let kept = 1_000
    private let transport: any HTTPTransport
    private let ambient: Ambient

    package init(transport: any HTTPTransport, ambient: Ambient) {
        self.transport = transport
        self.ambient = ambient
    }

    /// Sends `body` as it is; throws `CancellationError` and nothing else.
    func send(
        _ body: [UInt8],
        id: Event.ID,
        to webhook: Webhook
    ) async throws -> (reply: DeliveryPolicy.Reply, answer: DeliveryAnswer) {
        let now = ambient.now()
        let request = OutboundRequest(
            method: "POST",
            url: webhook.targetURL,
            headers: [.init("Content-Type", "application/json"), .init("User-Agent", "truto")]
                + Signature.headers(for: body, id: id, webhook: webhook, at: now),
            body: body
        )
        do {
            let answer = try await transport.send(request)
            let text = String(decoding: answer.body.prefix(WebhookSender.kept), as: UTF8.self)
            return (
                .answered(status: answer.status, retryAfter: answer.retryAfter(now: ambient.now())),
                DeliveryAnswer(status: answer.status, body: text, error: nil)
            )
        } catch {
            let answer = DeliveryAnswer(status: nil, body: "", error: error.description)
            switch error.kind {
            case .cancelled: throw CancellationError()
            case .forbiddenAddress, .unsendable: return (.forbidden, answer)
            case .unauthorized, .rateLimited, .unreachable, .serverFault, .rejected, .malformed, .cursorExpired,
                .cursorRepeated, .tooLarge, .outcomeUnknown:
                return (.unreachable, answer)
            }
        }
    }
}

/// Sends a request and brings back the whole answer; everything that leaves this machine goes through one.
///
/// Redirects are answers, not followed. Credentials in `request` reach only the host in its address.
package protocol HTTPTransport: Sendable {
    /// Throws `unreachable` for a refused, cut or late answer, `tooLarge` beyond the body limit, `forbiddenAddress`
    /// where the host may not be called, `cancelled` when the task was cancelled.
    func send(_ request: OutboundRequest) async throws(IntegrationError) -> InboundAnswer
    /// Throws `forbiddenAddress` for an address that may not be called whatever its name resolves to; sends nothing.
    func check(_ url: String) throws(IntegrationError)
}

/// Why a call to a vendor failed, and whose turn it is.
package struct IntegrationError: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Kind: Sendable, Equatable {
        /// The vendor refuses the credentials.
        case unauthorized
        /// The vendor asks to wait.
        case rateLimited(retryAfter: Duration?)
        /// No whole answer came: refused, cut, too late.
        case unreachable
        case serverFault(status: Int)
        /// The vendor understood and refuses; the same again gets the same.
        case rejected(status: Int)
        /// An answer that can't be read.
        case malformed
        /// The vendor no longer takes this cursor; the call starts again from its beginning.
        case cursorExpired
        /// The vendor's cursor leads to where we are.
        case cursorRepeated
        /// The answer is larger than the limit.
        case tooLarge
        /// The address may not be called from this server.
        case forbiddenAddress
        /// The call can't be put together (no host, a missing parameter).
        case unsendable
        /// A write whose answer was lost; it may or may not have happened.
        case outcomeUnknown
        case cancelled
    }

    package let kind: Kind
    /// One sentence for the operator.
    ///
    /// Never holds a token, a header or a record.
    package let message: String
    /// What the vendor said, cut short; shown after secrets were taken out.
    package let detail: String
    /// The vendor's answer, its body cut to 16 KiB and nothing taken out; nil when none came.
    package let answer: InboundAnswer?

    package init(_ kind: Kind, message: String, detail: String = "", answer: InboundAnswer? = nil) {
        self.kind = kind
        self.message = message
        self.detail = detail
        self.answer = answer
    }

    /// The same with the answer that it was read from.
    package func reading(_ answer: InboundAnswer) -> IntegrationError {
        var cut = answer
        cut.body = Array(answer.body.prefix(16 << 10))
        return IntegrationError(kind, message: message, detail: detail, answer: cut)
    }

    /// Whether the same request may go through a little later.
    package var isRetryable: Bool {
        switch kind {
        case .rateLimited, .unreachable, .serverFault, .malformed: true
        case .unauthorized, .rejected, .cursorExpired, .cursorRepeated, .tooLarge, .forbiddenAddress, .unsendable,
            .outcomeUnknown, .cancelled:
            false
        }
    }

    /// The status that the vendor answered with; nil when none came or it isn't the matter.
    package var status: Int? {
        switch kind {
        case .unauthorized: 401
        case .rateLimited: 429
        case .serverFault(let status), .rejected(let status): status
        case .unreachable, .malformed, .cursorExpired, .cursorRepeated, .tooLarge, .forbiddenAddress, .unsendable,
            .outcomeUnknown, .cancelled:
            nil
        }
    }

    /// The kind's name in errors and counters.
    package var kindName: String {
        switch kind {
        case .unauthorized: "unauthorized"
        case .rateLimited: "rate_limited"
        case .unreachable: "unreachable"
        case .serverFault: "server_fault"
        case .rejected: "rejected"
        case .malformed: "malformed"
        case .cursorExpired: "cursor_expired"
        case .cursorRepeated: "cursor_repeated"
        case .tooLarge: "too_large"
        case .forbiddenAddress: "forbidden_address"
        case .unsendable: "unsendable"
        case .outcomeUnknown: "outcome_unknown"
        case .cancelled: "cancelled"
        }
    }

    package var description: String { detail.isEmpty ? message : "\(message) (\(detail))" }
}

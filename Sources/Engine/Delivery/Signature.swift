import Crypto
package import Domain
import Foundation

/// What a receiver tells by that an event is ours: HMAC-SHA256 in Truto's header, and the Standard Webhooks headers.
package enum Signature {
    /// The headers that sign `body`, sent at `now`.
    package static func headers(
        for body: [UInt8],
        id: Event.ID,
        webhook: Webhook,
        at now: Timestamp
    ) -> [OutboundRequest.Header] {
        let key = SymmetricKey(data: Array(webhook.secret.text.utf8))
        let plain = Array(HMAC<SHA256>.authenticationCode(for: body, using: key))
        let seconds = now.unixSeconds
        var timed = HMAC<SHA256>(key: key)
        timed.update(data: Array("\(id).\(seconds).".utf8))
        timed.update(data: body)
        return [
            .init("X-Truto-Signature", "format=sha256,v=\(text(plain, webhook.signatureEncoding))"),
            .init("webhook-id", id.rawValue),
            .init("webhook-timestamp", "\(seconds)"),
            .init("webhook-signature", "v1,\(text(Array(timed.finalize()), .base64))"),
        ]
    }

    /// The secret as verifiers of Standard Webhooks take it.
    package static func standardSecret(_ secret: WebhookSecret) -> String {
        "whsec_\(text(Array(secret.text.utf8), .base64))"
    }

    private static func text(_ bytes: [UInt8], _ encoding: Webhook.SignatureEncoding) -> String {
        switch encoding {
        case .base64: Data(bytes).base64EncodedString()
        case .hex: Fingerprint.hex(bytes)
        }
    }
}

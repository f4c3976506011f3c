import Crypto
import Foundation
import Synchronization

/// The authorisation codes that were handed out and not swapped yet.
final class CodeBook: Sendable {
    /// What a code was handed out for.
    struct Grant: Sendable {
        let redirectURI: String
        let scope: String
        /// The challenge that the proof must match; nil where none was sent.
        let challenge: String?
    }

    private static let life: Duration = .seconds(120)
    private let codes = Mutex<[String: (grant: Grant, until: ContinuousClock.Instant)]>([:])

    func issue(_ grant: Grant) -> String {
        let halves = [UInt64.random(in: .min ... .max), .random(in: .min ... .max)]
        let code = "sandbox_code_" + halves.map { String($0, radix: 36) }.joined()
        codes.withLock { codes in
            codes = codes.filter { $0.value.until > .now }
            codes[code] = (grant, .now + CodeBook.life)
        }
        return code
    }

    /// Takes a code out of the book: each is good for one try, right or wrong.
    ///
    /// Nil when the code is unknown, used or old, or when address or proof aren't those that it was handed out for.
    func swap(_ code: String, redirectURI: String, verifier: String?) -> Grant? {
        guard let entry = codes.withLock({ $0.removeValue(forKey: code) }), entry.until > .now,
            entry.grant.redirectURI == redirectURI
        else { return nil }
        guard let challenge = entry.grant.challenge else { return entry.grant }
        guard let verifier, (43...128).contains(verifier.utf8.count) else { return nil }
        let digest = Data(SHA256.hash(data: Array(verifier.utf8))).base64EncodedString()
        let text = digest.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        return text == challenge ? entry.grant : nil
    }
}

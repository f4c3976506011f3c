import Crypto
import Foundation

/// Texts that nobody can guess.
package enum SecretText {
    /// 256 random bits in base64url, 43 characters.
    package static func make() -> String {
        base64URL(SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) })
    }

    /// The challenge of a code flow's proof (RFC 7636, S256).
    static func challenge(of verifier: String) -> String {
        base64URL(Data(SHA256.hash(data: Array(verifier.utf8))))
    }

    private static func base64URL(_ data: Data) -> String {
        data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}

import Crypto
import Foundation
import JSON
import JSONata

/// `$digest` and `$hmac`.
enum DigestFunctions {
    static func add(to functions: inout JSONataFunctions) throws {
        try functions.add("digest", signature: "<s-s?s?:s>", digest)
        try functions.add("hmac", signature: "<sss?s?:s>", hmac)
    }

    /// `$digest(text, algorithm = "SHA-256", encoding = "hex")`.
    private static func digest(_ arguments: [JSONValue?]) throws -> JSONValue? {
        guard let text = arguments.text(0) else { return nil }
        let data = Data(text.utf8)
        let algorithm = arguments.text(1) ?? "SHA-256"
        let bytes: [UInt8] =
            switch algorithm.uppercased() {
            case "SHA-256", "SHA256": Array(SHA256.hash(data: data))
            case "SHA-384", "SHA384": Array(SHA384.hash(data: data))
            case "SHA-512", "SHA512": Array(SHA512.hash(data: data))
            case "SHA-1", "SHA1": Array(Insecure.SHA1.hash(data: data))
            case "MD5": Array(Insecure.MD5.hash(data: data))
            default:
                throw ExpressionFailure("there is no digest \"\(algorithm)\"; SHA-256, SHA-384, SHA-512, SHA-1, MD5")
            }
        return .string(try encoded(bytes, arguments.text(2)))
    }

    /// `$hmac(text, secret, algorithm = "SHA-256", encoding = "hex")`.
    private static func hmac(_ arguments: [JSONValue?]) throws -> JSONValue? {
        guard let text = arguments.text(0), let secret = arguments.text(1) else { return nil }
        let key = SymmetricKey(data: Data(secret.utf8))
        let data = Data(text.utf8)
        let algorithm = arguments.text(2) ?? "SHA-256"
        let bytes: [UInt8] =
            switch algorithm.uppercased() {
            case "SHA-256", "SHA256": Array(HMAC<SHA256>.authenticationCode(for: data, using: key))
            case "SHA-384", "SHA384": Array(HMAC<SHA384>.authenticationCode(for: data, using: key))
            case "SHA-512", "SHA512": Array(HMAC<SHA512>.authenticationCode(for: data, using: key))
            case "SHA-1", "SHA1": Array(HMAC<Insecure.SHA1>.authenticationCode(for: data, using: key))
            default: throw ExpressionFailure("there is no HMAC \"\(algorithm)\"; SHA-256, SHA-384, SHA-512, SHA-1")
            }
        return .string(try encoded(bytes, arguments.text(3)))
    }

    private static func encoded(_ bytes: [UInt8], _ encoding: String?) throws -> String {
        switch encoding ?? "hex" {
        case "hex": return hexadecimal(bytes)
        case "base64": return Data(bytes).base64EncodedString()
        case let other: throw ExpressionFailure("there is no encoding \"\(other)\"; hex, base64")
        }
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

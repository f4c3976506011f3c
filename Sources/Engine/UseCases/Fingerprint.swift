import Crypto
import Domain

/// Fingerprints of requests, for those that are sent twice.
package enum Fingerprint {
    /// SHA-256 as hexadecimal text.
    package static func hash(of bytes: [UInt8]) -> String { hex(Array(SHA256.hash(data: bytes))) }

    /// SHA-256 of a part of a page: a record's content hash.
    package static func digest(of bytes: ArraySlice<UInt8>) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

    /// SHA-256 of a unified record and the vendor's own after it.
    static func digest(of bytes: ArraySlice<UInt8>, and remote: ArraySlice<UInt8>) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: bytes)
        hash.update(data: remote)
        return Array(hash.finalize())
    }

    /// A UUID made of `text`: the same text gives the same id, on any server.
    package static func id(of text: String) -> String {
        UUIDText.version5(SHA256.hash(data: Array(text.utf8)))
    }

    /// Two hexadecimal digits a byte.
    static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

import Crypto

/// Fingerprints of requests, for those that are sent twice.
package enum Fingerprint {
    /// SHA-256 as hexadecimal text.
    package static func hash(of bytes: [UInt8]) -> String { hex(Array(SHA256.hash(data: bytes))) }

    /// SHA-256 of a part of a page: a record's content hash.
    package static func digest(of bytes: ArraySlice<UInt8>) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

    /// A UUID made of `text`: the same text gives the same id, on any server.
    package static func id(of text: String) -> String {
        var bytes = Array(SHA256.hash(data: Array(text.utf8)).prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x50
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = Array(hex(bytes))
        let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
        return groups.map { String(digits[$0]) }.joined(separator: "-")
    }

    /// Two hexadecimal digits a byte.
    static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

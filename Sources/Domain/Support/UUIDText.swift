/// The text form of ids that are made of a name (RFC 9562, 5.5).
package enum UUIDText {
    /// The namespace of every name that this server makes ids of; a random UUID, fixed for ever.
    package static let namespace: [UInt8] = [
        0x5C, 0x32, 0x87, 0x16, 0xB5, 0x6E, 0x42, 0xAA, 0xA1, 0x61, 0x4A, 0xC5, 0x75, 0x6B, 0x2C, 0x76,
    ]

    /// A version 5 UUID of a digest (SHA-1 of namespace and name), whose first 16 bytes count.
    package static func version5(_ digest: some Sequence<UInt8>) -> String {
        var bytes = Array(digest.prefix(16))
        precondition(bytes.count == 16, "a digest has 16 bytes or more")
        bytes[6] = bytes[6] & 0x0F | 0x50
        bytes[8] = bytes[8] & 0x3F | 0x80
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text.append(UInt8(ascii: "-")) }
            text.append(digit(byte >> 4))
            text.append(digit(byte & 15))
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 48 + value : 87 + value }
}

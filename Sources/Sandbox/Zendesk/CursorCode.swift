import FoundationEssentials

/// Turns positions into opaque cursors and back.
///
/// A cursor is base64url of the list's name, the position and a checksum: a cursor of another list, of another seed or
/// one that was cut or changed isn't taken.
struct CursorCode: Sendable {
    let seed: UInt64

    func encode(_ position: Int, in list: String) -> String {
        Data("\(list)|\(position)|\(checksum(position, in: list))".utf8).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    func decode(_ cursor: String, in list: String) -> Int? {
        let standard = cursor.replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: standard + padding) else { return nil }
        let parts = String(decoding: data, as: UTF8.self).split(separator: "|", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == list, let position = Int(parts[1]),
            parts[2] == checksum(position, in: list)
        else { return nil }
        return position
    }

    private func checksum(_ position: Int, in list: String) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ seed
        for byte in "\(list)|\(position)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return String(hash, radix: 36)
    }
}

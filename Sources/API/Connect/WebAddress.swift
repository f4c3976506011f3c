import Foundation

/// Addresses that browsers are sent to.
enum WebAddress {
    /// Whether it is a whole http or https address, in plain characters, that says nothing a browser could read in two ways.
    static func isPlain(_ text: String) -> Bool {
        let isPrintable = text.utf8.allSatisfy { (0x21...0x7E).contains($0) && !Array("\"'\\<>`;,".utf8).contains($0) }
        guard isPrintable, text.utf8.count <= 2_000, let parts = URLComponents(string: text) else { return false }
        return ["http", "https"].contains(parts.scheme?.lowercased()) && parts.host?.isEmpty == false
            && parts.user == nil && parts.password == nil && parts.fragment == nil
    }

    /// Scheme, host and port.
    static func origin(of text: String) -> String? {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme, let host = parts.host else {
            return nil
        }
        return "\(scheme.lowercased())://\(host)\(parts.port.map { ":\($0)" } ?? "")"
    }

    /// The address with parameters added to its query.
    static func adding(_ parameters: [(name: String, value: String)], to text: String) -> String {
        let added = parameters.map { "\(encode($0.name))=\(encode($0.value))" }.joined(separator: "&")
        return text + (text.contains("?") ? "&" : "?") + added
    }

    static func encode(_ text: String) -> String {
        let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~".utf8)
        let digits = Array("0123456789ABCDEF".utf8)
        let bytes = text.utf8.flatMap { byte in
            plain.contains(byte) ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

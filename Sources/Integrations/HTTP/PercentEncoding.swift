import Domain
import JSON

/// Text for addresses.
enum PercentEncoding {
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// Everything but letters, digits and `-._~` as `%XX`.
    static func encode(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: bytes.append(byte)
            default: bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// One segment of a path; `.` and `..` are refused, since they would name another resource.
    static func segment(_ text: String) throws(IntegrationError) -> String {
        guard !text.isEmpty, text != ".", text != ".." else {
            throw IntegrationError(.unsendable, message: "\"\(text)\" can't be part of an address")
        }
        return encode(text)
    }

    /// How lists stand in a query.
    enum ArrayFormat: String, Sendable, CaseIterable {
        /// `a=1,2`
        case comma
        /// `a[]=1&a[]=2`
        case brackets
        /// `a[0]=1&a[1]=2`
        case indices
        /// `a=1&a=2`
        case `repeat`
    }

    /// Query parameters in order: objects as `key[sub]`, lists by `arrays` (of a key that ends with `[]` one pair an
    /// element), null left out.
    static func query(_ parameters: JSONObject, arrays: ArrayFormat = .comma) -> String {
        var pairs: [String] = []
        for (key, value) in parameters { append(value, under: encode(key), arrays, to: &pairs) }
        return pairs.joined(separator: "&")
    }

    private static func append(_ value: JSONValue, under key: String, _ arrays: ArrayFormat, to pairs: inout [String]) {
        switch value {
        case .null: break
        case .object(let object):
            for (sub, value) in object { append(value, under: "\(key)%5B\(encode(sub))%5D", arrays, to: &pairs) }
        case .array(let items) where key.hasSuffix("%5B%5D") || arrays == .repeat:
            for item in items { append(item, under: key, arrays, to: &pairs) }
        case .array(let items) where arrays == .brackets:
            for item in items { append(item, under: "\(key)%5B%5D", arrays, to: &pairs) }
        case .array(let items) where arrays == .indices:
            for (index, item) in items.enumerated() { append(item, under: "\(key)%5B\(index)%5D", arrays, to: &pairs) }
        case .array(let items): pairs.append("\(key)=\(items.map { encode(plain($0)) }.joined(separator: ","))")
        case .bool, .number, .string: pairs.append("\(key)=\(encode(plain(value)))")
        }
    }

    private static func plain(_ value: JSONValue) -> String { value.stringValue ?? value.text }
}

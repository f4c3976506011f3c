import JSON

/// Bytes that are the same for two values exactly when JSON Schema calls the values equal.
///
/// Numbers are equal by their value (`1`, `1.0`, `1e0`), strings byte for byte, objects whatever the order of their keys.
struct CanonicalForm: Sendable, Hashable {
    private let bytes: [UInt8]

    /// What making and comparing it costs, in steps of evaluation.
    var cost: Int { bytes.count / 8 }

    init(_ value: JSONValue) {
        var bytes: [UInt8] = []
        Self.write(value, to: &bytes)
        self.bytes = bytes
    }

    private static func write(_ value: JSONValue, to bytes: inout [UInt8]) {
        switch value {
        case .null, .bool: value.write(to: &bytes)
        case .number(let number): bytes += ExactNumber(number).canonicalText.utf8
        case .string(let text): JSONValue.writeString(text, to: &bytes)
        case .array(let elements): write(elements, to: &bytes)
        case .object(let members): write(members, to: &bytes)
        }
    }

    private static func write(_ elements: [JSONValue], to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "["))
        for element in elements {
            write(element, to: &bytes)
            bytes.append(UInt8(ascii: ","))
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private static func write(_ members: JSONObject, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "{"))
        let ordered = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        for (key, member) in ordered {
            JSONValue.writeString(key, to: &bytes)
            write(member, to: &bytes)
            bytes.append(UInt8(ascii: ","))
        }
        bytes.append(UInt8(ascii: "}"))
    }
}

import FoundationEssentials

/// Base64 and the escapes of web addresses; each function gives nothing for nothing.
enum EncodingFunctions {
    typealias Call = NativeFunction.Call

    /// Each character is a byte, as the language says; text with characters beyond a byte goes as UTF-8.
    static func base64Encode(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        guard let text = arguments[optional: 0].text else { return .undefined }
        try call.run.charge(text.utf8.count * 4 / 3)
        let isBytes = text.unicodeScalars.allSatisfy { $0.value < 0x100 }
        let bytes = isBytes ? text.unicodeScalars.map { UInt8($0.value) } : Array(text.utf8)
        return .string(Data(bytes).base64EncodedString())
    }

    /// The bytes are read as UTF-8, or as a character each where they are none.
    static func base64Decode(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        guard let text = arguments[optional: 0].text else { return .undefined }
        guard let data = Data(base64Encoded: text, options: .ignoreUnknownCharacters) else {
            throw JSONataError("D3140", "\(arguments[0].excerpt) is no base64")
        }
        if let decoded = String(validating: data, as: UTF8.self) { return .string(decoded) }
        var characters = String.UnicodeScalarView()
        for byte in data { characters.append(Unicode.Scalar(byte)) }
        return .string(String(characters))
    }

    /// What stands for itself in a component of an address, as in JavaScript's `encodeURIComponent`.
    private static let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()".utf8)
    /// What parts an address and stands for itself in a whole one.
    private static let reserved = Set(";/?:@&=+$,#".utf8)

    static func encodeURLComponent(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        try encode(arguments, keeping: plain, call)
    }

    static func encodeURL(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        try encode(arguments, keeping: plain.union(reserved), call)
    }

    static func decodeURLComponent(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        try decode(arguments, keeping: [], call)
    }

    /// Escapes of what parts an address stay escapes.
    static func decodeURL(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        try decode(arguments, keeping: reserved, call)
    }

    private static func encode(
        _ arguments: [Value],
        keeping kept: Set<UInt8>,
        _ call: Call
    ) throws(JSONataError) -> Value {
        guard let text = arguments[optional: 0].text else { return .undefined }
        try call.run.charge(text.utf8.count * 3)
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if kept.contains(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return .string(String(decoding: bytes, as: UTF8.self))
    }

    private static func decode(
        _ arguments: [Value],
        keeping kept: Set<UInt8>,
        _ call: Call
    ) throws(JSONataError) -> Value {
        guard let text = arguments[optional: 0].text else { return .undefined }
        try call.run.charge(text.utf8.count)
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = rest.prefix(2)
            guard digits.count == 2, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
                let decoded = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            else { throw malformed(arguments[0]) }
            if kept.contains(decoded) { bytes.append(contentsOf: [byte] + digits) } else { bytes.append(decoded) }
            rest = rest.dropFirst(2)
        }
        guard let decoded = String(validating: bytes, as: UTF8.self) else { throw malformed(arguments[0]) }
        return .string(decoded)
    }

    private static func malformed(_ value: Value) -> JSONataError {
        JSONataError("D3140", "\(value.excerpt) holds malformed escapes")
    }
}

/// One reading of a text into a value, without recursion.
///
/// It shares no scanning code with `PageScanner`, so that each can be tested against the other.
struct JSONParser {
    /// An array or object whose end was not reached yet.
    private struct Container {
        let isObject: Bool
        let firstKey: Int
        let firstValue: Int
    }

    private let bytes: [UInt8]
    private let maxDepth: Int
    private var index = 0
    private var end = 0
    private var open: [Container] = []
    /// The keys and values of all open containers, the innermost one's last, so that each is made in one piece.
    private var keys: [JSONKey] = []
    private var values: [JSONValue] = []

    init(bytes: [UInt8], maxDepth: Int) {
        self.bytes = bytes
        self.maxDepth = maxDepth
    }

    /// Reads the bytes of `range` as a whole text; may be asked again, unless it has thrown.
    mutating func document(_ range: Range<Int>) throws(JSONError) -> JSONValue {
        index = range.lowerBound
        end = range.upperBound
        var completed = try startValue()
        while true {
            guard let value = completed else {
                completed = try startValue()
                continue
            }
            guard !open.isEmpty else {
                guard peek() == nil else { throw failure(.endOfText) }
                return value
            }
            completed = try add(value)
        }
    }

    /// Reads a scalar or an empty container, or opens a container and returns nil.
    private mutating func startValue() throws(JSONError) -> JSONValue? {
        guard let first = peek() else { throw failure(.value) }
        switch first {
        case UInt8(ascii: "{"):
            try enter()
            if peek() == UInt8(ascii: "}") {
                index += 1
                return .object(JSONObject())
            }
            open.append(Container(isObject: true, firstKey: keys.count, firstValue: values.count))
            keys.append(try key(or: .keyOrObjectEnd))
            return nil
        case UInt8(ascii: "["):
            try enter()
            if peek() == UInt8(ascii: "]") {
                index += 1
                return .array([])
            }
            open.append(Container(isObject: false, firstKey: keys.count, firstValue: values.count))
            return nil
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        default: throw failure(.value)
        }
    }

    /// Puts `value` into the innermost container and returns that if it ends here, nil if another value follows.
    private mutating func add(_ value: JSONValue) throws(JSONError) -> JSONValue? {
        let container = open[open.count - 1]
        let next = peek()
        values.append(value)
        if container.isObject {
            if next == UInt8(ascii: "}") {
                index += 1
                open.removeLast()
                let members = JSONObject(keys[container.firstKey...], values[container.firstValue...])
                keys.removeLast(keys.count - container.firstKey)
                values.removeLast(values.count - container.firstValue)
                return .object(members)
            }
            guard next == UInt8(ascii: ",") else { throw failure(.commaOrObjectEnd) }
            index += 1
            keys.append(try key(or: .key))
            return nil
        }
        if next == UInt8(ascii: "]") {
            index += 1
            open.removeLast()
            let elements = Array(values[container.firstValue...])
            values.removeLast(values.count - container.firstValue)
            return .array(elements)
        }
        guard next == UInt8(ascii: ",") else { throw failure(.commaOrArrayEnd) }
        index += 1
        return nil
    }

    private mutating func enter() throws(JSONError) {
        guard open.count < maxDepth else { throw failure(.depth(maxDepth)) }
        index += 1
    }

    private mutating func key(or expectation: JSONExpectation) throws(JSONError) -> JSONKey {
        guard peek() == UInt8(ascii: "\"") else { throw failure(expectation) }
        let content = index + 1
        let text = try string()
        // What was unescaped is shorter than its source.
        let isVerbatim = text.utf8.count == index - 1 - content
        let key = isVerbatim ? JSONKey(text, bytes, content..<(index - 1)) : JSONKey(text)
        guard peek() == UInt8(ascii: ":") else { throw failure(.colon) }
        index += 1
        return key
    }

    /// The next byte that is no blank, or nil at the end.
    private mutating func peek() -> UInt8? {
        while index < end {
            switch bytes[index] {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): index += 1
            case let byte: return byte
            }
        }
        return nil
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        for byte in word.description.utf8 {
            guard index < end, bytes[index] == byte else { throw failure(.restOfWord(word)) }
            index += 1
        }
        return value
    }

    private mutating func number() throws(JSONError) -> JSONNumber {
        let scan = JSONNumber.scan(bytes, from: index, to: end)
        let start = index
        index = scan.end
        guard scan.isComplete else { throw failure(.digit) }
        return JSONNumber(scanned: text(start..<index))
    }

    /// Reads a string from its opening quotation mark to behind its closing one.
    private mutating func string() throws(JSONError) -> String {
        index += 1
        let start = index
        var isEscaped = false
        while index < end {
            index = bytes.withUnsafeBufferPointer { text in
                var plain = index
                while plain < end, Self.isPlain(text[plain]) { plain += 1 }
                return plain
            }
            guard index < end else { break }
            switch bytes[index] {
            case UInt8(ascii: "\""):
                let content = start..<index
                index += 1
                if isEscaped { return JSONString.unescaped(bytes, content) }
                return text(content)
            case UInt8(ascii: "\\"):
                isEscaped = true
                try escape()
            case 0..<0x20:
                throw failure(.escapedControl)
            default:
                guard let length = JSONString.sequenceLength(bytes, at: index, end: end) else {
                    throw failure(.validUTF8)
                }
                index += length
            }
        }
        throw failure(.closingQuote)
    }

    /// Whether a string's byte is ASCII and stands for itself, as most do.
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte &- 0x20 < 0x60 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    private func text(_ range: Range<Int>) -> String {
        bytes.withUnsafeBufferPointer { String(decoding: UnsafeBufferPointer(rebasing: $0[range]), as: UTF8.self) }
    }

    private mutating func escape() throws(JSONError) {
        index += 1
        guard index < end else { throw failure(.escape) }
        let kind = bytes[index]
        guard kind == UInt8(ascii: "u") || JSONString.shortEscape(kind) != nil else { throw failure(.escape) }
        index += 1
        guard kind == UInt8(ascii: "u") else { return }
        for _ in 0..<4 {
            guard index < end, JSONString.hexDigit(bytes[index]) != nil else { throw failure(.hexDigit) }
            index += 1
        }
    }

    private func failure(_ expectation: JSONExpectation) -> JSONError {
        JSONError(expectation, offset: index, end: end, in: bytes)
    }
}

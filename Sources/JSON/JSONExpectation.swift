/// What the grammar allows at a place where something else was found.
///
/// The parser and the page splitter are two readings of one grammar that check each other; they share these sentences.
enum JSONExpectation: Error, Sendable {
    case value
    case key
    case keyOrObjectEnd
    case colon
    case commaOrArrayEnd
    case commaOrObjectEnd
    case endOfText
    case digit
    case hexDigit
    case escape
    case closingQuote
    case escapedControl
    case validUTF8
    case restOfWord(StaticString)
    case depth(Int)
    case recordCount(Int)
    case recordBytes(Int)

    /// The sentence for what stands at `offset`; the text ends at `end`.
    func message(at offset: Int, end: Int, in bytes: [UInt8]) -> String {
        let found = Self.found(at: offset, end: end, in: bytes)
        return switch self {
        case .value: "found \(found), expected a value"
        case .key: "found \(found), expected a key in quotation marks"
        case .keyOrObjectEnd: "found \(found), expected a key in quotation marks or \"}\""
        case .colon: "found \(found), expected \":\" after the key"
        case .commaOrArrayEnd: "found \(found), expected \",\" or \"]\""
        case .commaOrObjectEnd: "found \(found), expected \",\" or \"}\""
        case .endOfText: "found \(found), expected nothing after the value"
        case .digit: "found \(found), expected a digit"
        case .hexDigit: "found \(found), expected a hexadecimal digit of a \\u escape"
        case .escape: "found \(found) after a backslash, expected one of \" \\ / b f n r t u"
        case .closingQuote: "found \(found), expected the string's closing quotation mark"
        case .escapedControl: "found \(found) in a string, expected it written as an escape"
        case .validUTF8: "found \(found), expected valid UTF-8"
        case .restOfWord(let word): "found \(found), expected the rest of \"\(word)\""
        case .depth(let limit): "found \(found), expected at most \(limit) levels of nesting"
        case .recordCount(let limit): "found one more record, expected at most \(limit) on a page"
        case .recordBytes(let limit): "found a longer record, expected at most \(limit) bytes"
        }
    }

    var isLimit: Bool {
        switch self {
        case .depth, .recordCount, .recordBytes: true
        case .value, .key, .keyOrObjectEnd, .colon, .commaOrArrayEnd, .commaOrObjectEnd, .endOfText, .digit, .hexDigit,
            .escape, .closingQuote, .escapedControl, .validUTF8, .restOfWord:
            false
        }
    }

    private static func found(at offset: Int, end: Int, in bytes: [UInt8]) -> String {
        guard offset < end, offset < bytes.count else { return "the end of the text" }
        switch bytes[offset] {
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"): return "a line break"
        case UInt8(ascii: "\t"): return "a tab"
        case UInt8(ascii: " "): return "a space"
        case UInt8(ascii: "\""): return "a quotation mark"
        case 0x21...0x7e: return "\"\(Character(UnicodeScalar(bytes[offset])))\""
        case 0xef where bytes[offset..<end].starts(with: [0xef, 0xbb, 0xbf]): return "a byte order mark"
        default:
            let digits = String(bytes[offset], radix: 16, uppercase: true)
            return "the byte 0x\(digits.utf8.count < 2 ? "0" : "")\(digits)"
        }
    }
}

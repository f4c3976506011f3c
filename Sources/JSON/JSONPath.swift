/// A path of keys; a numeric segment also indexes arrays.
///
/// Written with dots, as in `meta.after_cursor` or `items.0.id`; the empty text is the root. A key that itself holds a
/// dot can only be given by `init(segments:)`.
public struct JSONPath: Sendable, Hashable {
    /// The keys from the root down; none for the root itself.
    public let segments: [String]

    /// Takes the keys as they are, dots included.
    public init(segments: [String]) { self.segments = segments }

    /// Splits at every dot; the empty text makes the root, and two dots in a row hold an empty key.
    public init(_ dotted: String) {
        guard !dotted.isEmpty else {
            segments = []
            return
        }
        segments = dotted.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    }

    /// The array index that `segment` stands for, or nil unless it is a decimal number without sign or leading zeros.
    static func arrayIndex(_ segment: String) -> Int? {
        let digits = segment.utf8
        guard let first = digits.first, digits.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) else { return nil }
        guard first != UInt8(ascii: "0") || digits.count == 1 else { return nil }
        return Int(segment)
    }
}

extension JSONPath: CustomStringConvertible {
    /// The keys joined by dots; empty for the root.
    public var description: String { segments.joined(separator: ".") }
}

extension JSONPath: ExpressibleByStringLiteral {
    /// Splits the literal at every dot.
    public init(stringLiteral value: String) { self.init(value) }
}

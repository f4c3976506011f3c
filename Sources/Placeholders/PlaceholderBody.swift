import JSON

/// What is between a placeholder's braces, taken apart.
struct PlaceholderBody {
    private(set) var alternatives: [Placeholder.Alternative] = []
    private(set) var fallback: Placeholder.Default?
    private(set) var absence = Placeholder.Absence.ask
    private(set) var ignoresEmptyText = false
    private(set) var allowsUndefined = false
    private(set) var allowsNull = false

    /// The words that are no cast but say what counts as found, or what nothing found gives.
    private enum Modifier: String {
        case undefined
        case ignoreEmptyText = "ignore-empty-str"
    }

    /// Why text between braces is no placeholder.
    struct Fault: Error {
        let message: String
    }

    /// Takes the text between the braces, which holds only the characters that a placeholder may hold.
    init(_ body: Substring) throws(Fault) {
        let halves = Self.splitAtDefault(body)
        for part in halves.alternatives.split(separator: "|", omittingEmptySubsequences: false) {
            alternatives.append(try alternative(part))
        }
        if let text = halves.fallback { fallback = defaultValue(text) }
    }

    /// Cuts at the first `?:`; a default may hold further ones, pipes and colons.
    private static func splitAtDefault(_ body: Substring) -> (alternatives: Substring, fallback: Substring?) {
        var index = body.startIndex
        while let mark = body[index...].firstIndex(of: "?") {
            let next = body.index(after: mark)
            if next < body.endIndex, body[next] == ":" { return (body[..<mark], body[body.index(after: next)...]) }
            index = next
        }
        return (body, nil)
    }

    private mutating func alternative(_ text: Substring) throws(Fault) -> Placeholder.Alternative {
        var parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Self.trimmed($0) }
        let path = parts.removeFirst()
        guard !path.isEmpty else { throw Fault(message: "a placeholder needs a path, as in {{args.name}}") }
        let segments = path.split(separator: ".", omittingEmptySubsequences: false)
        guard !segments.contains("") else { throw Fault(message: "the path \"\(path)\" has an empty key") }
        var casts: [PlaceholderCast] = []
        for part in parts {
            guard let cast = take(part) else { throw Fault(message: "\"\(part)\" is no cast; \(Self.known)") }
            casts += cast
        }
        return Placeholder.Alternative(path: JSONPath(segments: segments.map(String.init)), casts: casts)
    }

    /// Reads the words after the default's last colons as casts as long as they are some; the rest is text.
    ///
    /// A default without a cast of its own takes those of the last alternative: `{{n:int?:5}}` is the number 5.
    private mutating func defaultValue(_ body: Substring) -> Placeholder.Default {
        var text = body
        var casts: [PlaceholderCast] = []
        while let colon = text.lastIndex(of: ":"), let cast = take(Self.trimmed(text[text.index(after: colon)...])) {
            casts += cast
            text = text[..<colon]
        }
        casts.reverse()
        if casts.isEmpty { casts = alternatives.last?.casts ?? [] }
        return Placeholder.Default(text: String(Self.trimmed(text)), casts: casts)
    }

    /// Notes a cast or modifier; nil when `word` is neither, empty when it says nothing about the value's type.
    private mutating func take(_ word: Substring) -> [PlaceholderCast]? {
        if let cast = PlaceholderCast(rawValue: String(word)) {
            if cast == .null {
                allowsNull = true
                absence = .null
            }
            return [cast]
        }
        switch Modifier(rawValue: String(word)) {
        case .undefined:
            allowsUndefined = true
            absence = .undefined
        case .ignoreEmptyText:
            ignoresEmptyText = true
        case nil:
            return nil
        }
        return []
    }

    private static let known = "known are str, int, num, bool, json, null, any, undefined and ignore-empty-str"

    private static func trimmed(_ text: Substring) -> Substring {
        func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || (9...13).contains(byte) }
        let bytes = text.utf8
        guard let first = bytes.firstIndex(where: { !isBlank($0) }) else { return text.prefix(0) }
        let last = bytes.lastIndex { !isBlank($0) } ?? first
        return text[first...last]
    }
}

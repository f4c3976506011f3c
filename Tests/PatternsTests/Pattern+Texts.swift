import Patterns

extension Pattern {
    /// Compiles with flags as JavaScript writes them: any of `i`, `m` and `s`.
    init(_ source: String, _ letters: String) throws {
        var flags: Flags = []
        if letters.contains("i") { flags.insert(.ignoreCase) }
        if letters.contains("m") { flags.insert(.multiline) }
        if letters.contains("s") { flags.insert(.dotAll) }
        try self.init(source, flags: flags)
    }

    /// The text of the first match and of its groups; nil when there is no match.
    func firstTexts(in text: String) throws -> [String?]? {
        var steps = 100_000
        guard let match = try firstMatch(in: text, steps: &steps) else { return nil }
        let bytes = Array(text.utf8)
        return ([match.range] + match.groups).map { range in
            range.map { String(decoding: bytes[$0], as: UTF8.self) }
        }
    }

    /// The text of each match, the next one searched for where the last one ended, or a character on when it was empty.
    func allTexts(in text: String) throws -> [String] {
        let bytes = Array(text.utf8)
        var steps = 100_000
        var texts: [String] = []
        var place = 0
        while let match = try firstMatch(in: text, from: place, steps: &steps) {
            texts.append(String(decoding: bytes[match.range], as: UTF8.self))
            place = match.range.isEmpty ? match.range.upperBound + 1 : match.range.upperBound
        }
        return texts
    }
}

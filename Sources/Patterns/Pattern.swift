/// A compiled regular expression in ECMAScript syntax, matched within a budget of steps.
///
/// Reads the syntax of ECMAScript 2024 with the meaning it has under the `u` flag: a character is a Unicode scalar, never
/// half of a surrogate pair. What JavaScript takes without that flag and has but one meaning is taken too: `\-`, `\_` and
/// other marks after a backslash, and `{`, `}` and `]` that close or repeat nothing.
///
/// Two patterns are equal when their sources and flags are.
public struct Pattern: Sendable {
    /// The expression as it was given, without slashes around it.
    public let source: String
    /// What was set beside the expression.
    public let flags: Flags
    /// How many capture groups there are; the whole match is not one of them.
    public var groupCount: Int { program.groupCount }
    /// The number of each named capture group, counted from 1.
    public let groupNames: [String: Int]
    private let program: Program

    /// Compiles `source`.
    ///
    /// Throws `.syntax` with the UTF-8 offset of what cannot be read, or `.tooLarge` for an expression of more than 65,536
    /// bytes, groups nested more than 64 deep, more than 1,000 capture groups or repetitions of more than 1,000,000 times.
    public init(_ source: String, flags: Flags = []) throws(PatternError) {
        var parser = try PatternParser(source, flags: flags)
        let node = try parser.parse()
        self.source = source
        self.flags = flags
        groupNames = parser.groups.names
        program = ProgramCompiler.compile(node, groupCount: parser.groups.count, flags: flags)
    }

    /// The leftmost match that starts at or after the UTF-8 offset `start`, or nil when there is none.
    ///
    /// Lookbehind and `^` see what is before `start`. An offset within a character counts as the next character's; one
    /// behind the text's end finds nothing. Each attempt, instruction, repetition and character of a back reference takes
    /// one from `steps`. Throws `.stepsExhausted` when none is left, and `.memoryExhausted` when the match has more than a
    /// million ways to go back to (about 24 MB). Uses no recursion.
    public func firstMatch(
        in text: String,
        from start: Int = 0,
        steps: inout Int
    ) throws(PatternError) -> PatternMatch? {
        var budget = steps
        defer { steps = budget }
        let result =
            text.utf8.withContiguousStorageIfAvailable { bytes in
                Self.search(program, bytes, start, &budget)
            }
            ?? Array(text.utf8).withUnsafeBufferPointer { bytes in
                Self.search(program, bytes, start, &budget)
            }
        return try result.get()
    }

    private static func search(
        _ program: Program,
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ start: Int,
        _ steps: inout Int
    ) -> Result<PatternMatch?, PatternError> {
        var matcher = Matcher(program: program, text: bytes, steps: steps)
        defer { steps = matcher.steps }
        do throws(PatternError) {
            return .success(try matcher.search(from: start))
        } catch {
            return .failure(error)
        }
    }
}

extension Pattern: Hashable {
    /// Whether the sources, byte for byte, and the flags are the same.
    public static func == (lhs: Pattern, rhs: Pattern) -> Bool {
        lhs.flags == rhs.flags && lhs.source.utf8.elementsEqual(rhs.source.utf8)
    }

    /// Feeds the source and the flags.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(flags)
        for byte in source.utf8 { hasher.combine(byte) }
    }
}

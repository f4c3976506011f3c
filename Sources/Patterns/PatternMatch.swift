/// Where a pattern matched, in UTF-8 offsets of the text.
public struct PatternMatch: Sendable, Hashable {
    /// The whole match.
    public let range: Range<Int>
    /// What each capture group holds, the first one at index 0; nil for a group that took no part.
    public let groups: [Range<Int>?]

    /// Makes a match.
    public init(range: Range<Int>, groups: [Range<Int>?]) {
        self.range = range
        self.groups = groups
    }
}

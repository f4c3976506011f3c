/// What an expression may cost before it is matched at all.
enum PatternLimits {
    /// The longest expression, in bytes.
    static let maxBytes = 65_536
    /// How many groups may be open at once, so that neither the parser nor the compiler runs out of stack.
    static let maxDepth = 64
    /// How many capture groups there may be; each search sets up two registers for each.
    static let maxGroups = 1_000
    /// The highest number in `{n,m}`.
    static let maxRepetitions = 1_000_000
    /// How many ways back a search may remember.
    static let maxFrames = 1_000_000
}

/// What the parser refuses to read.
public struct JSONLimits: Sendable, Hashable {
    /// How many arrays and objects may be open at once; 0 allows scalars only.
    ///
    /// The parser itself needs no stack for nesting, but freeing a value does: up to 512 levels fit any thread.
    public var maxDepth = 512
    /// The longest text, in bytes.
    public var maxBytes = 64 << 20

    /// Makes the standard limits: 512 levels, 64 MiB.
    public init() {}

    /// Sets both limits.
    public init(maxDepth: Int, maxBytes: Int) {
        self.maxDepth = maxDepth
        self.maxBytes = maxBytes
    }

    /// 512 levels, 64 MiB.
    public static let standard = JSONLimits()
}

/// What one evaluation may use; going past any of them is the error `U1001`, never a crash or a hang.
public struct JSONataLimits: Sendable, Hashable {
    /// Units of work: about one for each step of a path, call, comparison or element made.
    public var steps = 20_000_000
    /// Time by the clock.
    public var time: Duration = .seconds(5)
    /// Elements, members and bytes of text that may be made, all results on the way counted.
    public var size = 32_000_000
    /// Calls of functions within one another; a call in the last place of a function does not count.
    public var calls = 10_000
    /// Bytes of the thread's stack that nested calls may take.
    ///
    /// The thread that evaluates needs about 512 KiB beside them.
    public var stack = 1 << 20
    /// Arrays and objects made inside one another.
    public var nesting = 500

    /// Makes the standard limits.
    public init() {}
}

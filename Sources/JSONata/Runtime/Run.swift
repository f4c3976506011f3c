import FoundationEssentials

/// One evaluation: its input, its limits, and what is left of them.
final class Run {
    let root: Value
    let functions: FunctionTable
    let limits: JSONataLimits
    /// Whether a variable that was handed in has a function's name.
    private(set) var bindsFunctions = false
    /// The evaluation's time in milliseconds since 1970, the same for all of `$now()` and `$millis()`.
    private(set) lazy var now = Self.wallClock()
    /// A call in the last position of a function's body, for the caller to make in its place.
    var tailCall: TailCall?

    private var steps: Int
    private var size: Int
    private var calls = 0
    private let started = ContinuousClock.now
    private let stackBase: UInt
    /// Frames to which a function is bound that may hold the frame in turn.
    private var tracked: [Frame] = []
    private var released: [Value] = []
    private var isReleasing = false

    struct TailCall {
        let function: Value
        let arguments: [Value]
        let call: CallNode
    }

    init(root: Value, functions: FunctionTable, limits: JSONataLimits) {
        self.root = root
        self.functions = functions
        self.limits = limits
        steps = limits.steps
        size = limits.size
        stackBase = Self.stackAddress()
    }

    /// Hands a variable in.
    func bind(_ name: String, _ value: Value, in frame: Frame) {
        frame.bind(name, value)
        if functions[name] != nil { bindsFunctions = true }
    }

    // MARK: Limits

    /// Counts `count` units of work.
    func step(_ count: Int = 1) throws(JSONataError) {
        let before = steps
        steps &-= count
        guard steps >= 0 else { throw .limit("the evaluation took more than \(limits.steps) steps") }
        // The clock is read about every 4,000 steps.
        guard before >> 12 != steps >> 12, ContinuousClock.now - started > limits.time else { return }
        throw .limit("the evaluation took longer than \(limits.time)")
    }

    /// The budget of a matcher, which counts its own steps.
    func withSteps<Result>(
        _ body: (inout Int) throws(JSONataError) -> Result
    ) throws(JSONataError) -> Result {
        var budget = min(steps, 1 << 22)
        let before = budget
        defer { steps -= before - budget }
        return try body(&budget)
    }

    /// Counts elements, members or bytes of text about to be made.
    func charge(_ count: Int) throws(JSONataError) {
        guard count <= size else { throw .limit("the evaluation made more than \(limits.size) elements and bytes") }
        size -= count
    }

    /// Counts a call within the ones that go on, and refuses one too many.
    func enterCall() throws(JSONataError) {
        calls += 1
        guard calls <= limits.calls else { throw .limit("more than \(limits.calls) functions called one another") }
        try checkStack()
    }

    /// A call has ended.
    func leaveCall() { calls -= 1 }

    /// Refuses to go deeper when the thread's stack is used up.
    func checkStack() throws(JSONataError) {
        let here = Self.stackAddress()
        let used = here > stackBase ? here - stackBase : stackBase - here
        guard used < UInt(limits.stack) else { throw .limit("functions call one another too deeply") }
    }

    /// The value, unless it nests too deep.
    func checkNesting(_ value: Value) throws(JSONataError) -> Value {
        guard Int(value.depth) <= limits.nesting else {
            throw .limit("a result nests more than \(limits.nesting) levels deep")
        }
        return value
    }

    private static func wallClock() -> Double { (Date().timeIntervalSince1970 * 1000).rounded(.down) }

    /// About where the stack ends now.
    private static func stackAddress() -> UInt {
        withUnsafeTemporaryAllocation(byteCount: 1, alignment: 1) { UInt(bitPattern: $0.baseAddress) }
    }

    // MARK: Memory

    /// Remembers a frame that functions bound to it may hold, so that `finish` can part them.
    func track(_ frame: Frame) {
        if let last = tracked.last, last === frame { return }
        tracked.append(frame)
    }

    /// Parts frames from functions; the run is over.
    func finish() {
        for frame in tracked { frame.clear() }
        tracked = []
    }

    /// Takes what a frame or function held and frees it without recursion, however long the chain.
    func release(_ values: inout [Value]) {
        guard values.contains(where: \.holdsFunction) else { return }
        released.append(contentsOf: values)
        values = []
        guard !isReleasing else { return }
        isReleasing = true
        while let value = released.popLast() { _ = consume value }
        isReleasing = false
    }
}

import Patterns

/// A function as a value.
final class Function {
    enum Body {
        /// A built-in or registered function.
        case native(NativeFunction)
        /// A function written in the expression, the frame and the context it was written in.
        case lambda(LambdaNode, Frame, input: Value)
        /// The function held first, with some arguments given; nil is one that a call must give.
        case partial(holes: [Bool])
        /// The two functions held, the second called with the first one's result.
        case composed
        /// A regular expression: called with text, gives its first match.
        case matcher(Pattern, source: String)
        /// What `next` of a match does: looks on in the same text, from a UTF-8 offset.
        case nextMatch(Pattern, source: String, text: String, from: Int)
        /// A transform and the frame it was written in.
        case transform(TransformNode, Frame)
    }

    let body: Body
    /// Values that the body works with.
    private(set) var held: [Value]
    private let run: Run

    init(_ body: Body, holding held: [Value] = [], run: Run) {
        self.body = body
        self.held = held
        self.run = run
    }

    deinit { run.release(&held) }

    /// How many arguments it looks at, which decides how many a higher-order function gives it.
    var arity: Int {
        switch body {
        case .native(let function): function.arity
        case .lambda(let lambda, _, _): lambda.parameters.count
        case .partial(let holes): holes.count { $0 }
        case .composed, .transform: 1
        case .matcher: 2
        case .nextMatch: 0
        }
    }
}

import Patterns

/// `function($a, $b) { … }`.
final class LambdaNode: Node {
    let parameters: [String]
    let signature: Signature?
    let body: any Node

    init(_ parameters: [String], _ signature: Signature?, body: any Node) {
        self.parameters = parameters
        self.signature = signature
        self.body = body
    }

    func evaluate(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        try run.charge(16)
        return .function(Function(.lambda(self, frame, input: input), run: run))
    }
}

/// `/pattern/`: a function that finds it.
final class RegexNode: Node {
    private let pattern: Pattern
    private let source: String

    init(_ pattern: Pattern, source: String) {
        self.pattern = pattern
        self.source = source
    }

    func evaluate(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        .function(Function(.matcher(pattern, source: source), run: run))
    }
}

/// `f(a, b)`.
final class CallNode: Node {
    private let procedure: any Node
    private let arguments: [any Node]
    /// What is called when the variable that is named isn't bound to anything else.
    private let native: NativeFunction?
    /// Whether it is the last thing that a function does, which the function's caller does in its place.
    private let isTail: Bool
    let name: String
    let position: Int

    init(
        _ procedure: any Node,
        _ arguments: [any Node],
        native: NativeFunction?,
        isTail: Bool,
        name: String,
        at position: Int
    ) {
        self.procedure = procedure
        self.arguments = arguments
        self.native = native
        self.isTail = isTail
        self.name = name
        self.position = position
    }

    func evaluate(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        try raw(input, frame, run).normalized
    }

    func raw(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        try call(nil, input, frame, run)
    }

    /// Calls it, with `first` before its own arguments where there is one.
    func call(_ first: Value?, _ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        if let native, !run.bindsFunctions { return try call(native, first, input, frame, run) }
        let function = try procedure.evaluate(input, frame, run)
        if function.isUndefined, run.functions[name] != nil, procedure is FieldsNode {
            throw JSONataError("T1005", "\(name) is called; did you mean $\(name)?", at: position, token: name)
        }
        let given = try evaluated(first, input, frame, run)
        if isTail {
            run.tailCall = Run.TailCall(function: function, arguments: given, call: self)
            return .undefined
        }
        do {
            return try run.apply(function, given, input: input, frame: frame)
        } catch {
            throw error.placed(at: position, token: name)
        }
    }

    private func call(
        _ native: NativeFunction,
        _ first: Value?,
        _ input: Value,
        _ frame: Frame,
        _ run: Run
    ) throws(JSONataError) -> Value {
        let given = try evaluated(first, input, frame, run)
        try run.step()
        do {
            let validated = try native.signature?.validate(given, context: input) ?? given
            let call = NativeFunction.Call(input: input, frame: frame, run: run)
            return try run.checkNesting(try native.body(validated, call))
        } catch {
            throw error.placed(at: position, token: name)
        }
    }

    private func evaluated(
        _ first: Value?,
        _ input: Value,
        _ frame: Frame,
        _ run: Run
    ) throws(JSONataError) -> [Value] {
        var values: [Value] = []
        values.reserveCapacity(arguments.count + 1)
        if let first { values.append(first) }
        for argument in arguments { values.append(try argument.evaluate(input, frame, run)) }
        return values
    }
}

/// `f(a, ?)`: a function of what is left open.
final class PartialNode: Node {
    private let procedure: any Node
    private let arguments: [(any Node)?]
    private let name: String
    private let position: Int

    init(_ procedure: any Node, _ arguments: [(any Node)?], name: String, at position: Int) {
        self.procedure = procedure
        self.arguments = arguments
        self.name = name
        self.position = position
    }

    func evaluate(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        var held: [Value] = []
        for argument in arguments { held.append(try argument?.evaluate(input, frame, run) ?? .undefined) }
        let function = try procedure.evaluate(input, frame, run)
        guard case .function = function else {
            let isNamed = run.functions[name] != nil && procedure is FieldsNode
            throw isNamed
                ? JSONataError("T1007", "\(name) is applied; did you mean $\(name)?", at: position, token: name)
                : JSONataError("T1008", "\(name) is applied in part, but is no function", at: position, token: name)
        }
        try run.charge(held.count + 16)
        let holes = arguments.map { $0 == nil }
        return .function(Function(.partial(holes: holes), holding: [function] + held, run: run))
    }
}

/// `a ~> f`: f called with a, or two functions made one.
final class ChainNode: Node {
    private let left: any Node
    private let right: any Node
    /// The right side when it is a call, which takes the left side as its first argument.
    private let call: CallNode?
    private let position: Int

    init(_ left: any Node, _ right: any Node, at position: Int) {
        self.left = left
        self.right = right
        call = right as? CallNode
        self.position = position
    }

    func evaluate(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        try raw(input, frame, run).normalized
    }

    func raw(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        let first = try left.evaluate(input, frame, run)
        if let call { return try call.call(first, input, frame, run) }
        let function = try right.evaluate(input, frame, run)
        guard case .function = function else {
            throw JSONataError(
                "T2006",
                "the right side of ~> must be a function, found \(function.excerpt)",
                at: position,
                token: "~>"
            )
        }
        if case .function = first {
            try run.charge(16)
            return .function(Function(.composed, holding: [first, function], run: run))
        }
        return try run.apply(function, [first], input: .undefined, frame: frame)
    }
}

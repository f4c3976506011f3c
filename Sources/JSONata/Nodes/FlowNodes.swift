import JSON

/// `a ? b : c`; nothing where the condition fails and no `c` is given.
final class ConditionNode: Node {
    private let condition: any Node
    private let then: any Node
    private let otherwise: (any Node)?

    init(_ condition: any Node, then: any Node, otherwise: (any Node)?) {
        self.condition = condition
        self.then = then
        self.otherwise = otherwise
    }

    func evaluate(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        try run.step()
        if try condition.evaluate(input, frame, run).isTruthy { return try then.evaluate(input, frame, run) }
        return try otherwise?.evaluate(input, frame, run) ?? .undefined
    }

    var arranges: Bool { condition.arranges && (then.arranges || otherwise?.arranges ?? true) }

    func arranged(_ input: JSONObject) throws(NeedsRun) -> JSONValue? {
        if try condition.arranged(input)?.isTruthy() ?? false { return try then.arranged(input) }
        return try otherwise?.arranged(input)
    }
}

/// `a ?? b`, which is `a` unless that is nothing, and `a ?: b`, which is `a` where it is true.
final class AlternativeNode: Node {
    private let first: any Node
    private let second: any Node
    private let wantsTrue: Bool

    init(_ first: any Node, _ second: any Node, wantsTrue: Bool) {
        self.first = first
        self.second = second
        self.wantsTrue = wantsTrue
    }

    func evaluate(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        try run.step()
        let value = try first.evaluate(input, frame, run)
        if wantsTrue ? value.isTruthy : !value.isUndefined { return value }
        return try second.evaluate(input, frame, run)
    }

    var arranges: Bool { first.arranges }

    func arranged(_ input: JSONObject) throws(NeedsRun) -> JSONValue? {
        if let value = try first.arranged(input) {
            guard wantsTrue else { return value }
            if try value.isTruthy() { return value }
        }
        return try second.arranged(input)
    }
}

extension JSONValue {
    /// As `Value.isTruthy`, of what is no array.
    fileprivate func isTruthy() throws(NeedsRun) -> Bool {
        if case .array = self { throw NeedsRun() }
        return JSONataExpression.isTrue(self)
    }
}

/// `( … ; … )`: its expressions in turn with variables of their own, and the value of the last.
final class BlockNode: Node {
    private let expressions: [any Node]
    /// A block that binds nothing needs no frame.
    private let needsFrame: Bool

    init(_ expressions: [any Node], needsFrame: Bool) {
        self.expressions = expressions
        self.needsFrame = needsFrame
    }

    var givesTuples: Bool { expressions.last?.givesTuples ?? false }

    func evaluate(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        let inner = try enter(input, frame, run)
        return try expressions.last?.evaluate(input, inner, run) ?? .undefined
    }

    func tuples(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> [Tuple] {
        let inner = try enter(input, frame, run)
        return try expressions.last?.tuples(input, inner, run) ?? []
    }

    /// Evaluates all expressions but the last.
    private func enter(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Frame {
        try run.step()
        let inner = needsFrame ? Frame(in: frame, run: run) : frame
        for expression in expressions.dropLast() { _ = try expression.evaluate(input, inner, run) }
        return inner
    }
}

/// `$name := value`.
final class BindNode: Node {
    private let name: String
    private let value: any Node

    init(_ name: String, _ value: any Node) {
        self.name = name
        self.value = value
    }

    func evaluate(_ input: Value, _ frame: Frame, _ run: Run) throws(JSONataError) -> Value {
        let bound = try value.evaluate(input, frame, run)
        frame.bind(name, bound)
        return bound
    }
}

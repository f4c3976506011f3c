import JSON
import Patterns

extension Run {
    /// Calls a function, and the functions that it ends in calling.
    func apply(
        _ function: Value,
        _ arguments: [Value],
        input: Value,
        frame: Frame
    ) throws(JSONataError) -> Value {
        try enterCall()
        defer { leaveCall() }
        var result = try applyOnce(function, arguments, input: input, frame: frame)
        while let next = tailCall {
            tailCall = nil
            do {
                result = try applyOnce(next.function, next.arguments, input: input, frame: frame)
            } catch {
                throw error.placed(at: next.call.position, token: next.call.name)
            }
        }
        return try checkNesting(result)
    }

    /// Calls `function` with as many of `arguments` as it looks at, at least one.
    func applyFitting(_ function: Function, _ arguments: [Value], _ call: NativeFunction.Call) throws(JSONataError)
        -> Value
    {
        let fitting = arguments.prefix(max(1, function.arity))
        return try apply(.function(function), Array(fitting), input: call.input, frame: call.frame)
    }

    private func applyOnce(
        _ value: Value,
        _ arguments: [Value],
        input: Value,
        frame: Frame
    ) throws(JSONataError) -> Value {
        try step()
        guard case .function(let function) = value else {
            throw JSONataError("T1006", "\(value.excerpt) is called, but is no function")
        }
        switch function.body {
        case .native(let native):
            let validated = try native.signature?.validate(arguments, context: input) ?? arguments
            return try native.body(validated, NativeFunction.Call(input: input, frame: frame, run: self))
        case .lambda(let lambda, let outer, let context):
            let validated = try lambda.signature?.validate(arguments, context: input) ?? arguments
            let inner = Frame(in: outer, run: self)
            for (index, name) in lambda.parameters.enumerated() { inner.bind(name, validated[optional: index]) }
            return try lambda.body.evaluate(context, inner, self)
        case .partial(let holes):
            var given = arguments[...]
            var filled: [Value] = []
            for (index, isHole) in holes.enumerated() {
                filled.append(isHole ? given.popFirst() ?? .undefined : function.held[index + 1])
            }
            return try applyOnce(function.held[0], filled, input: input, frame: frame)
        case .composed:
            let first = try apply(function.held[0], arguments, input: input, frame: frame)
            return try applyOnce(function.held[1], [first], input: input, frame: frame)
        case .matcher(let pattern, let source):
            guard let text = arguments.first?.text else { return .undefined }
            return try match(pattern, source, in: text, from: 0)
        case .nextMatch(let pattern, let source, let text, let start):
            guard start < text.utf8.count else { return .undefined }
            let next = try match(pattern, source, in: text, from: start)
            if next.member("match").text?.isEmpty == true {
                throw Run.matchesNothing(source)
            }
            return next
        case .transform(let transform, let outer):
            return try transform.apply(to: arguments[optional: 0], outer, self)
        }
    }

    /// The first match of `pattern` from a UTF-8 offset on, as the object that a matcher function gives.
    private func match(
        _ pattern: Pattern,
        _ source: String,
        in text: String,
        from start: Int
    ) throws(JSONataError) -> Value {
        guard let match = try firstMatch(of: pattern, in: text, from: start) else { return .undefined }
        let groups = match.groups.map { $0.map { Value.string(text.slice($0)) } ?? .undefined }
        let next = Function(
            .nextMatch(pattern, source: source, text: text, from: match.range.upperBound),
            run: self
        )
        return .object(
            ValueObject(distinct: [
                ValueObject.Member("match", .string(text.slice(match.range))),
                ValueObject.Member("start", .number(Double(text.utf16Offset(of: match.range.lowerBound)))),
                ValueObject.Member("end", .number(Double(text.utf16Offset(of: match.range.upperBound)))),
                ValueObject.Member("groups", .list(groups)),
                ValueObject.Member("next", .function(next)),
            ])
        )
    }

    /// A regular expression that matched empty text once more would match it for ever.
    static func matchesNothing(_ source: String) -> JSONataError {
        JSONataError("D1004", "the regular expression /\(source)/ matches empty text")
    }

    /// The first match of `pattern` from a UTF-8 offset on, within this run's limits.
    func firstMatch(of pattern: Pattern, in text: String, from start: Int) throws(JSONataError) -> PatternMatch? {
        try withSteps { (budget) throws(JSONataError) in
            do {
                return try pattern.firstMatch(in: text, from: start, steps: &budget)
            } catch {
                throw JSONataError.limit("a regular expression took too many steps on \(text.utf8.count) bytes")
            }
        }
    }
}

extension String {
    /// The text between two UTF-8 offsets, which must not cut a character apart.
    func slice(_ range: Range<Int>) -> String {
        let lower = utf8.index(startIndex, offsetBy: range.lowerBound)
        let upper = utf8.index(lower, offsetBy: range.count)
        return String(self[lower..<upper])
    }

    /// A UTF-8 offset in UTF-16 code units.
    func utf16Offset(of offset: Int) -> Int {
        self[..<utf8.index(startIndex, offsetBy: offset)].utf16.count
    }
}

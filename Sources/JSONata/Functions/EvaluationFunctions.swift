/// `$eval`.
enum EvaluationFunctions {
    typealias Call = NativeFunction.Call

    /// Evaluates text as an expression, with the caller's variables and, where given, another context.
    static func eval(_ arguments: [Value], _ call: Call) throws(JSONataError) -> Value {
        guard let text = arguments[optional: 0].text else { return .undefined }
        try call.run.checkStack()
        try call.run.step(text.utf8.count)
        let node: any Node
        do {
            node = try Compiler.compile(text, functions: call.run.functions, isOpen: true).root
        } catch {
            throw JSONataError("D3120", "the text that $eval was given is no expression: \(error)")
        }
        var context = call.input
        if arguments.count > 1, !arguments[1].isUndefined {
            context = arguments[1]
            if context.isArray, !context.flags.contains(.sequence) {
                context = .array(ValueArray([context], [.sequence, .wrapsInput]))
            }
        }
        do {
            return try node.evaluate(context, call.frame, call.run)
        } catch {
            guard error.code != "U1001" else { throw error }
            throw JSONataError("D3121", "the expression that $eval was given failed: \(error)")
        }
    }
}

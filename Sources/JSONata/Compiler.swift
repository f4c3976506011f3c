import Patterns

/// Turns a resolved tree into nodes that evaluate.
struct Compiler {
    let functions: FunctionTable
    /// The variables that the expression binds anywhere; a function of such a name is looked up at every call.
    let bound: Set<String>

    /// Reads and compiles an expression; `names` are those in its text.
    ///
    /// `isOpen`: it may run where variables are bound that its text doesn't show, as the text of `$eval` does.
    static func compile(
        _ text: String,
        functions: FunctionTable,
        isOpen: Bool
    ) throws(JSONataError) -> (root: any Node, names: NamesUsed) {
        var parser = try Parser(text)
        let tree = try PathResolver.resolve(try parser.expression())
        var names = NamesUsed()
        names.collect(tree)
        let bound = isOpen || names.evaluatesText ? names.bound.union(functions.names) : names.bound
        return (try Compiler(functions: functions, bound: bound).node(tree), names)
    }

    /// Compiles one node with what stands behind it.
    func node(_ syntax: Syntax, isTail: Bool = false) throws(JSONataError) -> any Node {
        if case .path(let steps) = syntax.kind { return try path(syntax, steps) }
        return try suffixed(syntax, try core(syntax, isTail: isTail && !hasSuffix(syntax)))
    }

    private func hasSuffix(_ syntax: Syntax) -> Bool {
        !syntax.predicates.isEmpty || syntax.grouping != nil || syntax.keepsArray
    }

    /// `base` with the filters, grouping and `[]` that stand behind `syntax`.
    private func suffixed(_ syntax: Syntax, _ base: any Node) throws(JSONataError) -> any Node {
        guard hasSuffix(syntax) else { return base }
        return SuffixNode(
            base,
            filters: try filters(syntax.predicates),
            grouping: try syntax.grouping.map { (pairs, position) throws(JSONataError) in
                try grouping(pairs, at: position)
            },
            keepsArray: syntax.keepsArray
        )
    }

    private func nodes(_ syntaxes: [Syntax]) throws(JSONataError) -> [any Node] {
        var nodes: [any Node] = []
        for syntax in syntaxes { nodes.append(try node(syntax)) }
        return nodes
    }

    private func filters(_ predicates: [Syntax]) throws(JSONataError) -> [Filter] {
        var filters: [Filter] = []
        for predicate in predicates { filters.append(Filter(try node(predicate))) }
        return filters
    }

    private func grouping(
        _ pairs: [(key: Syntax, value: Syntax)],
        at position: Int
    ) throws(JSONataError) -> Grouping {
        var compiled: [(key: any Node, value: any Node)] = []
        for pair in pairs { compiled.append((try node(pair.key), try node(pair.value))) }
        return Grouping(pairs: compiled, position: position)
    }

    // MARK: Paths

    private func path(_ syntax: Syntax, _ steps: [Syntax]) throws(JSONataError) -> any Node {
        if syntax.grouping == nil, !syntax.isTuple, let names = names(of: steps) {
            return FieldsNode(names, keepsArray: syntax.keepsArray || syntax.keepsSingletonArray)
        }
        var compiled: [Step] = []
        for step in steps { compiled.append(try self.step(step)) }
        return PathNode(
            compiled,
            keepsSingleton: syntax.keepsSingletonArray,
            keepsArray: syntax.keepsArray,
            grouping: try syntax.grouping.map { (pairs, position) throws(JSONataError) in
                try grouping(pairs, at: position)
            },
            givesTuples: syntax.isTuple
        )
    }

    /// The names of steps that are nothing but names.
    private func names(of steps: [Syntax]) -> [String]? {
        var names: [String] = []
        for step in steps {
            guard case .name(let name) = step.kind, step.stages.isEmpty, !step.isTuple else { return nil }
            names.append(name)
        }
        return names
    }

    private func step(_ syntax: Syntax) throws(JSONataError) -> Step {
        let kind: Step.Kind
        if case .sort(let terms) = syntax.kind {
            var compiled: [SortOrder.Term] = []
            for term in terms {
                compiled.append(
                    SortOrder.Term(isDescending: term.isDescending, expression: try node(term.expression))
                )
            }
            kind = .sort(SortOrder(terms: compiled, position: syntax.position))
        } else if case .name(let name) = syntax.kind {
            kind = .node(FieldsNode([name], keepsArray: false))
        } else {
            kind = .node(try node(syntax))
        }
        var stages: [Stage] = []
        for stage in syntax.stages {
            switch stage {
            case .filter(let predicate): stages.append(.filter(Filter(try node(predicate))))
            case .index(let name): stages.append(.index(name))
            }
        }
        return Step(kind, stages, syntax)
    }

    // MARK: The rest

    private func core(_ syntax: Syntax, isTail: Bool) throws(JSONataError) -> any Node {
        switch syntax.kind {
        case .string(let text): return LiteralNode(.string(text))
        case .number(let value): return LiteralNode(.number(value))
        case .bool(let value): return LiteralNode(.bool(value))
        case .null: return LiteralNode(.null)
        case .name(let name): return FieldsNode([name], keepsArray: false)
        case .variable(let name): return VariableNode(name)
        case .wildcard: return WildcardNode()
        case .descendants: return DescendantsNode()
        case .parent(let ancestor): return ParentNode(label: ancestor.label)
        case .regex(let pattern, let flags): return try regex(pattern, flags, at: syntax.position)
        case .binary(let symbol, let left, let right):
            return try binary(symbol, try node(left), try node(right), at: syntax.position)
        case .negation(let operand): return NegationNode(try node(operand), at: syntax.position)
        case .array(let elements):
            var compiled: [ArrayNode.Element] = []
            for element in elements {
                var isArray = false
                if case .array = element.kind { isArray = true }
                compiled.append(ArrayNode.Element(node: try node(element), isArray: isArray))
            }
            return ArrayNode(compiled, isConstructed: syntax.keepsConstructedArray)
        case .object(let pairs): return ObjectNode(try grouping(pairs, at: syntax.position))
        case .bind(let name, let value): return BindNode(name, try node(value))
        case .apply(let left, let right):
            guard case .call = right.kind else {
                return ChainNode(try node(left), try node(right), at: syntax.position)
            }
            // What stands behind the call is meant for the call that has the left side as its argument.
            let call = try core(right, isTail: false)
            return try suffixed(right, ChainNode(try node(left), call, at: syntax.position))
        case .call(let procedure, let arguments):
            return try call(procedure, arguments, isTail: isTail, at: syntax.position)
        case .partial(let procedure, let arguments):
            var compiled: [(any Node)?] = []
            for argument in arguments {
                if let argument { compiled.append(try node(argument)) } else { compiled.append(nil) }
            }
            return PartialNode(try node(procedure), compiled, name: name(of: procedure), at: syntax.position)
        case .lambda(let parameters, let signature, let body):
            return LambdaNode(parameters, signature, body: try node(body, isTail: true))
        case .condition(let condition, let then, let otherwise):
            var compiledElse: (any Node)?
            if let otherwise { compiledElse = try node(otherwise, isTail: isTail) }
            return ConditionNode(
                try node(condition),
                then: try node(then, isTail: isTail),
                otherwise: compiledElse
            )
        case .coalesce(let left, let right):
            return AlternativeNode(try node(left), try node(right), wantsTrue: false)
        case .fallback(let left, let right):
            return AlternativeNode(try node(left), try node(right), wantsTrue: true)
        case .transform(let pattern, let update, let delete):
            var compiledDelete: (any Node)?
            if let delete { compiledDelete = try node(delete) }
            return TransformNode(
                pattern: try node(pattern),
                update: try node(update),
                at: update.position,
                delete: compiledDelete,
                at: delete?.position ?? syntax.position
            )
        case .block(let expressions):
            return try block(expressions, isTail: isTail)
        case .path, .filter, .group, .orderBy, .sort, .focus, .index:
            preconditionFailure("the resolver has made paths of these")
        }
    }

    private func block(_ expressions: [Syntax], isTail: Bool) throws(JSONataError) -> any Node {
        var compiled = try nodes(expressions.dropLast())
        if let last = expressions.last { compiled.append(try node(last, isTail: isTail)) }
        var names = NamesUsed()
        for expression in expressions { names.collect(expression) }
        return BlockNode(compiled, needsFrame: !names.bound.isEmpty || names.evaluatesText)
    }

    private func binary(
        _ symbol: String,
        _ left: any Node,
        _ right: any Node,
        at position: Int
    ) throws(JSONataError) -> any Node {
        if let arithmetic = ArithmeticNode.Operator(rawValue: symbol) {
            return ArithmeticNode(arithmetic, left, right, at: position)
        }
        if let comparison = ComparisonNode.Operator(rawValue: symbol) {
            return ComparisonNode(comparison, left, right, at: position)
        }
        switch symbol {
        case "&": return ConcatenationNode(left, right)
        case "=", "!=": return EqualityNode(isNegated: symbol == "!=", left, right)
        case "and", "or": return LogicNode(isAnd: symbol == "and", left, right)
        case "in": return MembershipNode(left, right)
        case "..": return RangeNode(left, right, at: position)
        default: throw JSONataError("S0201", "\"\(symbol)\" was not expected here", at: position, token: symbol)
        }
    }

    private func call(
        _ procedure: Syntax,
        _ arguments: [Syntax],
        isTail: Bool,
        at position: Int
    ) throws(JSONataError) -> any Node {
        var native: NativeFunction?
        if case .variable(let name) = procedure.kind, procedure.predicates.isEmpty, !bound.contains(name) {
            native = functions[name]
        }
        return CallNode(
            try node(procedure),
            try nodes(arguments),
            native: native,
            isTail: isTail && native == nil,
            name: name(of: procedure),
            at: position
        )
    }

    /// The name by which something is called, or a word for what it is.
    private func name(of procedure: Syntax) -> String {
        switch procedure.kind {
        case .variable(let name): return name
        case .path(let steps):
            guard steps.count == 1, case .name(let name) = steps[0].kind else { return "path" }
            return name
        default: return procedure.name
        }
    }

    private func regex(_ pattern: String, _ flags: String, at position: Int) throws(JSONataError) -> RegexNode {
        var options: Pattern.Flags = []
        if flags.contains("i") { options.insert(.ignoreCase) }
        if flags.contains("m") { options.insert(.multiline) }
        do {
            return RegexNode(try Pattern(pattern, flags: options), source: pattern)
        } catch {
            throw JSONataError(
                "S0303",
                "/\(pattern)/ is no regular expression: \(error.message)",
                at: position,
                token: pattern
            )
        }
    }
}

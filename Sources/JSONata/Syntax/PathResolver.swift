/// Gathers the steps of each path, and hangs filters, groupings and bindings on the step that they belong to.
struct PathResolver {
    /// Resolves a whole expression.
    static func resolve(_ tree: Syntax) throws(JSONataError) -> Syntax {
        let resolved = try PathResolver().resolve(tree)
        var isSeeking = !resolved.seekingParent.isEmpty
        if case .parent = resolved.kind { isSeeking = true }
        guard !isSeeking else {
            throw JSONataError("S0217", "% has no parent to refer to", at: resolved.position, token: resolved.name)
        }
        return resolved
    }

    private func resolve(_ node: Syntax) throws(JSONataError) -> Syntax {
        let result = try resolveKind(node)
        if node.keepsArray { result.keepsArray = true }
        return result
    }

    private func resolveKind(_ node: Syntax) throws(JSONataError) -> Syntax {
        switch node.kind {
        case .string, .number, .bool, .null, .wildcard, .descendants, .parent, .variable, .regex, .path, .sort:
            return node
        case .name:
            let path = Syntax(.path([node]), at: node.position)
            path.keepsSingletonArray = node.keepsArray
            return path
        case .binary(".", let left, let right):
            return try path(left, right, at: node)
        case .filter(let base, let predicate):
            return try filter(base, predicate, at: node)
        case .group(let base, let pairs):
            let result = try resolve(base)
            guard result.grouping == nil else {
                throw JSONataError("S0210", "a step can have only one grouping", at: node.position)
            }
            var resolved: [(key: Syntax, value: Syntax)] = []
            for pair in pairs { resolved.append((try resolve(pair.key), try resolve(pair.value))) }
            result.grouping = (resolved, node.position)
            return result
        case .orderBy(let base, let terms):
            return try orderBy(base, terms, at: node)
        case .focus(let base, let variable):
            return try focus(base, variable, at: node)
        case .index(let base, let variable):
            return try index(base, variable)
        case .lambda(let parameters, let signature, let body):
            node.kind = .lambda(parameters, signature, try resolve(body))
            return node
        case .transform(let pattern, let update, let delete):
            var resolvedDelete: Syntax?
            if let delete { resolvedDelete = try resolve(delete) }
            node.kind = .transform(
                pattern: try resolve(pattern),
                update: try resolve(update),
                delete: resolvedDelete
            )
            return node
        default:
            return try resolveChildren(of: node)
        }
    }

    /// Resolves the operands of a node that itself stays what it is; they hand their open `%` up to it.
    private func resolveChildren(of node: Syntax) throws(JSONataError) -> Syntax {
        func child(_ value: Syntax) throws(JSONataError) -> Syntax {
            let resolved = try resolve(value)
            AncestorResolver.pushAncestry(from: resolved, to: node)
            return resolved
        }
        switch node.kind {
        case .binary(let symbol, let left, let right):
            node.kind = .binary(symbol, try child(left), try child(right))
        case .negation(let value):
            let resolved = try child(value)
            if case .number(let number) = resolved.kind {
                node.kind = .number(-number)
            } else {
                node.kind = .negation(resolved)
            }
        case .array(let elements):
            var resolved: [Syntax] = []
            for element in elements { resolved.append(try child(element)) }
            node.kind = .array(resolved)
        case .object(let pairs):
            var resolved: [(key: Syntax, value: Syntax)] = []
            for pair in pairs { resolved.append((try child(pair.key), try child(pair.value))) }
            node.kind = .object(resolved)
        case .bind(let name, let value):
            node.kind = .bind(name, try child(value))
        case .apply(let left, let right):
            let left = try child(left)
            let right = try child(right)
            node.kind = .apply(left, right)
            node.keepsArray = left.keepsArray || right.keepsArray
        case .call(let procedure, let arguments):
            var resolved: [Syntax] = []
            for argument in arguments { resolved.append(try child(argument)) }
            node.kind = .call(try resolve(procedure), resolved)
        case .partial(let procedure, let arguments):
            var resolved: [Syntax?] = []
            for argument in arguments {
                if let argument { resolved.append(try child(argument)) } else { resolved.append(nil) }
            }
            node.kind = .partial(try resolve(procedure), resolved)
        case .condition(let test, let then, let otherwise):
            let test = try child(test)
            let then = try child(then)
            var resolvedElse: Syntax?
            if let otherwise { resolvedElse = try child(otherwise) }
            node.kind = .condition(test, then: then, else: resolvedElse)
        case .coalesce(let left, let right):
            node.kind = .coalesce(try child(left), try child(right))
        case .fallback(let left, let right):
            node.kind = .fallback(try child(left), try child(right))
        case .block(let expressions):
            var resolved: [Syntax] = []
            for expression in expressions {
                let part = try child(expression)
                if part.keepsConstructedArray { node.keepsConstructedArray = true }
                if case .path(let steps) = part.kind, steps[0].keepsConstructedArray {
                    node.keepsConstructedArray = true
                }
                resolved.append(part)
            }
            node.kind = .block(resolved)
        default:
            break
        }
        return node
    }

    private func path(_ left: Syntax, _ right: Syntax, at node: Syntax) throws(JSONataError) -> Syntax {
        let first = try resolve(left)
        let result: Syntax
        var steps: [Syntax]
        if case .path(let leading) = first.kind {
            result = first
            steps = leading
        } else {
            result = Syntax(.path([first]), at: node.position)
            steps = [first]
            if case .parent(let ancestor) = first.kind { result.seekingParent = [ancestor] }
        }
        let rest = try resolve(right)
        if case .path(let following) = rest.kind {
            steps += following
            if rest.keepsSingletonArray { result.keepsSingletonArray = true }
        } else {
            rest.stages = rest.predicates.map { .filter($0) }
            rest.predicates = []
            steps.append(rest)
        }
        for step in steps {
            switch step.kind {
            case .number, .bool, .null:
                throw JSONataError("S0213", "a \(step.name) can't be a step of a path", at: step.position)
            case .string(let text): step.kind = .name(text)
            default: break
            }
        }
        if steps.contains(where: \.keepsArray) { result.keepsSingletonArray = true }
        if case .array = steps[0].kind { steps[0].keepsConstructedArray = true }
        if case .array = steps[steps.count - 1].kind { steps[steps.count - 1].keepsConstructedArray = true }
        result.kind = .path(steps)
        try AncestorResolver.resolve(result, steps: steps)
        return result
    }

    private func filter(
        _ base: Syntax,
        _ predicate: Syntax,
        at node: Syntax
    ) throws(JSONataError) -> Syntax {
        let result = try resolve(base)
        var step = result
        var isStage = false
        if case .path(let steps) = result.kind {
            step = steps[steps.count - 1]
            isStage = true
        }
        guard step.grouping == nil, result.grouping == nil || !isStage else {
            throw JSONataError("S0209", "a filter can't follow a grouping", at: node.position)
        }
        let predicate = try resolve(predicate)
        try AncestorResolver.resolvePredicate(predicate, of: step)
        if isStage { step.stages.append(.filter(predicate)) } else { step.predicates.append(predicate) }
        return result
    }

    private func orderBy(
        _ base: Syntax,
        _ terms: [Syntax.SortTerm],
        at node: Syntax
    ) throws(JSONataError) -> Syntax {
        let (result, leading) = asPath(try resolve(base))
        let step = Syntax(.sort([]), at: node.position)
        var resolved: [Syntax.SortTerm] = []
        for term in terms {
            let expression = try resolve(term.expression)
            AncestorResolver.pushAncestry(from: expression, to: step)
            resolved.append(Syntax.SortTerm(isDescending: term.isDescending, expression: expression))
        }
        step.kind = .sort(resolved)
        result.kind = .path(leading + [step])
        try AncestorResolver.resolve(result, steps: leading + [step])
        return result
    }

    private func focus(
        _ base: Syntax,
        _ variable: String,
        at node: Syntax
    ) throws(JSONataError) -> Syntax {
        let result = try resolve(base)
        var step = result
        if case .path(let steps) = result.kind { step = steps[steps.count - 1] }
        guard step.stages.isEmpty, step.predicates.isEmpty else {
            throw JSONataError("S0215", "@ must come before any filter of its step", at: node.position)
        }
        if case .sort = step.kind {
            throw JSONataError("S0216", "@ must come before any ordering of its step", at: node.position)
        }
        if node.keepsArray { step.keepsArray = true }
        step.focus = variable
        step.isTuple = true
        return result
    }

    private func index(_ base: Syntax, _ variable: String) throws(JSONataError) -> Syntax {
        let (result, steps) = asPath(try resolve(base))
        let step = steps[steps.count - 1]
        if step.stages.isEmpty { step.index = variable } else { step.stages.append(.index(variable)) }
        step.isTuple = true
        return result
    }

    /// `node` as a path, and its steps.
    private func asPath(_ node: Syntax) -> (path: Syntax, steps: [Syntax]) {
        if case .path(let steps) = node.kind { return (node, steps) }
        node.stages = node.predicates.map { .filter($0) }
        node.predicates = []
        return (Syntax(.path([node]), at: node.position), [node])
    }
}

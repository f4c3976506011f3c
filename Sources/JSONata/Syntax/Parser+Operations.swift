extension Parser {
    /// What the operator `symbol` at `first`, which was just passed, makes of the operand to its left.
    mutating func operation(_ symbol: String, at first: Token, on left: Syntax) throws(JSONataError) -> Syntax {
        switch symbol {
        case "(": return try call(of: left, at: first)
        case "[": return try filter(on: left, at: first)
        case "{": return syntax(.group(left, try pairs()), at: first)
        case "^": return syntax(.orderBy(left, try sortTerms()), at: first)
        case "?": return try condition(left, at: first)
        case "?:": return syntax(.fallback(left, try expression(above: 0)), at: first)
        case "??": return syntax(.coalesce(left, try expression(above: 0)), at: first)
        case ":=":
            guard case .variable(let name) = left.kind else {
                throw failure("S0212", "only a variable can stand to the left of :=", at: first)
            }
            return syntax(.bind(name, try expression(above: 9)), at: first)
        case "@", "#":
            let right = try expression(above: 80)
            guard case .variable(let name) = right.kind else {
                throw failure("S0214", "\"\(symbol)\" must be followed by a variable", at: first)
            }
            return syntax(symbol == "@" ? .focus(left, name) : .index(left, name), at: first)
        case "~>": return syntax(.apply(left, try expression(above: 40)), at: first)
        case ".", "+", "-", "*", "/", "%", "=", "<", ">", "!=", "<=", ">=", "&", "and", "or", "in":
            let power = Lexer.bindingPowers[symbol, default: 0]
            return syntax(.binary(symbol, left, try expression(above: power)), at: first)
        default:
            throw failure("S0201", "\"\(symbol)\" was not expected here", at: first)
        }
    }

    private mutating func filter(on left: Syntax, at first: Token) throws(JSONataError) -> Syntax {
        if token.kind == .symbol("]") {
            var step = left
            while case .filter(let base, _) = step.kind { step = base }
            step.keepsArray = true
            try advance(past: "]", afterOperand: true)
            return left
        }
        let predicate = try expression(above: 0)
        try advance(past: "]", afterOperand: true)
        return syntax(.filter(left, predicate), at: first)
    }

    private mutating func condition(_ left: Syntax, at first: Token) throws(JSONataError) -> Syntax {
        let then = try expression(above: 0)
        guard token.kind == .symbol(":") else { return syntax(.condition(left, then: then, else: nil), at: first) }
        try advance(past: ":")
        return syntax(.condition(left, then: then, else: try expression(above: 0)), at: first)
    }

    private mutating func sortTerms() throws(JSONataError) -> [Syntax.SortTerm] {
        try advance(past: "(")
        var terms: [Syntax.SortTerm] = []
        while true {
            var isDescending = false
            if token.kind == .symbol("<") {
                try advance()
            } else if token.kind == .symbol(">") {
                isDescending = true
                try advance()
            }
            terms.append(Syntax.SortTerm(isDescending: isDescending, expression: try expression(above: 0)))
            guard token.kind == .symbol(",") else { break }
            try advance(past: ",")
        }
        try advance(past: ")", afterOperand: true)
        return terms
    }

    private mutating func call(of left: Syntax, at first: Token) throws(JSONataError) -> Syntax {
        var arguments: [Syntax?] = []
        if token.kind != .symbol(")") {
            while true {
                if token.kind == .symbol("?") {
                    try advance(past: "?")
                    arguments.append(nil)
                } else {
                    arguments.append(try expression(above: 0))
                }
                guard token.kind == .symbol(",") else { break }
                try advance(past: ",")
            }
        }
        try advance(past: ")", afterOperand: true)
        if case .name(let name) = left.kind, name == "function" || name == "λ" {
            return try lambda(arguments, at: first)
        }
        let given = arguments.compactMap { $0 }
        guard given.count == arguments.count else { return syntax(.partial(left, arguments), at: first) }
        return syntax(.call(left, given), at: first)
    }

    private mutating func lambda(_ arguments: [Syntax?], at first: Token) throws(JSONataError) -> Syntax {
        var parameters: [String] = []
        for (index, argument) in arguments.enumerated() {
            guard let argument, case .variable(let name) = argument.kind else {
                throw failure("S0208", "parameter \(index + 1) of a function is not a variable", at: first)
            }
            parameters.append(name)
        }
        let signature = token.kind == .symbol("<") ? try signature() : nil
        try advance(past: "{")
        let body = try expression(above: 0)
        try advance(past: "}", afterOperand: true)
        return syntax(.lambda(parameters, signature, body), at: first)
    }

    /// Reads `<…>`; its letters come as names and marks as symbols.
    private mutating func signature() throws(JSONataError) -> Signature {
        let start = token
        var text = "<"
        var depth = 1
        while depth > 0, token.kind != .symbol("{"), token.kind != .end {
            try advance()
            if token.kind == .symbol(">") { depth -= 1 }
            if token.kind == .symbol("<") { depth += 1 }
            text += token.text
        }
        try advance(past: ">")
        do {
            return try Signature(text)
        } catch {
            throw error.placed(at: lexer.position(of: start.offset), token: text)
        }
    }
}

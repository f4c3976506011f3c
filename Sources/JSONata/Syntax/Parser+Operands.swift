extension Parser {
    /// What begins with `first`, which was just passed.
    mutating func operand(_ first: Token) throws(JSONataError) -> Syntax {
        switch first.kind {
        case .name(let name): return syntax(.name(name), at: first)
        case .variable(let name): return syntax(.variable(name), at: first)
        case .string(let text): return syntax(.string(text), at: first)
        case .number(let value): return syntax(.number(value), at: first)
        case .bool(let value): return syntax(.bool(value), at: first)
        case .null: return syntax(.null, at: first)
        case .regex(let pattern, let flags): return syntax(.regex(pattern: pattern, flags: flags), at: first)
        case .end: throw failure("S0207", "the expression ends where a value was expected", at: first)
        case .symbol(let symbol): return try operand(symbol, at: first)
        }
    }

    private mutating func operand(_ symbol: String, at first: Token) throws(JSONataError) -> Syntax {
        switch symbol {
        case "and", "or", "in": return syntax(.name(symbol), at: first)  // words are names where a value is expected
        case "*": return syntax(.wildcard, at: first)
        case "**": return syntax(.descendants, at: first)
        case "%": return syntax(.parent(Ancestor(label: "%\(first.offset)")), at: first)
        case "-": return syntax(.negation(try expression(above: 70)), at: first)
        case "(": return syntax(.block(try blockExpressions()), at: first)
        case "[": return syntax(.array(try arrayElements()), at: first)
        case "{": return syntax(.object(try pairs()), at: first)
        case "|": return try transform(at: first)
        default: throw failure("S0211", "\"\(symbol)\" can't begin a value", at: first)
        }
    }

    private mutating func blockExpressions() throws(JSONataError) -> [Syntax] {
        var expressions: [Syntax] = []
        while token.kind != .symbol(")") {
            expressions.append(try expression(above: 0))
            guard token.kind == .symbol(";") else { break }
            try advance(past: ";")
        }
        try advance(past: ")", afterOperand: true)
        return expressions
    }

    private mutating func arrayElements() throws(JSONataError) -> [Syntax] {
        var elements: [Syntax] = []
        if token.kind != .symbol("]") {
            while true {
                elements.append(try element())
                guard token.kind == .symbol(",") else { break }
                try advance(past: ",")
            }
        }
        try advance(past: "]", afterOperand: true)
        return elements
    }

    /// An element of an array: an expression, or a range of two.
    private mutating func element() throws(JSONataError) -> Syntax {
        let lower = try expression(above: 0)
        guard token.kind == .symbol("..") else { return lower }
        let range = token
        try advance()
        return syntax(.binary("..", lower, try expression(above: 0)), at: range)
    }

    /// The pairs of an object, behind its opening brace.
    mutating func pairs() throws(JSONataError) -> [(key: Syntax, value: Syntax)] {
        var pairs: [(key: Syntax, value: Syntax)] = []
        if token.kind != .symbol("}") {
            while true {
                let key = try expression(above: 0)
                try advance(past: ":")
                pairs.append((key, try expression(above: 0)))
                guard token.kind == .symbol(",") else { break }
                try advance(past: ",")
            }
        }
        try advance(past: "}", afterOperand: true)
        return pairs
    }

    private mutating func transform(at first: Token) throws(JSONataError) -> Syntax {
        let pattern = try expression(above: 0)
        try advance(past: "|")
        let update = try expression(above: 0)
        var delete: Syntax?
        if token.kind == .symbol(",") {
            try advance(past: ",")
            delete = try expression(above: 0)
        }
        try advance(past: "|")
        return syntax(.transform(pattern: pattern, update: update, delete: delete), at: first)
    }
}

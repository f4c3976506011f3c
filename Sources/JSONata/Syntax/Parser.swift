/// Turns an expression's text into a tree, by operator precedence.
struct Parser {
    /// How deep expressions may stand in one another, and how deep a tree may get by long chains of operators.
    ///
    /// Keeps every walk over the tree within a thread's stack.
    private static let maxNesting = 200
    private static let maxDepth = 400

    private(set) var lexer: Lexer
    var token: Token
    private var nesting = 0
    /// The depth of the deepest tree read since this was last set.
    private var deepest = 0

    init(_ text: String) throws(JSONataError) {
        lexer = Lexer(text)
        token = try lexer.next(afterOperand: false)
    }

    /// Reads the whole text.
    mutating func expression() throws(JSONataError) -> Syntax {
        let tree = try expression(above: 0)
        guard token.kind == .end else {
            throw failure("S0201", "\(quoted(token)) was not expected here", at: token)
        }
        return tree
    }

    /// Reads an expression that ends before an operator which binds at most as tightly as `power`.
    mutating func expression(above power: Int) throws(JSONataError) -> Syntax {
        let deepestBefore = deepest
        nesting += 1
        defer { nesting -= 1 }
        guard nesting <= Self.maxNesting else {
            throw failure("U1001", "the expression nests more than \(Self.maxNesting) levels deep", at: token)
        }
        deepest = 0
        let first = token
        try advance(afterOperand: !beginsGroup(first))
        var left = try operand(first)
        var depth = deepest + 1
        while case .symbol(let symbol) = token.kind, let binding = Lexer.bindingPowers[symbol], power < binding {
            let mark = token
            deepest = 0
            try advance()
            left = try operation(symbol, at: mark, on: left)
            depth = max(depth, deepest) + 1
            guard depth <= Self.maxDepth else {
                throw failure("U1001", "more than \(Self.maxDepth) operators stand in one another", at: mark)
            }
        }
        deepest = max(deepestBefore, depth)
        return left
    }

    /// Whether an operand, and no operator, follows `token`.
    private func beginsGroup(_ token: Token) -> Bool {
        guard case .symbol(let symbol) = token.kind else { return false }
        return ["(", "[", "{", "-", "|"].contains(symbol)
    }

    /// Moves to the next token.
    mutating func advance(afterOperand: Bool = false) throws(JSONataError) {
        token = try lexer.next(afterOperand: afterOperand)
    }

    /// Moves past `symbol`, which must stand here.
    mutating func advance(past symbol: String, afterOperand: Bool = false) throws(JSONataError) {
        guard token.kind == .symbol(symbol) else {
            let code = token.kind == .end ? "S0203" : "S0202"
            throw failure(code, "expected \"\(symbol)\", found \(quoted(token))", at: token)
        }
        try advance(afterOperand: afterOperand)
    }

    func failure(_ code: String, _ message: String, at token: Token) -> JSONataError {
        lexer.failure(code, message, at: token.offset, token: token.text)
    }

    func syntax(_ kind: Syntax.Kind, at token: Token) -> Syntax {
        Syntax(kind, at: lexer.position(of: token.offset))
    }

    func quoted(_ token: Token) -> String {
        token.kind == .end ? "the end of the expression" : "\"\(token.text)\""
    }
}

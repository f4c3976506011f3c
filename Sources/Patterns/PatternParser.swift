/// Reads an expression into nodes by recursive descent.
struct PatternParser {
    let groups: GroupTable
    let flags: Pattern.Flags
    private let scalars: [Unicode.Scalar]
    var index = 0
    private var depth = 0
    /// The number of the last capture group that was opened.
    private var lastGroup = 0

    init(_ source: String, flags: Pattern.Flags) throws(PatternError) {
        guard source.utf8.count <= PatternLimits.maxBytes else {
            throw PatternError(.tooLarge, message: "the expression is longer than \(PatternLimits.maxBytes) bytes")
        }
        scalars = Array(source.unicodeScalars)
        groups = GroupTable(scalars)
        self.flags = flags
        guard groups.count <= PatternLimits.maxGroups else {
            throw PatternError(.tooLarge, message: "there are more than \(PatternLimits.maxGroups) capture groups")
        }
    }

    /// Reads the whole expression.
    mutating func parse() throws(PatternError) -> PatternNode {
        let node = try alternation()
        guard index == scalars.count else { throw syntaxError("this parenthesis closes nothing") }
        return node
    }

    private mutating func alternation() throws(PatternError) -> PatternNode {
        depth += 1
        defer { depth -= 1 }
        guard depth <= PatternLimits.maxDepth else {
            throw PatternError(.tooLarge, message: "groups are nested deeper than \(PatternLimits.maxDepth) levels")
        }
        var alternatives = [try sequence()]
        while take("|") { alternatives.append(try sequence()) }
        return alternatives.count == 1 ? alternatives[0] : .alternation(alternatives)
    }

    private mutating func sequence() throws(PatternError) -> PatternNode {
        var nodes: [PatternNode] = []
        while let next = peek, next != "|", next != ")" {
            let firstGroup = lastGroup
            let start = index
            let node = try term()
            let canBeRepeated = canBeRepeated(from: start)
            guard let repetition = try quantifier(captures: firstGroup..<lastGroup) else {
                nodes.append(node)
                continue
            }
            guard canBeRepeated else { throw syntaxError("a condition cannot be repeated", at: start) }
            nodes.append(.repetition(node, repetition))
        }
        return nodes.count == 1 ? nodes[0] : nodes.isEmpty ? .empty : .sequence(nodes)
    }

    /// Whether a quantifier may follow the term that begins at `start`; JavaScript takes one behind a lookahead, but
    /// not behind any other condition.
    private func canBeRepeated(from start: Int) -> Bool {
        let term = scalars[start..<index]
        let conditions: [[Unicode.Scalar]] = [
            ["^"], ["$"], ["\\", "b"], ["\\", "B"], ["(", "?", "<", "="], ["(", "?", "<", "!"],
        ]
        return !conditions.contains { term.starts(with: $0) }
    }

    private mutating func term() throws(PatternError) -> PatternNode {
        let start = index
        guard let scalar = next() else { return .empty }
        switch scalar {
        case "^": return .assertion(.start)
        case "$": return .assertion(.end)
        case "(": return try group(openedAt: start)
        case ".": return .set(flags.contains(.dotAll) ? Self.everything : Self.notLineBreak)
        case "[": return .set(try characterClass(openedAt: start))
        case "\\": return try escape(at: start)
        case "*", "+", "?": throw syntaxError("there is nothing to repeat", at: start)
        case "{":
            index = start
            if try quantifier(captures: 0..<0) != nil { throw syntaxError("there is nothing to repeat", at: start) }
            index = start + 1
            return literal(scalar.value)
        default: return literal(scalar.value)
        }
    }

    private mutating func group(openedAt start: Int) throws(PatternError) -> PatternNode {
        let node: PatternNode
        if !take("?") {
            node = try captured(openedAt: start)
        } else if take(":") {
            node = try alternation()
        } else if let look = takeLook() {
            node = .look(try alternation(), look)
        } else if take("<") {
            node = try captured(name: groupName(), openedAt: start)
        } else {
            throw syntaxError("expected :, =, !, <=, <! or a name in angle brackets behind (?", at: start)
        }
        guard take(")") else { throw syntaxError("this parenthesis is not closed", at: start) }
        return node
    }

    private mutating func captured(name: String? = nil, openedAt start: Int) throws(PatternError) -> PatternNode {
        lastGroup += 1
        let number = lastGroup
        if let name, groups.names[name] != number {
            throw syntaxError("two groups have the same name", at: start)
        }
        return .capture(try alternation(), number: number)
    }

    private mutating func takeLook() -> PatternNode.Look? {
        if take("=") { return PatternNode.Look(isBehind: false, isNegated: false) }
        if take("!") { return PatternNode.Look(isBehind: false, isNegated: true) }
        if take("<", "=") { return PatternNode.Look(isBehind: true, isNegated: false) }
        if take("<", "!") { return PatternNode.Look(isBehind: true, isNegated: true) }
        return nil
    }

    /// Reads a name and the angle bracket that closes it; the one that opens it is taken.
    mutating func groupName() throws(PatternError) -> String {
        let start = index
        var name = String.UnicodeScalarView()
        while let scalar = next() {
            if scalar == ">", !name.isEmpty { return String(name) }
            let properties = scalar.properties
            let isStart = scalar == "$" || scalar == "_" || properties.isIDStart
            guard isStart || !name.isEmpty && (properties.isIDContinue || scalar == "\u{200C}" || scalar == "\u{200D}")
            else { break }
            name.append(scalar)
        }
        throw syntaxError("expected the name of a group in angle brackets", at: start)
    }

    /// The node of one character, which is a set when case is ignored and the character has variants.
    func literal(_ value: UInt32) -> PatternNode {
        guard flags.contains(.ignoreCase) else { return .scalar(value) }
        let variants = CaseFolding.variants(of: value)
        return variants.count == 1 ? .scalar(value) : .set(ScalarSet(ScalarRanges(variants.map { $0...$0 })))
    }

    private static let everything = ScalarSet(ScalarRanges([0...0x10FFFF]))
    private static let notLineBreak = ScalarSet(.lineBreaks, isNegated: true)
}

extension PatternParser {
    /// The next character, which stays where it is.
    var peek: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    /// The next character, taken.
    mutating func next() -> Unicode.Scalar? {
        guard index < scalars.count else { return nil }
        defer { index += 1 }
        return scalars[index]
    }

    /// Takes these characters if they are next.
    mutating func take(_ wanted: Unicode.Scalar...) -> Bool {
        guard scalars[index...].starts(with: wanted) else { return false }
        index += wanted.count
        return true
    }

    func syntaxError(_ message: String, at place: Int? = nil) -> PatternError {
        let offset = scalars.prefix(place ?? index).reduce(0) { $0 + Unicode.UTF8.width($1) }
        return PatternError(.syntax(offset: offset), message: message)
    }
}

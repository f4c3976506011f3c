import Yams

extension Node {
    private static let deepest = 100
    private static let largest = 16 << 20

    /// The text's one document, whose depth is bounded and which has no anchors; nil where it has none.
    static func document(_ text: String) throws(YAMLError) -> Node? {
        let size = text.utf8.count
        guard size <= largest else { throw YAMLError("\(size) bytes; at most \(largest) are read", line: 0, column: 0) }
        let parser: Parser
        let node: Node?
        do {
            parser = try Parser(yaml: text, encoding: .utf8)
            node = try parser.singleRoot()
        } catch let error as YamlError {
            throw YAMLError(error)
        } catch {
            throw YAMLError("\(error)", line: 0, column: 0)
        }
        // Nodes know their anchors only for as long as the parser lives.
        try withExtendedLifetime(parser) { () throws(YAMLError) in try node?.check(depth: 0) }
        return node
    }

    /// Stops at the first anchor, which stands before all of its aliases, and so before what they would grow to.
    private func check(depth: Int) throws(YAMLError) {
        guard depth < Node.deepest else { throw YAMLError("nested deeper than \(Node.deepest)", at: self) }
        guard anchor == nil else { throw YAMLError("anchors and aliases are not taken", at: self) }
        switch self {
        case .scalar: return
        case .sequence(let sequence): for element in sequence { try element.check(depth: depth + 1) }
        case .mapping(let mapping):
            for (key, value) in mapping {
                try key.check(depth: depth + 1)
                try value.check(depth: depth + 1)
            }
        case .alias: throw YAMLError("anchors and aliases are not taken", at: self)
        }
    }
}

extension YAMLError {
    init(_ message: String, at node: Node) {
        self.init(message, line: node.mark?.line ?? 0, column: node.mark?.column ?? 0)
    }

    fileprivate init(_ error: YamlError) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            self.init(problem, line: mark.line, column: mark.column)
        case .duplicatedKeysInMapping(let keys, let context):
            let names = keys.map { "\"\($0)\"" }.joined(separator: ", ")
            self.init("the key \(names) comes twice", line: context.mark.line, column: context.mark.column)
        case .reader(let problem, let offset, _, let text):
            let lines = text.prefix(offset ?? 0).split(separator: "\n", omittingEmptySubsequences: false)
            self.init(problem, line: max(1, lines.count), column: (lines.last?.count ?? 0) + 1)
        default:
            self.init("\(error)", line: 0, column: 0)
        }
    }
}

public import JSON
import Yams

extension JSONValue {
    /// Reads one YAML document as the JSON it stands for.
    ///
    /// Plain scalars are read by YAML 1.2's JSON schema: `true`, `false`, `null`, `~`, nothing and JSON numbers (with their
    /// digits); every other one is text, so `yes`, `on` and `1e` are what they look like. Keys must be scalars, and differ.
    /// Anchors are refused: a few lines of their aliases can stand for gigabytes. So are tags, but `!!str`, which makes any
    /// scalar text, and those that say what a list or a mapping is anyway. Throws `YAMLError` with the place of the fault.
    public init(yaml text: String) throws(YAMLError) {
        self = try Node.reading(text) { (node) throws(YAMLError) in
            try node.map { (node) throws(YAMLError) in try JSONValue(node, depth: 0) } ?? .null
        }
    }

    private static let deepest = 100

    init(_ node: Node, depth: Int) throws(YAMLError) {
        guard depth < JSONValue.deepest else { throw YAMLError("nested deeper than \(JSONValue.deepest)", at: node) }
        guard node.anchor == nil else { throw YAMLError("anchors and aliases are not taken", at: node) }
        let tag = node.writtenTag
        guard JSONValue.tags.contains(tag) else { throw YAMLError("the tag \"\(tag)\" is not taken", at: node) }
        switch node {
        case .scalar(let scalar):
            self = JSONValue(scalar)
        case .sequence(let sequence):
            var elements: [JSONValue] = []
            for element in sequence { elements.append(try JSONValue(element, depth: depth + 1)) }
            self = .array(elements)
        case .mapping(let mapping):
            var members = JSONObject()
            for (key, value) in mapping {
                guard case .scalar(let name) = key else { throw YAMLError("a key must be text", at: key) }
                guard members[name.string] == nil else {
                    throw YAMLError("the key \"\(name.string)\" comes twice", at: key)
                }
                members[name.string] = try JSONValue(value, depth: depth + 1)
            }
            self = .object(members)
        case .alias:
            throw YAMLError("anchors and aliases are not taken", at: node)
        }
    }

    /// No tag, `!`, `!!str`, `!!seq` and `!!map`.
    private static let tags = ["", "!"] + ["str", "seq", "map"].map { "tag:yaml.org,2002:\($0)" }

    private init(_ scalar: Node.Scalar) {
        guard scalar.style == .plain || scalar.style == .any, scalar.tag.rawValue.isEmpty else {
            self = .string(scalar.string)
            return
        }
        switch scalar.string {
        case "", "~", "null": self = .null
        case "true": self = .bool(true)
        case "false": self = .bool(false)
        case let text: self = JSONNumber(text: text).map { .number($0) } ?? .string(text)
        }
    }
}

extension Node {
    /// What `body` makes of the text's one document, nil where it has none.
    static func reading<Value>(_ text: String, _ body: (Node?) throws(YAMLError) -> Value) throws(YAMLError) -> Value {
        let size = text.utf8.count
        guard size <= largest else {
            throw YAMLError("\(size) bytes; at most \(largest) are read", line: 0, column: 0)
        }
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
        return try withExtendedLifetime(parser) { () throws(YAMLError) in try body(node) }
    }

    private static let largest = 4 << 20

    /// The tag that stands in the text, empty where none does; `tag` would make one up of the value.
    fileprivate var writtenTag: String {
        switch self {
        case .scalar(let scalar): scalar.tag.rawValue
        case .sequence(let sequence): sequence.tag.rawValue
        case .mapping(let mapping): mapping.tag.rawValue
        case .alias: ""
        }
    }
}

extension YAMLError {
    fileprivate init(_ message: String, at node: Node) {
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

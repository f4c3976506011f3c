public import JSON
import Yams

extension JSONValue {
    /// Reads one YAML document as the JSON it stands for.
    ///
    /// Plain scalars are read by YAML 1.2's JSON schema: `true`, `false`, `null`, `~`, nothing and JSON numbers (with their
    /// digits); every other one is text, so `yes`, `on` and `1e` are what they look like. Keys must be scalars, and differ.
    /// Anchors are refused: a few lines of their aliases can stand for gigabytes. Throws `YAMLError` with the place of the fault.
    public init(yaml text: String) throws(YAMLError) {
        self = try Node.document(text).map { (node) throws(YAMLError) in try JSONValue(node, depth: 0) } ?? .null
    }

    private static let deepest = 100

    init(_ node: Node, depth: Int) throws(YAMLError) {
        guard depth < JSONValue.deepest else { throw YAMLError("nested deeper than \(JSONValue.deepest)", at: node) }
        guard node.anchor == nil else { throw YAMLError("anchors and aliases are not taken", at: node) }
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
                members[name.string] = try JSONValue(value, depth: depth + 1)
            }
            self = .object(members)
        case .alias:
            throw YAMLError("anchors and aliases are not taken", at: node)
        }
    }

    private init(_ scalar: Node.Scalar) {
        guard scalar.style == .plain || scalar.style == .any else {
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
    /// The text's one document; nil where it has none.
    static func document(_ text: String) throws(YAMLError) -> Node? {
        do {
            return try Yams.compose(yaml: text, .default, .default, .utf8)
        } catch let error as YamlError {
            throw YAMLError(error)
        } catch {
            throw YAMLError("\(error)", line: 0, column: 0)
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
        default:
            self.init("\(error)", line: 0, column: 0)
        }
    }
}

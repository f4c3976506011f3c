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
        self = try Node.document(text).map { (node) throws(YAMLError) in try JSONValue(node) } ?? .null
    }

    /// Reads what `Node.document` has let through.
    init(_ node: Node) throws(YAMLError) {
        let tag = node.writtenTag
        guard JSONValue.tags.contains(tag) else { throw YAMLError("the tag \"\(tag)\" is not taken", at: node) }
        switch node {
        case .scalar(let scalar):
            self = JSONValue(scalar)
        case .sequence(let sequence):
            var elements: [JSONValue] = []
            for element in sequence { elements.append(try JSONValue(element)) }
            self = .array(elements)
        case .mapping(let mapping):
            var members = JSONObject()
            for (key, value) in mapping {
                guard case .scalar(let name) = key else { throw YAMLError("a key must be text", at: key) }
                guard members[name.string] == nil else {
                    throw YAMLError("the key \"\(name.string)\" comes twice", at: key)
                }
                members[name.string] = try JSONValue(value)
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

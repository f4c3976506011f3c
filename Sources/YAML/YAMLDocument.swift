public import JSON
import Yams

/// A YAML document as JSON that still knows where its parts were written.
public struct YAMLDocument: Sendable {
    public let value: JSONValue
    private let root: Place

    /// A part of the text and what is below it.
    private indirect enum Place: Sendable {
        case scalar(line: Int, column: Int)
        case sequence(line: Int, column: Int, [Place])
        /// Each key with its own place and that of its value.
        case mapping(line: Int, column: Int, [(key: String, line: Int, column: Int, value: Place)])
    }

    /// Reads one document; see `JSONValue.init(yaml:)` for what is taken and thrown.
    public init(_ text: String) throws(YAMLError) {
        let node = try Node.document(text)
        value = try node.map { (node) throws(YAMLError) in try JSONValue(node) } ?? .null
        root = node.map(YAMLDocument.place) ?? .scalar(line: 1, column: 1)
    }

    /// Where the part at a path of dots is written, or the nearest part above it that is there; from 1.
    ///
    /// For a member that is where its key stands.
    public func position(of path: String) -> (line: Int, column: Int) {
        var place = root
        var found = YAMLDocument.start(of: root)
        var rest = path[...]
        while !rest.isEmpty {
            switch place {
            case .scalar: return found
            case .sequence(_, _, let elements):
                let name = rest.prefix { $0 != "." }
                guard let index = Int(name), elements.indices.contains(index) else { return found }
                place = elements[index]
                found = YAMLDocument.start(of: place)
                rest = rest.dropFirst(name.count + 1)
            case .mapping(_, _, let members):
                // A key may hold dots itself; the longest that fits is meant.
                let fitting = members.filter { rest == $0.key || rest.hasPrefix($0.key + ".") }
                guard let member = fitting.max(by: { $0.key.utf8.count < $1.key.utf8.count }) else { return found }
                found = (member.line, member.column)
                place = member.value
                rest = rest.dropFirst(member.key.count + 1)
            }
        }
        return found
    }

    private static func start(of place: Place) -> (line: Int, column: Int) {
        switch place {
        case .scalar(let line, let column), .sequence(let line, let column, _), .mapping(let line, let column, _):
            (line, column)
        }
    }

    private static func place(of node: Node) -> Place {
        let (line, column) = (node.mark?.line ?? 1, node.mark?.column ?? 1)
        switch node {
        case .sequence(let sequence): return .sequence(line: line, column: column, sequence.map(place))
        case .mapping(let mapping):
            let members = mapping.map { key, value in
                (
                    key: key.string ?? "", line: key.mark?.line ?? 1, column: key.mark?.column ?? 1,
                    value: place(of: value)
                )
            }
            return .mapping(line: line, column: column, members)
        case .scalar, .alias: return .scalar(line: line, column: column)
        }
    }
}

import JSON

/// Turns a JSON value into its compiled form and gathers what it reads.
struct TemplateCompiler {
    private let isStrict: Bool
    private var location: [String] = []
    private var seen: Set<JSONPath> = []
    private(set) var paths: [JSONPath] = []
    private(set) var uses: [PlaceholderUse] = []

    /// The key whose values are merged into the object that holds it.
    static let mergeKey = "$truto_merge"

    /// How deep arrays and objects may be nested, so that neither compiling nor rendering runs out of stack.
    static let maxDepth = 128

    init(isStrict: Bool) { self.isStrict = isStrict }

    mutating func compile(_ value: JSONValue) throws(PlaceholderError) -> TemplateNode {
        switch value {
        case .string(let text): return try compile(text)
        case .array(let elements): return try compile(elements, in: value)
        case .object(let members): return try compile(members, in: value)
        case .null, .bool, .number: return .constant(value)
        }
    }

    private mutating func compile(_ value: JSONValue, at key: String) throws(PlaceholderError) -> TemplateNode {
        location.append(key)
        defer { location.removeLast() }
        guard location.count <= Self.maxDepth else {
            let message = "nested deeper than \(Self.maxDepth) levels"
            throw PlaceholderError(location: JSONPath(segments: location), offset: 0, message: message)
        }
        return try compile(value)
    }

    private mutating func compile(
        _ elements: [JSONValue],
        in value: JSONValue
    ) throws(PlaceholderError) -> TemplateNode {
        var nodes: [TemplateNode] = []
        nodes.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() { nodes.append(try compile(element, at: String(index))) }
        return nodes.allSatisfy { $0.constant != nil } ? .constant(value) : .array(nodes)
    }

    private mutating func compile(
        _ object: JSONObject,
        in value: JSONValue
    ) throws(PlaceholderError) -> TemplateNode {
        var members: [(key: String, value: TemplateNode)] = []
        var merges: [TemplateNode] = []
        var merging = false
        for (key, member) in object {
            if key == Self.mergeKey {
                merging = true
                merges = try self.merges(member)
            } else {
                members.append((key, try compile(member, at: key)))
            }
        }
        let isConstant = !merging && members.allSatisfy { $0.value.constant != nil }
        return isConstant ? .constant(value) : .object(members: members, merges: merges)
    }

    private mutating func merges(_ value: JSONValue) throws(PlaceholderError) -> [TemplateNode] {
        location.append(Self.mergeKey)
        defer { location.removeLast() }
        switch value {
        case .string:
            return [try compile(value)]
        case .array(let elements) where elements.allSatisfy({ $0.stringValue != nil }) || !isStrict:
            var nodes: [TemplateNode] = []
            for (index, element) in elements.enumerated() { nodes.append(try compile(element, at: String(index))) }
            return nodes
        default:
            guard isStrict else { return [try compile(value)] }
            throw PlaceholderError(
                location: JSONPath(segments: location),
                offset: 0,
                message: "\(Self.mergeKey) takes a string or an array of strings, found \(value.kindName)"
            )
        }
    }

    private mutating func compile(_ text: String) throws(PlaceholderError) -> TemplateNode {
        guard text.utf8.contains(UInt8(ascii: "{")) else { return .constant(.string(text)) }
        let path = JSONPath(segments: location)
        let bytes = Array(text.utf8)
        let scanned: [PlaceholderScanner.Piece]
        do {
            scanned = try PlaceholderScanner.pieces(of: bytes, isStrict: isStrict)
        } catch {
            throw PlaceholderError(location: path, offset: error.offset, message: error.message)
        }
        var pieces: [TemplateNode.Piece] = []
        pieces.reserveCapacity(scanned.count)
        var isConstant = true
        for piece in scanned {
            switch piece {
            case .literal(let range):
                pieces.append(.literal(String(decoding: bytes[range], as: UTF8.self)))
            case .placeholder(let range, let body):
                isConstant = false
                let text = String(decoding: bytes[range], as: UTF8.self)
                let use = body.use(location: path, offset: range.lowerBound, text: text, isWhole: scanned.count == 1)
                note(use)
                pieces.append(.placeholder(Placeholder(body, use: use)))
            }
        }
        if isConstant { return .constant(.string(text)) }
        if case .placeholder(let placeholder)? = pieces.first, pieces.count == 1 { return .whole(placeholder) }
        return .text(pieces)
    }

    private mutating func note(_ use: PlaceholderUse) {
        uses.append(use)
        for path in use.paths where seen.insert(path).inserted { paths.append(path) }
    }
}

extension PlaceholderBody {
    fileprivate func use(location: JSONPath, offset: Int, text: String, isWhole: Bool) -> PlaceholderUse {
        PlaceholderUse(
            location: location,
            offset: offset,
            text: text,
            paths: alternatives.map(\.path),
            hasDefault: fallback != nil,
            allowsUndefined: allowsUndefined,
            allowsNull: allowsNull,
            isWhole: isWhole
        )
    }
}

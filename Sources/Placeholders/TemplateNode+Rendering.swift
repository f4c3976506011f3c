import JSON

extension TemplateNode {
    /// Fills in the placeholders; see `Template.render`.
    ///
    /// Recursive, but no deeper than `TemplateCompiler.maxDepth`.
    func render(
        lookup: (JSONPath) -> JSONValue?,
        missing: (PlaceholderUse) throws(PlaceholderError) -> MissingValue
    ) throws(PlaceholderError) -> JSONValue? {
        switch self {
        case .constant(let value):
            return value
        case .whole(let placeholder):
            return try placeholder.value(lookup: lookup, missing: missing)
        case .text(let pieces):
            return try Self.render(pieces, lookup: lookup, missing: missing)
        case .array(let nodes):
            return try Self.render(nodes, lookup: lookup, missing: missing)
        case .object(let members, let merges):
            return try Self.render(members, merges, lookup: lookup, missing: missing)
        }
    }

    @inline(never)
    private static func render(
        _ pieces: [Piece],
        lookup: (JSONPath) -> JSONValue?,
        missing: (PlaceholderUse) throws(PlaceholderError) -> MissingValue
    ) throws(PlaceholderError) -> JSONValue? {
        var text = ""
        for piece in pieces {
            switch piece {
            case .literal(let literal): text += literal
            case .placeholder(let placeholder):
                guard let value = try placeholder.text(lookup: lookup, missing: missing) else { return nil }
                text += value
            }
        }
        return .string(text)
    }

    @inline(never)
    private static func render(
        _ nodes: [TemplateNode],
        lookup: (JSONPath) -> JSONValue?,
        missing: (PlaceholderUse) throws(PlaceholderError) -> MissingValue
    ) throws(PlaceholderError) -> JSONValue {
        var elements: [JSONValue] = []
        elements.reserveCapacity(nodes.count)
        for node in nodes {
            guard let element = try node.render(lookup: lookup, missing: missing) else { continue }
            elements.append(element)
        }
        return .array(elements)
    }

    @inline(never)
    private static func render(
        _ members: [(key: String, value: TemplateNode)],
        _ merges: [TemplateNode],
        lookup: (JSONPath) -> JSONValue?,
        missing: (PlaceholderUse) throws(PlaceholderError) -> MissingValue
    ) throws(PlaceholderError) -> JSONValue {
        var object = JSONObject()
        for (key, node) in members {
            guard let value = try node.render(lookup: lookup, missing: missing) else { continue }
            object[key] = value
        }
        for node in merges {
            guard case .object(let other)? = try node.render(lookup: lookup, missing: missing) else { continue }
            DeepMerge.merge(other, into: &object)
        }
        return .object(object)
    }
}

extension Placeholder {
    /// What takes the place of a string that is this placeholder alone; nil means undefined.
    ///
    /// Without a cast it is text, and null stays null.
    @inline(never)
    fileprivate func value(
        lookup: (JSONPath) -> JSONValue?,
        missing: (PlaceholderUse) throws(PlaceholderError) -> MissingValue
    ) throws(PlaceholderError) -> JSONValue? {
        if let (value, casts) = found(lookup) {
            return (casts.isEmpty ? [.string] : casts).reduce(value) { $1.apply(to: $0) }
        }
        switch absence {
        case .null: return .null
        case .undefined: return nil
        case .ask: break
        }
        switch try missing(use) {
        case .keepText: return .string(use.text)
        case .undefined, .withoutString: return nil
        case .text(let text): return .string(text)
        }
    }

    /// What takes this placeholder's place inside a longer text; nil means that the text goes away.
    ///
    /// Every value becomes text as JavaScript writes it, null becomes `null`. `json` has no effect here: it would make an
    /// object of text, only to write that as `[object Object]`.
    @inline(never)
    fileprivate func text(
        lookup: (JSONPath) -> JSONValue?,
        missing: (PlaceholderUse) throws(PlaceholderError) -> MissingValue
    ) throws(PlaceholderError) -> String? {
        if let (value, casts) = found(lookup) {
            return ScriptText.text(of: casts.reduce(value) { $1 == .json ? $0 : $1.apply(to: $0) })
        }
        switch absence {
        case .null: return "null"
        case .undefined: return ""
        case .ask: break
        }
        switch try missing(use) {
        case .keepText: return use.text
        case .undefined: return ""
        case .withoutString: return nil
        case .text(let text): return text
        }
    }
}

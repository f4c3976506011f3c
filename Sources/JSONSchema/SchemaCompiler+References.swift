import JSON

extension SchemaCompiler {
    /// Adds `$ref` or `$dynamicRef`.
    mutating func applyReference(_ keyword: SchemaKeyword, _ value: JSONValue, to draft: inout SchemaDraft) {
        guard let text = value.stringValue else {
            return expect("a reference, which is a string", found: value, at: draft.node, keyword.rawValue)
        }
        let reference = registry.resources[draft.location.resource].uri.resolving(URIReference(text))
        guard let resource = registry.resource(reference.document) else {
            let uri = Wording.short(reference.document)
            return fail("no schema is known as \"\(uri)\", and nothing is fetched", at: draft.node, keyword.rawValue)
        }
        let fragment = URIReference.percentDecoded(reference.fragment ?? "")
        guard let location = location(in: resource, fragment) else {
            let place = Wording.short(fragment)
            return fail("the reference leads to \"#\(place)\", where nothing is", at: draft.node, keyword.rawValue)
        }
        let number = number(ofReferenced: location)
        // Only a name that is a dynamic anchor where the reference leads is looked up again in evaluation.
        if keyword == .dynamicRef, registry.resources[resource].dynamicAnchors[fragment] != nil {
            draft.rules.append(.dynamicReference(anchor: fragment, number))
        } else {
            draft.rules.append(.reference(number))
        }
    }

    private func location(in resource: Int, _ fragment: String) -> SchemaLocation? {
        if fragment.isEmpty { return SchemaLocation(resource: resource, pointer: []) }
        if fragment.hasPrefix("/") {
            let keys = fragment.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
            return registry.location(in: resource, pointer: keys.map { ExactKey(Self.unescaped($0)) })
        }
        let anchors = registry.resources[resource]
        let pointer = anchors.anchors[fragment] ?? anchors.dynamicAnchors[fragment]
        return pointer.map { SchemaLocation(resource: resource, pointer: $0) }
    }

    /// A key of a JSON pointer as it is: `~1` stands for a slash, `~0` for a tilde.
    private static func unescaped(_ key: Substring) -> String {
        guard key.contains("~") else { return String(key) }
        var result = ""
        var rest = key[...]
        while let character = rest.popFirst() {
            switch (character, rest.first) {
            case ("~", "1"):
                result.append("/")
                rest.removeFirst()
            case ("~", "0"):
                result.append("~")
                rest.removeFirst()
            default:
                result.append(character)
            }
        }
        return result
    }
}

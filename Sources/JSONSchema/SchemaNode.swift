import JSON

/// One compiled (sub)schema; others are named by their number in `CompiledSchema`.
struct SchemaNode: Sendable {
    /// The URI of the document it is in, empty for the schema that was compiled, and where in it.
    let document: String
    let path: [String]
    let resource: Int
    /// In the order they are evaluated.
    var rules: [SchemaRule] = []
    var defaultValue: JSONValue?

    /// Whether nothing fits, as with the schema `false`.
    var refusesEverything: Bool {
        if case .nothing = rules.first { return true }
        return false
    }
}

import JSON

/// The sets of keywords that a metaschema may switch on or off.
enum SchemaVocabulary: String, Sendable, CaseIterable {
    case core, applicator, unevaluated, validation, content
    case metadata = "meta-data"
    case formatAnnotation = "format-annotation"
    case formatAssertion = "format-assertion"

    init?(uri: String) {
        let prefix = "https://json-schema.org/draft/2020-12/vocab/"
        guard uri.hasPrefix(prefix) else { return nil }
        self.init(rawValue: String(uri.dropFirst(prefix.count)))
    }

    /// Those of the standard's own metaschema.
    static let standard = Set(allCases).subtracting([.formatAssertion])
}

import JSON

/// A schema with a URI of its own, alone or within another one.
struct SchemaResource: Sendable {
    /// Without a fragment; empty for a schema that names none.
    let uri: URIReference
    let root: JSONValue
    /// The URI of the document that the resource is in, empty for the schema that is compiled, and where in it.
    let document: String
    let path: [String]
    var vocabularies: Set<SchemaVocabulary>
    /// Pointers by name.
    var anchors: [String: [ExactKey]] = [:]
    var dynamicAnchors: [String: [ExactKey]] = [:]
    /// Resources directly within this one, by pointer.
    var embedded: [[ExactKey]: Int] = [:]
}

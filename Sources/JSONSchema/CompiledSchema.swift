/// A schema and all that it refers to, ready for evaluation.
struct CompiledSchema: Sendable {
    var nodes: [SchemaNode] = []
    /// For each resource the nodes of its dynamic anchors.
    var dynamicAnchors: [[String: Int]] = []
    /// Whether evaluation must remember which members and elements a schema has looked at.
    var tracksEvaluated = false
    var root = 0
    var maxSteps = 0
}

/// A shape compiled once for all pages: what to look for in the page, and what in every record.
struct PagePlan: Sendable {
    /// The envelope's paths in their order, then the path of the records.
    let outer: PathTrie
    /// The fields' paths in their order.
    let inner: PathTrie
    /// The node of `outer` where the records are.
    let recordsNode: Int32

    init(_ shape: PageShape) {
        outer = PathTrie(shape.envelope + [shape.records])
        inner = PathTrie(shape.fields)
        recordsNode = outer.ends[shape.envelope.count]
    }
}

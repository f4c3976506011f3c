/// What to pick out of a page in one pass.
public struct PageShape: Sendable, Hashable {
    /// Where the records are; the root path stands for the page itself.
    public var records: JSONPath
    /// Values to pick from the page as a whole, such as a cursor.
    public var envelope: [JSONPath]
    /// Values to pick from every record; the root path stands for the record itself.
    public var fields: [JSONPath]

    /// Asks for the records at `records`, and for the values at the other paths by their positions in the lists.
    public init(records: JSONPath, envelope: [JSONPath] = [], fields: [JSONPath] = []) {
        self.records = records
        self.envelope = envelope
        self.fields = fields
    }
}

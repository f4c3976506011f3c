/// What a page may not exceed.
public struct PageLimits: Sendable, Hashable {
    /// How many arrays and objects may be open at once; 0 allows scalars only.
    public var maxDepth = 512
    /// The most records on one page.
    public var maxRecords = 10_000
    /// The longest record, in bytes of its text.
    public var maxRecordBytes = 16 << 20

    /// Makes the standard limits: 512 levels, 10,000 records, 16 MiB a record.
    public init() {}
}

/// All effects of one step of a work item; stored whole or not at all.
package struct PageCommit: Sendable {
    /// What becomes of the item.
    package enum Progress: Sendable, Equatable {
        /// It goes on from this cursor.
        case next(Cursor)
        /// It goes on from its beginning: the vendor no longer takes its cursor.
        case restart
        case done
        /// It failed for good; the row stays as `failed`.
        case failed
    }

    package var item: WorkItem.ID
    package var node: Int
    package var progress: Progress
    package var records: RecordBatch?
    /// For the run's own webhook, in order; only in runs that have one.
    package var events: [Event] = []
    package var newItems: [NewWorkItem] = []
    /// Without `created`, `updated` and `unchanged`: the store fills those in.
    package var counters = NodeCounters()
    package var errors: [RunError] = []
    package var at: Timestamp

    package init(item: WorkItem.ID, node: Int, progress: Progress, at: Timestamp) {
        self.item = item
        self.node = node
        self.progress = progress
        self.at = at
    }
}

/// Records of one page for the store: ranges into the page as received.
package struct RecordBatch: Sendable {
    package struct Row: Sendable {
        package let id: String
        package let range: Range<Int>
        /// The vendor's own record in the batch's remote bytes, where this one was made of it.
        package let remote: Range<Int>?
        /// SHA-256 of the record's bytes, and the vendor's own after them.
        package let hash: [UInt8]

        package init(id: String, range: Range<Int>, remote: Range<Int>? = nil, hash: [UInt8]) {
            self.id = id
            self.range = range
            self.remote = remote
            self.hash = hash
        }
    }

    /// The node's resource as it stands.
    package let resource: String
    package let bytes: [UInt8]
    package let remoteBytes: [UInt8]
    package let rows: [Row]

    package init(resource: String, bytes: [UInt8], remoteBytes: [UInt8] = [], rows: [Row]) {
        self.resource = resource
        self.bytes = bytes
        self.remoteBytes = remoteBytes
        self.rows = rows
    }
}

/// What a commit did.
package struct CommitOutcome: Sendable, Equatable {
    package var created = 0
    package var updated = 0
    package var unchanged = 0

    package init() {}
}

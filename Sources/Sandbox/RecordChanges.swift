/// What happened to the records of one kind since the start.
struct RecordChanges: Sendable {
    /// A record's latest change.
    struct Change: Sendable {
        /// Changes so far; goes into the record's text.
        var revision: Int
        /// What the record says, in seconds since 1970; may be older than the change itself, as with the vendor.
        var updatedAt: Int
        /// When it happened, in milliseconds since 1970; unique, so it orders the exports.
        var generatedAt: Int
        var isDeleted: Bool
    }

    /// The changed records by index.
    private(set) var latest: [Int: Change] = [:]
    /// Records that came after the start; their indexes follow the first ones'.
    private(set) var added = 0
    /// Records deleted since the start.
    private(set) var removed = 0

    /// Changes in their order; those followed by another of the same record are stale.
    private var history: [(generatedAt: Int, index: Int)] = []

    /// Notes a change of a record, now.
    mutating func touch(_ index: Int, updatedAt: Int?, deleting: Bool = false) {
        let now = UnixTime.milliseconds()
        let generatedAt = max(now, (history.last?.generatedAt ?? 0) + 1)
        let before = latest[index]
        let wasDeleted = before?.isDeleted ?? false
        latest[index] = Change(
            revision: (before?.revision ?? 0) + 1,
            updatedAt: updatedAt ?? now / 1_000,
            generatedAt: generatedAt,
            isDeleted: wasDeleted || deleting
        )
        if deleting, !wasDeleted { removed += 1 }
        history.append((generatedAt, index))
        guard history.count > 2 * latest.count + 1_000 else { return }
        history.removeAll { latest[$0.index]?.generatedAt != $0.generatedAt }
    }

    /// Adds records behind the highest index `total`.
    mutating func add(_ count: Int, after total: Int) {
        for index in total + 1..<total + 1 + count {
            touch(index, updatedAt: nil)
            latest[index]?.revision = 0
        }
        added += count
    }

    /// Indexes of the records changed after `milliseconds`, in the order of their latest change, at most `limit`.
    func changed(after milliseconds: Int, upTo end: Int, limit: Int) -> [Int] {
        var low = 0
        var high = history.count
        while low < high {
            let middle = (low + high) / 2
            if history[middle].generatedAt > milliseconds { high = middle } else { low = middle + 1 }
        }
        var indexes: [Int] = []
        for (generatedAt, index) in history[low...] {
            guard indexes.count < limit, generatedAt <= end else { break }
            if latest[index]?.generatedAt == generatedAt { indexes.append(index) }
        }
        return indexes
    }
}

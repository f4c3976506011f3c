/// When the records that nobody touched were made and changed.
struct Timeline: Sendable {
    /// 2024-01-01T00:00:00Z.
    static let start = 1_704_067_200

    /// Seconds between two records: a minute, or less if that would reach beyond a year.
    let step: Int

    init(records: Int) { step = max(1, min(60, 31_536_000 / max(1, records))) }

    /// Seconds since 1970 of the last change of the record with `index`; grows with the index.
    func updatedAt(_ index: Int) -> Int { Timeline.start + index * step }

    /// Seconds since 1970 of the record's creation: up to three days before its last change.
    func createdAt(_ index: Int) -> Int { updatedAt(index) - (index % 73) * 3_600 }

    /// The lowest index whose last change is after `milliseconds` since 1970; at least 1.
    func firstIndex(after milliseconds: Int) -> Int {
        let past = milliseconds - Timeline.start * 1_000
        guard past >= 0 else { return 1 }
        return max(1, past / (step * 1_000) + 1)
    }
}

import JSON
import Synchronization

/// Every record there is: a pure function of settings and index, plus the changes since the start.
final class HubSpotRecords: Sendable {
    /// What happened to one type's records.
    struct Changes: Sendable {
        var records = RecordChanges()
        /// Properties that were set, by the record's index.
        var set: [Int: [String: String?]] = [:]
    }

    private let settings: SandboxSettings
    private let state: Mutex<[HubSpotKind: Changes]>

    init(settings: SandboxSettings) {
        self.settings = settings
        state = Mutex([:])
    }

    /// The records of a type as they are now; later changes don't reach it.
    func view(of kind: HubSpotKind) -> HubSpotView {
        HubSpotView(kind: kind, settings: settings, changes: state.withLock { $0[kind] ?? Changes() })
    }

    /// Changes or archives records; indexes that don't exist or are archived are left out.
    ///
    /// Returns how many it changed.
    func touch(
        _ kind: HubSpotKind,
        indexes: [Int],
        setting properties: [String: String?] = [:],
        updatedAt: Int? = nil,
        archiving: Bool = false
    ) -> Int {
        state.withLock { all in
            var mine = all[kind] ?? Changes()
            defer { all[kind] = mine }
            let view = HubSpotView(kind: kind, settings: settings, changes: mine)
            let live = indexes.filter { view.isLive($0) }
            for index in live {
                mine.records.touch(index, updatedAt: updatedAt, deleting: archiving)
                if !properties.isEmpty { mine.set[index, default: [:]].merge(properties) { $1 } }
            }
            return live.count
        }
    }

    /// Adds records with these properties, the same for each; returns their indexes.
    func add(_ kind: HubSpotKind, count: Int, setting properties: [String: String?] = [:]) -> ClosedRange<Int>? {
        guard count > 0 else { return nil }
        return state.withLock { all in
            let total = kind.size(in: settings) + (all[kind]?.records.added ?? 0)
            all[kind, default: Changes()].records.add(count, after: total)
            let indexes = total + 1...total + count
            if !properties.isEmpty { for index in indexes { all[kind]?.set[index] = properties } }
            return indexes
        }
    }
}

/// The records of one type at one moment.
struct HubSpotView: Sendable {
    let kind: HubSpotKind
    private let baseSize: Int
    private let seed: UInt64
    private let sizes: HubSpotSizes
    private let timeline: Timeline
    private let changes: HubSpotRecords.Changes

    init(kind: HubSpotKind, settings: SandboxSettings, changes: HubSpotRecords.Changes) {
        self.kind = kind
        self.changes = changes
        baseSize = kind.size(in: settings)
        seed = settings.seed
        sizes = HubSpotSizes(settings)
        timeline = Timeline(records: baseSize)
    }

    /// The highest index.
    var total: Int { baseSize + changes.records.added }

    var archivedCount: Int { total / HubSpotKind.archivedEvery + changes.records.removed }

    func isArchived(_ index: Int) -> Bool {
        index % HubSpotKind.archivedEvery == 0 || changes.records.latest[index]?.isDeleted == true
    }

    func exists(_ index: Int) -> Bool { index >= 1 && index <= total }

    func isLive(_ index: Int) -> Bool { exists(index) && !isArchived(index) }

    /// The record with an id as paths and bodies write it, archived or not; nil when there is none.
    func record(id text: String) -> HubSpotRecord? {
        guard let id = Int(text), exists(id - kind.idBase) else { return nil }
        return record(id - kind.idBase)
    }

    func record(_ index: Int) -> HubSpotRecord {
        let change = changes.records.latest.isEmpty ? nil : changes.records.latest[index]
        return HubSpotRecord(
            kind: kind,
            index: index,
            seed: seed,
            revision: change?.revision ?? 0,
            createdAt: timeline.createdAt(index),
            updatedAt: change?.updatedAt ?? timeline.updatedAt(index),
            isArchived: isArchived(index),
            set: changes.set.isEmpty ? [:] : changes.set[index] ?? [:],
            sizes: sizes
        )
    }

    /// Indexes from `start` on whose records are archived or aren't, ascending, at most `limit`.
    func indexes(from start: Int, archived: Bool, limit: Int) -> [Int] {
        var found: [Int] = []
        var index = max(1, start)
        while index <= total, found.count < limit {
            if isArchived(index) == archived { found.append(index) }
            index += 1
        }
        return found
    }
}

import Synchronization

/// Every record there is: a pure function of settings and index, plus the changes since the start.
final class ZendeskRecords: Sendable {
    let settings: SandboxSettings
    private let generators: ZendeskGenerators
    private let changes: Mutex<[ZendeskResource: RecordChanges]>

    init(settings: SandboxSettings) {
        self.settings = settings
        generators = ZendeskGenerators(settings: settings)
        changes = Mutex([:])
    }

    /// The records of a kind as they are now; later changes don't reach it.
    func view(of resource: ZendeskResource) -> ZendeskView {
        ZendeskView(
            resource: resource,
            baseSize: resource.size(in: settings),
            changes: changes.withLock { $0[resource] ?? RecordChanges() },
            generators: generators
        )
    }

    /// Changes records; indexes that don't exist or are deleted are left out.
    ///
    /// Returns how many it changed.
    func touch(_ resource: ZendeskResource, indexes: [Int], updatedAt: Int?, deleting: Bool) -> Int {
        changes.withLock { all in
            var mine = all[resource] ?? RecordChanges()
            defer { all[resource] = mine }
            var count = 0
            for index in indexes {
                let isLive = ZendeskView(
                    resource: resource,
                    baseSize: resource.size(in: settings),
                    changes: mine,
                    generators: generators
                ).isLive(index)
                guard isLive else { continue }
                mine.touch(index, updatedAt: updatedAt, deleting: deleting)
                count += 1
            }
            return count
        }
    }

    /// Adds records; returns their ids.
    func add(_ resource: ZendeskResource, count: Int) -> ClosedRange<Int>? {
        guard count > 0 else { return nil }
        return changes.withLock { all in
            let total = resource.size(in: settings) + (all[resource]?.added ?? 0)
            all[resource, default: RecordChanges()].add(count, after: total)
            return resource.idBase + total + 1...resource.idBase + total + count
        }
    }

    /// The ids of everybody whom a ticket names.
    func people(ofTicket index: Int) -> [Int] { generators.tickets.people(of: index) }

    /// The id of who wrote a comment.
    func author(ofComment number: Int, ofTicket index: Int) -> Int {
        generators.comments.author(number, ofTicket: index)
    }

    /// The comments of the ticket with `index`, by number from 1.
    func writeComment(_ number: Int, ofTicket index: Int, to writer: inout RecordWriter) {
        generators.comments.write(number, ofTicket: index, to: &writer)
    }
}

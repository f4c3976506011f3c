/// The records of one kind at one moment.
struct ZendeskView: Sendable {
    let resource: ZendeskResource
    /// Records at the start.
    let baseSize: Int
    let changes: RecordChanges
    let generators: ZendeskGenerators

    /// The highest index.
    var total: Int { baseSize + changes.added }

    func isDeleted(_ index: Int) -> Bool { isDeletedFromStart(index) || changes.latest[index]?.isDeleted == true }

    /// Whether the record exists and isn't deleted.
    func isLive(_ index: Int) -> Bool { (1...max(1, total)).contains(index) && index <= total && !isDeleted(index) }

    /// Records that plain lists show.
    var liveCount: Int { total - deletedCount }

    var deletedCount: Int {
        let every = resource.deletedEvery
        return changes.removed + (every == 0 ? 0 : total / every)
    }

    /// Milliseconds since 1970 of the record's latest change.
    func generatedAt(_ index: Int) -> Int {
        changes.latest[index]?.generatedAt ?? generators.timeline(of: resource).updatedAt(index) * 1_000
    }

    /// Indexes of the records changed after `milliseconds` and not after `end`, deleted ones too, oldest change first.
    func changed(after milliseconds: Int, upTo end: Int, limit: Int) -> [Int] {
        var indexes: [Int] = []
        var index = generators.timeline(of: resource).firstIndex(after: milliseconds)
        while index <= baseSize, indexes.count < limit {
            if changes.latest[index] == nil {
                guard generatedAt(index) <= end else { break }
                indexes.append(index)
            }
            index += 1
        }
        return indexes + changes.changed(after: milliseconds, upTo: end, limit: limit - indexes.count)
    }

    func write(_ index: Int, to writer: inout RecordWriter) {
        let shape = RecordShape(
            index: index,
            id: resource.idBase + index,
            revision: changes.latest[index]?.revision ?? 0,
            createdAt: generators.timeline(of: resource).createdAt(index),
            updatedAt: changes.latest[index]?.updatedAt ?? generators.timeline(of: resource).updatedAt(index),
            isDeleted: isDeleted(index)
        )
        switch resource {
        case .tickets: generators.tickets.write(shape, to: &writer)
        case .users: generators.users.write(shape, to: &writer)
        case .organizations: generators.organizations.write(shape, to: &writer)
        case .groups: generators.groups.write(shape, to: &writer)
        case .ticketFields: generators.ticketFields.write(shape, to: &writer)
        case .brands: generators.brands.write(shape, to: &writer)
        case .customStatuses: generators.customStatuses.write(shape, to: &writer)
        case .organizationMemberships: generators.memberships.writeOrganization(shape, to: &writer)
        case .groupMemberships: generators.memberships.writeGroup(shape, to: &writer)
        case .ticketMetrics: generators.ticketMetrics.write(shape, to: &writer)
        case .articles: generators.articles.write(shape, to: &writer)
        }
    }

    private func isDeletedFromStart(_ index: Int) -> Bool {
        resource.deletedEvery != 0 && index % resource.deletedEvery == 0
    }
}

/// What a generator has to know of a record.
struct RecordShape: Sendable {
    let index: Int
    let id: Int
    /// Changes since the start.
    let revision: Int
    let createdAt: Int
    let updatedAt: Int
    let isDeleted: Bool
}

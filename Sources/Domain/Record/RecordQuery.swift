/// What a reader asks of the store.
package struct RecordQuery: Sendable, Equatable {
    package enum Deleted: String, Sendable { case only = "true", without = "false", any }

    package var accountIDs: [IntegratedAccount.ID]?
    package var integrationNames: [String]?
    package var resources: [String]?
    package var recordIDs: [String]?
    /// Only what changed after this number.
    package var changeAfter: Int64?
    package var changedAt: [MomentFilter] = []
    package var deleted: Deleted = .without
    package var includesRemoteData = false
    package var limit = 100
    /// The change number after which the page begins.
    package var after: Int64?

    package enum Comparison: String, Sendable { case gt, gte, lt, lte }

    /// A bound on when a record changed.
    package struct MomentFilter: Sendable, Equatable {
        package let comparison: Comparison
        package let moment: Timestamp

        package init(_ comparison: Comparison, _ moment: Timestamp) {
            self.comparison = comparison
            self.moment = moment
        }
    }

    package init() {}

    /// Whether the answer depends on single records rather than on whole sets.
    package var filtersRecords: Bool { recordIDs != nil || changeAfter != nil || !changedAt.isEmpty }
}

/// A page of stored records in change order.
package struct RecordListing: Sendable {
    package let records: [Record]
    /// Change number to go on after; nil at the end.
    package let next: Int64?

    package init(records: [Record], next: Int64?) {
        self.records = records
        self.next = next
    }
}

/// How much is stored of one resource of one account.
package struct RecordCount: Sendable, Equatable {
    package let accountID: IntegratedAccount.ID
    package let resource: String
    package let count: Int
    package let deleted: Int
    package let lastChange: Int64?
    package let lastChangedAt: Timestamp?

    package init(
        accountID: IntegratedAccount.ID,
        resource: String,
        count: Int,
        deleted: Int,
        lastChange: Int64?,
        lastChangedAt: Timestamp?
    ) {
        self.accountID = accountID
        self.resource = resource
        self.count = count
        self.deleted = deleted
        self.lastChange = lastChange
        self.lastChangedAt = lastChangedAt
    }
}

/// A stored record with its history.
package struct Record: Sendable {
    package let accountID: IntegratedAccount.ID
    package let integrationName: String
    package let resource: String
    package let recordID: String
    /// The vendor's JSON, byte for byte; of a unified resource the record that was made of it.
    package let data: [UInt8]
    /// The vendor's own record, where `data` was made of one and it was asked for.
    package let remoteData: [UInt8]?
    /// Grows with every change in the whole store.
    package let change: Int64
    /// The change with which the record came into the store.
    package let createdChange: Int64
    package let hash: String
    package let firstSeenAt: Timestamp
    package let changedAt: Timestamp
    package let deletedAt: Timestamp?
    package let runID: SyncJobRun.ID

    package init(
        accountID: IntegratedAccount.ID,
        integrationName: String,
        resource: String,
        recordID: String,
        data: [UInt8],
        remoteData: [UInt8]?,
        change: Int64,
        createdChange: Int64,
        hash: String,
        firstSeenAt: Timestamp,
        changedAt: Timestamp,
        deletedAt: Timestamp?,
        runID: SyncJobRun.ID
    ) {
        self.accountID = accountID
        self.integrationName = integrationName
        self.resource = resource
        self.recordID = recordID
        self.data = data
        self.remoteData = remoteData
        self.change = change
        self.createdChange = createdChange
        self.hash = hash
        self.firstSeenAt = firstSeenAt
        self.changedAt = changedAt
        self.deletedAt = deletedAt
        self.runID = runID
    }
}

package import JSON

/// One execution of a job for one account with one set of arguments.
///
/// Holds a snapshot of the job as it was: editing or deleting the job doesn't touch a run.
package struct SyncJobRun: Sendable, Equatable {
    package typealias ID = Domain.ID<SyncJobRun>

    package let id: ID
    package let environmentID: Environment.ID
    package let syncJobID: SyncJob.ID
    package let accountID: IntegratedAccount.ID
    package let integrationName: String
    /// After the defaults of the schema were filled in.
    package let args: JSONObject
    package let argsSchema: JSONValue?
    package let resources: [JSONValue]
    package let errorHandling: ErrorHandling
    package let ignorePreviousRun: Bool
    package let destination: RunDestination
    /// The events that may be sent for this run; nil for all.
    package let eventsToSend: [EventType]?
    package let version: Int
    package var status: RunStatus
    /// How often the run was claimed after the first time.
    package var resumes: Int
    package let createdAt: Timestamp
    package var updatedAt: Timestamp

    package init(
        id: ID,
        environmentID: Environment.ID,
        syncJobID: SyncJob.ID,
        accountID: IntegratedAccount.ID,
        integrationName: String,
        args: JSONObject,
        argsSchema: JSONValue?,
        resources: [JSONValue],
        errorHandling: ErrorHandling,
        ignorePreviousRun: Bool,
        destination: RunDestination,
        eventsToSend: [EventType]? = nil,
        version: Int,
        status: RunStatus,
        resumes: Int = 0,
        createdAt: Timestamp,
        updatedAt: Timestamp
    ) {
        self.id = id
        self.environmentID = environmentID
        self.syncJobID = syncJobID
        self.accountID = accountID
        self.integrationName = integrationName
        self.args = args
        self.argsSchema = argsSchema
        self.resources = resources
        self.errorHandling = errorHandling
        self.ignorePreviousRun = ignorePreviousRun
        self.destination = destination
        self.eventsToSend = eventsToSend
        self.version = version
        self.status = status
        self.resumes = resumes
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

/// What a run does when a call failed for good.
package enum ErrorHandling: String, Sendable, CaseIterable {
    /// Counts it, keeps it as a failed item, goes on.
    case ignore
    /// Ends the run as failed.
    case failFast = "fail_fast"
    /// Like `ignore`, but one event at the end tells all errors.
    case batch
}

/// Something that happened in a run; sent sideways to logs and tests, never steering anything.
package enum RunEvent: Sendable, Equatable {
    case claimed(SyncJobRun.ID, resumes: Int)
    case requested(SyncJobRun.ID, node: Int)
    case committed(SyncJobRun.ID, node: Int, records: Int)
    case retrying(SyncJobRun.ID, node: Int, reason: String)
    case rateLimited(SyncJobRun.ID, wait: Duration)
    case callFailed(SyncJobRun.ID, RunError)
    case claimLost(SyncJobRun.ID)
    /// Work on the run ended because the run or the server was stopped.
    case interrupted(SyncJobRun.ID)
    case finished(SyncJobRun.ID, RunStatus)
}

/// Sync jobs.
package protocol SyncJobStore: Sendable {
    func jobs(_ query: ListQuery, in environment: Environment.ID) async throws -> Listing<SyncJob>
    func job(_ id: SyncJob.ID, in environment: Environment.ID) async throws -> SyncJob?
    /// Stores a new job; when the id exists already in the environment, that job is returned unchanged.
    func insert(_ job: SyncJob) async throws -> SyncJob
    func update(_ job: SyncJob) async throws
    func delete(_ id: SyncJob.ID, in environment: Environment.ID) async throws -> Bool
}

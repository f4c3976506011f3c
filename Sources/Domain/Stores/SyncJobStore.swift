/// Sync jobs.
package protocol SyncJobStore: Sendable {
    func jobs(_ query: ListQuery, in environment: Environment.ID) async throws -> Listing<SyncJob>
    func job(_ id: SyncJob.ID, in environment: Environment.ID) async throws -> SyncJob?
    /// Stores a new job; when the id exists already in the environment, that job is returned unchanged.
    func insert(_ job: SyncJob) async throws -> SyncJob
    /// Changes the job as it is in the store at that moment, in one transaction; nil when there is none.
    ///
    /// Nothing is stored when `change` throws.
    func update<Value: Sendable>(
        _ id: SyncJob.ID,
        in environment: Environment.ID,
        _ change: @Sendable @escaping (inout SyncJob) throws -> Value
    ) async throws -> (job: SyncJob, value: Value)?
    func delete(_ id: SyncJob.ID, in environment: Environment.ID) async throws -> Bool
}

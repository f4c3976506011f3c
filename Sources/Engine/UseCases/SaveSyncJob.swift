package import Domain
package import JSON

/// What a body says of a job; what it doesn't say stays.
package struct SyncJobChanges: Sendable {
    package var integrationName: String?
    package var label: String?
    /// Set to `.null` to clear.
    package var argsSchema: JSONValue?
    /// Set to a nil of its own to clear.
    package var argsValidation: String??
    package var resources: [JSONValue]?
    package var defaultRuntimeVersion: Int?

    package init() {}
}

/// Creates and changes jobs; refuses one that could never run, with the place of each fault.
package struct SaveSyncJob: Sendable {
    private let jobs: any SyncJobStore
    private let vendors: Vendors
    private let ambient: Ambient

    package init(jobs: any SyncJobStore, vendors: Vendors, ambient: Ambient) {
        self.jobs = jobs
        self.vendors = vendors
        self.ambient = ambient
    }

    /// The stored job and what is worth saying about it; throws `ValidationError`.
    package func create(
        _ changes: SyncJobChanges,
        id: SyncJob.ID,
        in environment: Environment.ID
    ) async throws -> (job: SyncJob, warnings: [String]) {
        let now = ambient.now()
        let blank = SyncJob(
            id: id,
            environmentID: environment,
            integrationName: "",
            label: "Untitled",
            argsSchema: nil,
            resources: [],
            defaultRuntimeVersion: 3,
            createdAt: now,
            updatedAt: now
        )
        let job = apply(changes, to: blank)
        let warnings = try check(job, try await vendors.current(in: environment))
        return (try await jobs.insert(job), warnings)
    }

    /// Nil when there is no such job.
    package func update(
        _ id: SyncJob.ID,
        _ changes: SyncJobChanges,
        in environment: Environment.ID
    ) async throws -> (job: SyncJob, warnings: [String])? {
        let now = ambient.now()
        let vendors = try await vendors.current(in: environment)
        let updated = try await jobs.update(id, in: environment) { job in
            job = apply(changes, to: job)
            job.updatedAt = max(now, job.updatedAt + .milliseconds(1))
            return try check(job, vendors)
        }
        return updated.map { ($0.job, $0.value) }
    }

    private func apply(_ changes: SyncJobChanges, to job: SyncJob) -> SyncJob {
        var job = job
        job.integrationName = changes.integrationName ?? job.integrationName
        job.label = changes.label ?? job.label
        if let schema = changes.argsSchema { job.argsSchema = schema.isNull ? .none : .some(schema) }
        if let validation = changes.argsValidation { job.argsValidation = validation }
        job.resources = changes.resources ?? job.resources
        job.defaultRuntimeVersion = changes.defaultRuntimeVersion ?? job.defaultRuntimeVersion
        return job
    }

    private func check(_ job: SyncJob, _ vendors: EnvironmentVendors) throws(ValidationError) -> [String] {
        let schema = try ArgsSchema(job.argsSchema)
        _ = try ArgsValidation(job.argsValidation)
        guard let vendor = vendors.vendor(named: job.integrationName) else {
            let names = vendors.names.joined(separator: ", ")
            let found = job.integrationName.isEmpty ? "required" : "there is no integration \"\(job.integrationName)\""
            throw ValidationError("integration_name", "\(found); this server has \(names)")
        }
        return try RunPlanner(vendor: vendor, schema: schema).plan(job.resources).warnings
    }
}

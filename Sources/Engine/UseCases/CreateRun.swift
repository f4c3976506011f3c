package import Domain
package import JSON

/// What a body says of a new run.
package struct RunRequest: Sendable {
    package var syncJobID: SyncJob.ID
    package var accountID: IntegratedAccount.ID
    package var args = JSONObject()
    /// In place of the job's own nodes.
    package var resources: [JSONValue]?
    package var errorHandling: ErrorHandling = .ignore
    package var ignorePreviousRun = false
    package var version: Int?
    package var destination = RunDestination.daemon(group: CreateRun.daemonGroup)
    /// The events that may be sent; nil for all.
    package var eventsToSend: [EventType]?

    package init(syncJobID: SyncJob.ID, accountID: IntegratedAccount.ID) {
        self.syncJobID = syncJobID
        self.accountID = accountID
    }
}

/// Makes a run out of a job, an account and arguments, with all of them checked now rather than when it is too late.
package struct CreateRun: Sendable {
    /// The daemon that is built into the server.
    package static let daemonGroup = "default"

    private let jobs: any SyncJobStore
    private let integrations: any IntegrationStore
    private let accounts: any AccountStore
    private let webhooks: any WebhookStore
    private let runs: any RunStore
    private let vendors: Vendors
    private let ambient: Ambient
    private let wake: @Sendable () -> Void

    /// `wake` has the scheduler look for the new run.
    package init(
        jobs: any SyncJobStore,
        integrations: any IntegrationStore,
        accounts: any AccountStore,
        webhooks: any WebhookStore,
        runs: any RunStore,
        vendors: Vendors,
        ambient: Ambient,
        wake: @escaping @Sendable () -> Void
    ) {
        self.jobs = jobs
        self.integrations = integrations
        self.accounts = accounts
        self.webhooks = webhooks
        self.runs = runs
        self.vendors = vendors
        self.ambient = ambient
        self.wake = wake
    }

    /// The stored run, in status `created`; throws `ValidationError`.
    package func callAsFunction(
        _ request: RunRequest,
        id: SyncJobRun.ID,
        in environment: Environment.ID
    ) async throws -> SyncJobRun {
        guard let job = try await jobs.job(request.syncJobID, in: environment) else {
            throw ValidationError("sync_job_id", "there is no sync job with this id")
        }
        guard let account = try await accounts.account(request.accountID, in: environment) else {
            throw ValidationError("integrated_account_id", "there is no integrated account with this id")
        }
        guard account.integrationName == job.integrationName else {
            throw ValidationError(
                "integrated_account_id",
                "the account is one of \(account.integrationName), the job is for \(job.integrationName)"
            )
        }
        let installed = try await integrations.environmentIntegration(account.environmentIntegrationID, in: environment)
        guard installed?.isEnabled ?? true else {
            throw ValidationError(
                "integrated_account_id",
                "\(account.integrationName) is switched off in this environment (is_enabled of its environment integration)"
            )
        }
        guard let vendor = try await vendors.current(in: environment).vendor(named: job.integrationName) else {
            throw ValidationError("sync_job_id", "this server has no integration \"\(job.integrationName)\"")
        }
        try await check(request.destination, in: environment)
        let schema = try ArgsSchema(job.argsSchema)
        let args = try schema.check(request.args)
        try ArgsValidation(job.argsValidation).check(args)
        let resources = request.resources ?? job.resources
        _ = try RunPlanner(vendor: vendor, schema: schema).plan(resources)
        let now = ambient.now()
        let run = SyncJobRun(
            id: id,
            environmentID: environment,
            syncJobID: job.id,
            accountID: account.id,
            integrationName: job.integrationName,
            args: args,
            argsSchema: job.argsSchema,
            resources: resources,
            errorHandling: request.errorHandling,
            ignorePreviousRun: request.ignorePreviousRun,
            destination: request.destination,
            eventsToSend: request.eventsToSend,
            version: request.version ?? job.defaultRuntimeVersion,
            status: .created,
            createdAt: now,
            updatedAt: now
        )
        let stored = try await runs.insert(run, manifest: vendor.adapter.source)
        wake()
        return stored
    }

    private func check(_ destination: RunDestination, in environment: Environment.ID) async throws {
        guard let id = destination.webhookID else { return }
        guard let webhook = try await webhooks.webhook(id, in: environment) else {
            throw ValidationError("webhook_id", "there is no webhook with this id")
        }
        guard webhook.isActive else {
            let why = webhook.lastError.map { " (\($0))" } ?? ""
            throw ValidationError(
                "webhook_id",
                "the webhook is switched off\(why); PATCH it with is_active: true first"
            )
        }
    }
}

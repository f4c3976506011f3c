package import Domain
import JSON
package import Logging

/// Carries out claimed runs.
package struct RunExecutor: Sendable {
    let runs: any RunStore
    let accounts: any AccountStore
    let sessions: AccountSessions
    let catalog: any AdapterCatalog
    let transport: any HTTPTransport
    let health: EngineHealth
    let events: RunEvents
    let settings: EngineSettings
    let ambient: Ambient
    let logger: Logger

    package init(
        runs: any RunStore,
        accounts: any AccountStore,
        sessions: AccountSessions,
        catalog: any AdapterCatalog,
        transport: any HTTPTransport,
        health: EngineHealth,
        events: RunEvents,
        settings: EngineSettings,
        ambient: Ambient,
        logger: Logger
    ) {
        self.runs = runs
        self.accounts = accounts
        self.sessions = sessions
        self.catalog = catalog
        self.transport = transport
        self.health = health
        self.events = events
        self.settings = settings
        self.ambient = ambient
        self.logger = logger
    }

    /// Works on a claimed run until it ends, the claim is lost, or the task is cancelled; never throws.
    ///
    /// What was committed stays in any case; a run that was cut is claimed again later.
    package func execute(_ claim: RunClaim) async {
        let run = claim.run
        events.send(.claimed(run.id, resumes: run.resumes))
        logger.info(
            "run started",
            metadata: [
                LogKey.run: "\(run.id)", LogKey.job: "\(run.syncJobID)", LogKey.account: "\(run.accountID)",
                LogKey.resumes: "\(run.resumes)",
            ]
        )
        let writer = RunWriter(
            claim: claim,
            runs: runs,
            health: health,
            settings: settings,
            ambient: ambient,
            logger: logger
        )
        do {
            let failure = try await work(claim, writer)
            try await finish(claim, writer, failure)
        } catch is ClaimLost {
            events.send(.claimLost(run.id))
            logger.info("run is no longer ours", metadata: [LogKey.run: "\(run.id)"])
        } catch is CancellationError {
            events.send(.interrupted(run.id))
            logger.info("run interrupted by a stop", metadata: [LogKey.run: "\(run.id)"])
        } catch {
            logger.error("run was cut by an error", metadata: [LogKey.run: "\(run.id)", LogKey.error: "\(error)"])
        }
    }

    private func finish(_ claim: RunClaim, _ writer: RunWriter, _ failure: FailureReason?) async throws {
        let status = try await writer.finish(failure: failure)
        events.send(.finished(claim.run.id, status))
        logger.info(
            "run finished",
            metadata: [
                LogKey.run: "\(claim.run.id)", LogKey.status: "\(status.name.rawValue)",
                LogKey.result: "\(status.result?.rawValue ?? "none")",
                LogKey.reason: "\(status.failure?.message ?? "none")",
            ]
        )
    }

    /// Returns why the run failed, or nil when nothing is left to do.
    private func work(_ claim: RunClaim, _ writer: RunWriter) async throws -> FailureReason? {
        let run = claim.run
        do {
            let session = try await sessions.session(
                of: run.accountID,
                integration: run.integrationName,
                in: run.environmentID
            )
            guard let adapter = catalog.adapter(named: run.integrationName) else { return nil }
            let schema = try ArgsSchema(run.argsSchema)
            let plan = try RunPlanner(adapter: adapter, schema: schema).plan(run.resources)
            try await writer.begin(plan)
            let account = try await accounts.account(run.accountID, in: run.environmentID)
            let observer = RunObserver(
                claim: claim,
                tenantID: account?.tenantID ?? "",
                writer: writer,
                pulse: RunPulse(),
                events: events,
                ambient: ambient
            )
            let loop = PageLoop(
                run: run,
                plan: plan,
                schema: schema,
                caller: CallRunner(
                    adapter: adapter,
                    session: session,
                    transport: transport,
                    policy: settings.retry,
                    ambient: ambient
                ),
                observer: observer,
                writer: writer,
                previousRunDates: try await previousRunDates(run, plan),
                settings: settings,
                ambient: ambient
            )
            return try await ItemQueue(run: run.id, runs: runs, width: settings.callsPerAccount).drain(with: loop.work)
        } catch let error as ValidationError {
            return FailureReason(kind: "invalid_job", message: error.description)
        } catch let error as IntegrationError {
            return FailureReason(kind: error.kindName, message: error.message)
        } catch let error as StuckRun {
            let item = error.item.map { "item \($0) of " } ?? ""
            return FailureReason(
                kind: "no_progress",
                message: "the run ended \(error.claims) times without a commit, working on \(item)\(error.node)"
            )
        }
    }

    private func previousRunDates(_ run: SyncJobRun, _ plan: RunPlan) async throws -> [Int: Timestamp] {
        guard !run.ignorePreviousRun else { return [:] }
        var dates: [Int: Timestamp] = [:]
        for node in plan.nodes where node.references.values.contains(.previousRunDate) {
            guard let date = try await runs.previousRunDate(for: run, nodeDefinition: node.definition) else { continue }
            dates[node.index] = date - node.capability.lookBack
        }
        return dates
    }
}

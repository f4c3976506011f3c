package import Domain
import JSON
package import Logging

/// Carries out claimed runs.
package struct RunExecutor: Sendable {
    let runs: any RunStore
    let accounts: any AccountStore
    let webhooks: any WebhookStore
    let outbox: any OutboxStore
    let gates: OutboxGates
    let sessions: AccountSessions
    let vendors: Vendors
    let transport: any HTTPTransport
    let health: EngineHealth
    let events: RunEvents
    let settings: EngineSettings
    let ambient: Ambient
    let logger: Logger

    package init(
        runs: any RunStore,
        accounts: any AccountStore,
        webhooks: any WebhookStore,
        outbox: any OutboxStore,
        gates: OutboxGates,
        sessions: AccountSessions,
        vendors: Vendors,
        transport: any HTTPTransport,
        health: EngineHealth,
        events: RunEvents,
        settings: EngineSettings,
        ambient: Ambient,
        logger: Logger
    ) {
        self.runs = runs
        self.accounts = accounts
        self.webhooks = webhooks
        self.outbox = outbox
        self.gates = gates
        self.sessions = sessions
        self.vendors = vendors
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
        let gate = gates.open(for: run.id, bound: settings.delivery.openPages)
        defer { gates.close(gate, of: run.id) }
        do {
            switch try await work(claim, writer, gate) {
            case .through: try await finish(claim, writer, failure: nil, gate)
            case .failed(let reason): try await finish(claim, writer, failure: reason, gate)
            case .refused: try await stop(run)
            }
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

    /// What a run's work came to.
    private enum Ending {
        /// Nothing is left to do.
        case through
        case failed(FailureReason)
        /// The webhook answered 400 to `started`.
        case refused
    }

    private func finish(
        _ claim: RunClaim,
        _ writer: RunWriter,
        failure: FailureReason?,
        _ gate: OutboxGate
    ) async throws {
        while true {
            // A failed run waits for nothing: its last event is the last of its lane anyway.
            if failure == nil { try await wait(for: gate) { try await outbox.isSettled(claim.run.id) } }
            guard let status = try await writer.finish(failure: failure) else { continue }
            return announce(status, of: claim.run)
        }
    }

    private func stop(_ run: SyncJobRun) async throws {
        let stopped = try await runs.stop(run.id, in: run.environmentID, at: ambient.now())
        if let stopped { announce(stopped.status, of: run) }
    }

    private func announce(_ status: RunStatus, of run: SyncJobRun) {
        events.send(.finished(run.id, status))
        logger.info(
            "run finished",
            metadata: [
                LogKey.run: "\(run.id)", LogKey.status: "\(status.name.rawValue)",
                LogKey.result: "\(status.result?.rawValue ?? "none")",
                LogKey.reason: "\(status.failure?.message ?? "none")",
            ]
        )
    }

    /// Asks `isTrue` again whenever something of the run was settled; throws `CancellationError`.
    private func wait(for gate: OutboxGate, until isTrue: () async throws -> Bool) async throws {
        if try await isTrue() { return }
        for await _ in gate.changes where try await isTrue() { return }
        throw CancellationError()
    }

    private func work(_ claim: RunClaim, _ writer: RunWriter, _ gate: OutboxGate) async throws -> Ending {
        let run = claim.run
        do {
            let session = try await sessions.session(
                of: run.accountID,
                integration: run.integrationName,
                in: run.environmentID
            )
            let vendors = try await vendors.current(in: run.environmentID)
            let manifest = try await runs.manifest(of: run.id)
            guard let vendor = vendors.vendor(named: run.integrationName, of: manifest) else { return .through }
            let schema = try ArgsSchema(run.argsSchema)
            let plan = try RunPlanner(vendor: vendor, schema: schema).plan(run.resources)
            let account = try await accounts.account(run.accountID, in: run.environmentID)
            let sink = try await sink(of: run, tenantID: account?.tenantID, gate)
            try await writer.begin(plan)
            if let ending = try await startedEnding(of: run, gate) { return ending }
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
                    adapter: vendor.adapter,
                    session: session,
                    transport: transport,
                    policy: settings.retry,
                    ambient: ambient
                ),
                observer: observer,
                writer: writer,
                sink: sink,
                previousRunDates: try await previousRunDates(run, plan),
                settings: settings,
                ambient: ambient
            )
            let queue = ItemQueue(run: run.id, runs: runs, width: settings.callsPerAccount)
            return try await queue.drain(with: loop.work).map { .failed($0) } ?? .through
        } catch let error as ValidationError {
            return .failed(FailureReason(kind: "invalid_job", message: error.description))
        } catch let error as IntegrationError {
            return .failed(FailureReason(kind: error.kindName, message: error.message))
        } catch let error as StuckRun {
            let item = error.item.map { "item \($0) of " } ?? ""
            return .failed(
                FailureReason(
                    kind: "no_progress",
                    message: "the run ended \(error.claims) times without a commit, working on \(item)\(error.node)"
                )
            )
        }
    }

    private func sink(of run: SyncJobRun, tenantID: String?, _ gate: OutboxGate) async throws -> any Sink {
        guard let id = run.destination.webhookID else { return RecordSink() }
        // Whoever removes a webhook fails its active runs in the same transaction.
        guard let webhook = try await webhooks.webhook(id, in: run.environmentID) else { throw ClaimLost() }
        gate.found(try await outbox.undelivered(of: run.id))
        return WebhookSink(run: run, webhook: webhook, tenantID: tenantID, gate: gate)
    }

    /// Waits until the run's webhook has settled `started`; returns how the run ends when it may not work.
    private func startedEnding(of run: SyncJobRun, _ gate: OutboxGate) async throws -> Ending? {
        var state: Delivery.State?
        try await wait(for: gate) {
            state = try await outbox.startState(of: run.id)
            return state != .pending
        }
        switch state {
        case nil, .pending, .delivered: return nil
        case .refused: return .refused
        case .dead:
            return .failed(
                FailureReason(kind: "start_refused", message: "the webhook didn't take sync_job_run:started")
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

import Domain
import Engine
import Hummingbird
import JSON

/// `/sync-job-run`: executions of jobs.
struct RunRoutes: Sendable {
    private static let filters = [
        "id", "sync_job_id", "integrated_account_id", "status", "result", "environment_id", "integration_name",
        "daemon_group_key", "webhook_id", "error_handling", "created_at", "updated_at", "started_at", "finished_at",
    ]
    private static let errorsShown = 100
    let runs: any RunStore
    let outbox: any OutboxStore
    let createRun: CreateRun
    let stopRun: StopRun
    let health: EngineHealth
    let ambient: Ambient
    let idempotency: Idempotency

    func add(to routes: some RouterMethods<APIContext>) {
        routes.get("/sync-job-run", use: list)
        routes.get("/sync-job-run/:id", use: get)
        routes.post("/sync-job-run", use: idempotency.once(create))
        routes.patch("/sync-job-run/:id", use: update)
        routes.delete("/sync-job-run/:id", use: delete)
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Answer {
        let query = try QueryString(request.uri.query).list(RunRoutes.filters)
        let page = try await runs.runs(query, in: context.environment)
        let stats = try await runs.stats(of: page.elements.map(\.id))
        let held = try await outbox.held(among: page.elements.map(\.id))
        return Answer(
            list: page.elements.map { .object(body($0, stats[$0.id] ?? [], isHeld: held.contains($0.id))) },
            next: page.next.map(ListCursor.write),
            limit: query.limit
        )
    }

    private func get(_ request: Request, _ context: APIContext) async throws -> Answer {
        let run = try await named(context)
        let isHeld = try await outbox.held(among: [run.id]).contains(run.id)
        var object = body(run, try await runs.stats(of: [run.id])[run.id] ?? [], isHeld: isHeld)
        let errors = try await runs.errors(of: run.id, limit: RunRoutes.errorsShown)
        object["errors"] = .array(errors.map(RunBody.error))
        return Answer(.object(object))
    }

    private func create(_ request: Request, _ context: APIContext) async throws -> Answer {
        let (order, warnings) = try CreateRunBody.read(try await RequestReading.object(request))
        let run = try await createRun(
            order,
            id: .init(context.newID ?? ambient.newID()),
            in: context.environment
        )
        return Answer(body(run, []).adding(warnings: warnings))
    }

    /// The contract's daemons report their progress so; the built-in one does that itself, so all that is left is to stop.
    private func update(_ request: Request, _ context: APIContext) async throws -> Answer {
        let run = try await named(context)
        var reader = BodyReader(try await RequestReading.object(request))
        let status: RunStatus.Name? = reader.word("status")
        if let status, status != .stopped, status != run.status.name {
            reader.fail("status", "the server sets it; only \"stopped\" may be sent")
        }
        reader.ignore(["started_at", "finished_at", "id", "created_at", "updated_at"])
        let warnings = try reader.finish()
        let current = status == .stopped ? try await stopRun(run.id, in: context.environment) ?? run : run
        let stats = try await runs.stats(of: [run.id])[run.id] ?? []
        return Answer(body(current, stats).adding(warnings: warnings))
    }

    /// Stops the run if it is active and takes it out of lists; it stays readable by its id.
    private func delete(_ request: Request, _ context: APIContext) async throws -> Answer {
        let id = SyncJobRun.ID(try context.pathID())
        guard try await stopRun(id, in: context.environment) != nil else { throw APIError.notFound("sync job run") }
        try await runs.hide(id, in: context.environment, at: ambient.now())
        return Answer(["id": .string(id.rawValue)])
    }

    private func named(_ context: APIContext) async throws -> SyncJobRun {
        guard let run = try await runs.run(.init(try context.pathID()), in: context.environment) else {
            throw APIError.notFound("sync job run")
        }
        return run
    }

    private func body(_ run: SyncJobRun, _ stats: [NodeStats], isHeld: Bool = false) -> JSONObject {
        let waitsOnDisk = health.isDiskFull && run.status.startedAt != nil && !run.status.isFinal
        return run.payload(stats, waitingOn: waitsOnDisk ? "disk" : isHeld ? "webhook" : nil)
    }
}

import Domain
import Engine
import Hummingbird
import JSON

/// `/sync-job`: the stored definitions.
struct SyncJobRoutes: Sendable {
    private static let filters = ["id", "integration_name", "label", "environment_id", "created_at", "updated_at"]
    let jobs: any SyncJobStore
    let saveSyncJob: SaveSyncJob
    let ambient: Ambient
    let idempotency: Idempotency

    func add(to routes: some RouterMethods<APIContext>) {
        routes.get("/sync-job", use: list)
        routes.get("/sync-job/:id", use: get)
        routes.post("/sync-job", use: idempotency.once(create))
        routes.patch("/sync-job/:id", use: update)
        routes.delete("/sync-job/:id", use: delete)
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Answer {
        let query = try QueryString(request.uri.query).list(SyncJobRoutes.filters)
        let page = try await jobs.jobs(query, in: context.environment)
        return Answer(
            list: page.elements.map { .object(SyncJobBody.object($0)) },
            next: page.next.map(ListCursor.write),
            limit: query.limit
        )
    }

    private func get(_ request: Request, _ context: APIContext) async throws -> Answer {
        guard let job = try await jobs.job(.init(try context.pathID()), in: context.environment) else {
            throw APIError.notFound("sync job")
        }
        return Answer(.object(SyncJobBody.object(job)))
    }

    private func create(_ request: Request, _ context: APIContext) async throws -> Answer {
        let (changes, warnings) = try SyncJobBody.read(try await RequestReading.object(request))
        let (job, more) = try await saveSyncJob.create(
            changes,
            id: .init(context.newID ?? ambient.newID()),
            in: context.environment
        )
        return Answer(SyncJobBody.object(job).adding(warnings: warnings + more))
    }

    private func update(_ request: Request, _ context: APIContext) async throws -> Answer {
        let id = SyncJob.ID(try context.pathID())
        let object = try await RequestReading.object(request)
        guard try await jobs.job(id, in: context.environment) != nil else { throw APIError.notFound("sync job") }
        let (changes, warnings) = try SyncJobBody.read(object)
        guard let (job, more) = try await saveSyncJob.update(id, changes, in: context.environment) else {
            throw APIError.notFound("sync job")
        }
        return Answer(SyncJobBody.object(job).adding(warnings: warnings + more))
    }

    private func delete(_ request: Request, _ context: APIContext) async throws -> Answer {
        let id = try context.pathID()
        guard try await jobs.delete(.init(id), in: context.environment) else { throw APIError.notFound("sync job") }
        return Answer(["id": .string(id)])
    }
}

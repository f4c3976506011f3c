import Domain
import Engine
import HTTPTypes
import Hummingbird
import JSON

/// Whether the process lives, and whether it can work; no token is needed.
struct HealthRoutes: Sendable {
    let records: any RecordStore
    let health: EngineHealth

    func add(to routes: some RouterMethods<APIContext>) {
        routes.get("/health") { _, _ in Answer(["status": "ok"]) }
        routes.get("/ping") { _, _ in Answer(["message": "pong"]) }
        routes.get("/ready", use: ready)
    }

    /// 503 with the reason while runs can't be stored.
    private func ready(_ request: Request, _ context: APIContext) async -> Answer {
        if health.isDiskFull { return unready("the disk is full; runs wait") }
        do {
            _ = try await records.epoch()
            return Answer(["status": "ready"])
        } catch {
            return unready("the database can't be read")
        }
    }

    private func unready(_ reason: String) -> Answer {
        Answer(["status": "unavailable", "reason": .string(reason)], status: .serviceUnavailable)
    }
}

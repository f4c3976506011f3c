import Domain
import JSON

/// Lists of an account that mappings read with every page, such as its pipelines; kept for some minutes.
actor LookupCache {
    private struct Entry {
        let rows: [JSONValue]
        let until: Duration
    }

    private static let lifetime: Duration = .seconds(300)
    private var entries: [String: Entry] = [:]
    /// Grows with each change of the account, so that what was asked for before one isn't kept after it.
    private var generation = 0
    private let turnstile = Turnstile(width: 1)
    private let ambient: Ambient

    init(ambient: Ambient) { self.ambient = ambient }

    /// The rows under `name`, asked of `load` when they are not fresh; those who come meanwhile wait for it.
    func rows(
        _ name: String,
        load: @Sendable () async throws -> LookupLoader.Answer<[JSONValue]>
    ) async throws -> LookupLoader.Answer<[JSONValue]> {
        if let rows = fresh(name) { return .success(rows, CallRunner.Effort()) }
        return try await turnstile.pass {
            if let rows = await self.fresh(name) { return .success(rows, CallRunner.Effort()) }
            let began = await self.generation
            let answer = try await load()
            if case .success(let rows, _) = answer { await self.keep(rows, name, since: began) }
            return answer
        }
    }

    private func fresh(_ name: String) -> [JSONValue]? {
        guard let entry = entries[name], ambient.uptime() < entry.until else { return nil }
        return entry.rows
    }

    /// Forgets what the account had, since it may be another one's now.
    func forget() {
        entries = [:]
        generation += 1
    }

    private func keep(_ rows: [JSONValue], _ name: String, since began: Int) {
        guard began == generation else { return }
        entries[name] = Entry(rows: rows, until: ambient.uptime() + LookupCache.lifetime)
    }
}

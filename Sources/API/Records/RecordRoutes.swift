import Domain
import HTTPTypes
import Hummingbird
import JSON

/// `/record`: what runs have stored, in the order in which it changed.
struct RecordRoutes: Sendable {
    let records: any RecordStore

    func add(to routes: some RouterMethods<APIContext>) {
        routes.get("/record", use: list)
        routes.get("/record/count", use: count)
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Answer {
        let parameters = QueryString(request.uri.query)
        var query = try RecordParameters.query(parameters)
        let epoch = try await records.epoch()
        if let cursor = parameters["next_cursor"] {
            let (change, itsEpoch) = try ListCursor.readChange(cursor)
            guard itsEpoch == epoch else {
                throw APIError(.gone, "the cursor belongs to another store (it was restored since); start again")
            }
            query.after = change
        }
        let listing = try await records.records(query, in: context.environment)
        let next = listing.next.map { ListCursor.write(change: $0, epoch: epoch) }
        return RecordBody.answer(listing, query, next: next)
    }

    private func count(_ request: Request, _ context: APIContext) async throws -> Answer {
        let query = try RecordParameters.query(QueryString(request.uri.query))
        let counts = try await records.counts(query, in: context.environment)
        return Answer(["result": .array(counts.map(RecordBody.count))])
    }
}

import Domain

/// Where the pages of one call come from: the vendor as it is, or through a mapping.
enum PageSource: Sendable {
    case vendor(AdapterCall)
    case unified(UnifiedPages, summary: String)

    /// The source and what it took to find it, or the call that failed on the way.
    enum Finding: Sendable {
        case success(PageSource, CallRunner.Effort)
        case failure(CallRunner.Outcome)
    }

    static func of(
        _ call: AdapterCall,
        _ node: PlannedNode,
        for run: SyncJobRun.ID,
        caller: CallRunner,
        observer: any CallRunner.Observer
    ) async throws -> Finding {
        guard let mapping = node.mapping else { return .success(.vendor(call), CallRunner.Effort()) }
        let request = UnifiedPages.Request(
            method: call.method,
            id: call.id,
            query: call.query,
            body: call.body,
            format: node.source.responseFormat ?? .unified,
            fields: call.fields,
            writes: node.capability.writes,
            trustsVendor: true
        )
        let preparation = try await UnifiedPages.prepare(
            request,
            mapping,
            account: call.account,
            caller: caller,
            for: run,
            observer: observer
        )
        switch preparation {
        case .ready(let pages, let effort): return .success(.unified(pages, summary: call.summary), effort)
        case .failed(let outcome): return .failure(outcome)
        }
    }

    /// Which call it is, for a person.
    var summary: String {
        switch self {
        case .vendor(let call): call.summary
        case .unified(_, let summary): summary
        }
    }

    /// The page after `cursor`; see `CallRunner.page`.
    func page(
        after cursor: Cursor?,
        for run: SyncJobRun.ID,
        writes: Bool,
        caller: CallRunner,
        observer: any CallRunner.Observer
    ) async throws -> CallRunner.Outcome {
        switch self {
        case .unified(let pages, _): return try await pages.page(after: cursor, for: run, observer: observer)
        case .vendor(var call):
            call.now = caller.ambient.now()
            return try await caller.page(of: call, after: cursor, for: run, writes: writes, observer: observer)
        }
    }
}

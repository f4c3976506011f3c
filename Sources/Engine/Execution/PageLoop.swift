import Domain
import JSON
import Placeholders

/// Works on one item of a run: asks for pages, turns each into one commit, and says where it stopped.
///
/// Everything between an answer and its commit is a function of the page, the plan and the context.
struct PageLoop: Sendable {
    /// What an item's work came to.
    struct Result: Sendable {
        /// Whether items were made that may come before what is queued.
        var madeItems = false
        /// Set when the whole run must end.
        var failure: FailureReason?
    }

    let run: SyncJobRun
    let plan: RunPlan
    let schema: ArgsSchema
    let caller: CallRunner
    let observer: RunObserver
    let writer: RunWriter
    let sink: any Sink
    /// The date of each node's previous run, by number.
    let previousRunDates: [Int: Timestamp]
    let settings: EngineSettings
    let ambient: Ambient

    func work(on item: WorkItem) async throws -> Result {
        let node = plan.nodes[item.node]
        switch item.kind {
        case .spread: return try await spread(item, node)
        case .loop, .call:
            let account = try await caller.session.account().context
            let context = try context(for: item, node, account)
            if item.kind == .loop { return try await expand(item, node, context) }
            return try await call(item, node, context, account)
        }
    }

    private func context(for item: WorkItem, _ node: PlannedNode, _ account: AccountContext) throws -> RunContext {
        var context = RunContext(
            run: run,
            tenantID: observer.tenantID,
            account: account.withoutSecrets,
            ancestors: try JSONValue(parsing: item.context),
            previousRunDate: previousRunDates[node.index],
            schema: schema
        )
        if let index = item.loopIndex, item.kind == .call, node.loop != nil {
            let elements = try context.loopElements(node)
            context.loopElement = elements.indices.contains(index) ? .some(elements[index]) : .none
        }
        return context
    }

    // MARK: Making items

    private func expand(_ item: WorkItem, _ node: PlannedNode, _ context: RunContext) async throws -> Result {
        let elements: [JSONValue]
        do {
            elements = try context.loopElements(node)
        } catch {
            return try await fail(item, node, kind: "loop", message: "loop_on: \(error.message)")
        }
        let start = item.loopIndex ?? 0
        let end = min(start + settings.itemsPerCommit, elements.count)
        var commit = commit(item, node, .done)
        commit.newItems = (min(start, end)..<end).map { index in
            NewWorkItem(node: node.index, depth: node.depth, kind: .call, context: item.context, loopIndex: index)
        }
        // The rest comes after these calls, so that what is open stays bounded.
        if end < elements.count {
            commit.newItems.append(
                NewWorkItem(node: node.index, depth: node.depth, kind: .loop, context: item.context, loopIndex: end)
            )
        }
        _ = try await writer.commit(commit)
        return Result(madeItems: true)
    }

    private func spread(_ item: WorkItem, _ node: PlannedNode) async throws -> Result {
        let contexts = try JSONValue(parsing: item.context).arrayValue ?? []
        let now = contexts.prefix(settings.itemsPerCommit)
        let rest = contexts.dropFirst(settings.itemsPerCommit)
        var commit = commit(item, node, .done)
        commit.newItems = now.map { context in
            NewWorkItem(node: node.index, depth: node.depth, kind: node.firstItem, context: context.text)
        }
        if !rest.isEmpty {
            let context = JSONValue.array(Array(rest)).text
            commit.newItems.append(
                NewWorkItem(node: node.index, depth: node.depth, kind: .spread, context: context)
            )
        }
        _ = try await writer.commit(commit)
        return Result(madeItems: true)
    }

    // MARK: Calling

    private func call(
        _ item: WorkItem,
        _ node: PlannedNode,
        _ context: RunContext,
        _ account: AccountContext
    ) async throws -> Result {
        let call: AdapterCall
        do {
            let (id, query, body) = try context.render(node)
            call = AdapterCall(
                resource: node.source.resource,
                method: node.source.method,
                id: id,
                query: query,
                body: body,
                account: account,
                fields: node.projection,
                now: ambient.now()
            )
        } catch {
            return try await fail(item, node, kind: "missing_value", message: "\(error.location): \(error.message)")
        }
        if node.capability.writes {
            guard !item.wasSent else {
                let message = "the server ended while the write was under way; it is not sent again"
                return try await fail(item, node, kind: "outcome_unknown", message: message)
            }
            try await writer.markSent(item.id)
        }
        switch try await PageSource.of(call, node, for: run.id, caller: caller, observer: observer.on(node)) {
        case .success(let source, let effort): return try await pages(of: source, item, node, preparation: effort)
        case .failure(let outcome):
            guard case .failure(let error) = outcome.result else { return Result() }
            return try await fail(
                item,
                node,
                call.summary,
                error: error,
                effort: outcome.effort,
                redaction: outcome.redaction
            )
        }
    }

    /// Pages from the item's cursor on; the next is asked for while one is being stored.
    private func pages(
        of source: PageSource,
        _ item: WorkItem,
        _ node: PlannedNode,
        preparation: CallRunner.Effort
    ) async throws -> Result {
        var step = try await ask(source, PagePlace(item: item, round: item.restarts, cursor: item.cursor), node)
        step.add(preparation)
        var restarts = 0
        var result = Result()
        while true {
            switch step {
            case .failed(let error, let effort, let redaction):
                if error.kind == .cursorExpired, restarts < 2 {
                    restarts += 1
                    var restart = commit(item, node, .restart)
                    effort.add(to: &restart.counters)
                    _ = try await writer.commit(restart)
                    let start = PagePlace(item: item, round: item.restarts + restarts, cursor: nil)
                    step = try await ask(source, start, node)
                    continue
                }
                return try await fail(item, node, source.summary, error: error, effort: effort, redaction: redaction)
            case .page(let commit, let next, let madeItems):
                // Counted before the next page asks for room, so that a bound of one is a page by page wait.
                if node.persists { sink.leave(with: commit) }
                result.madeItems = result.madeItems || madeItems
                // Children come first: the item goes back into the queue. Not so after a restart: what made the cursor
                // expire would do it again, without end.
                guard let next, !madeItems || restarts > 0 else {
                    try await store(commit)
                    return result
                }
                let place = PagePlace(item: item, round: item.restarts + restarts, cursor: next)
                async let following = ask(source, place, node)
                try await store(commit)
                step = try await following
            }
        }
    }

    private enum Step: Sendable {
        case page(PageCommit, next: Cursor?, madeItems: Bool)
        case failed(IntegrationError, CallRunner.Effort, Redaction)

        /// Counts what it took before the page could be asked for.
        mutating func add(_ effort: CallRunner.Effort) {
            switch self {
            case .page(var commit, let next, let madeItems):
                effort.add(to: &commit.counters)
                self = .page(commit, next: next, madeItems: madeItems)
            case .failed(let error, var own, let redaction):
                own += effort
                self = .failed(error, own, redaction)
            }
        }
    }

    private func ask(_ source: PageSource, _ place: PagePlace, _ node: PlannedNode) async throws -> Step {
        if node.persists { try await sink.enter() }
        let outcome = try await source.page(
            after: place.cursor,
            for: run.id,
            writes: node.capability.writes,
            caller: caller,
            observer: observer.on(node)
        )
        switch outcome.result {
        case .failure(let error):
            if node.persists { sink.leave(with: nil) }
            return .failed(error, outcome.effort, outcome.redaction)
        case .success(let page):
            var commit = commit(place.item, node, page.next.map { .next($0) } ?? .done)
            commit.newItems = ContextProjection.items(
                for: page,
                of: node,
                in: plan,
                parent: place.item.context,
                limit: settings.itemsPerCommit
            )
            commit.counters.pages = 1
            commit.counters.fetched = page.split.records.count
            outcome.effort.add(to: &commit.counters)
            if node.persists { sink.add(page, of: node, at: place, to: &commit) }
            note(page.problems, of: node, in: &commit)
            return .page(commit, next: page.next, madeItems: !commit.newItems.isEmpty)
        }
    }

    /// Fields that couldn't be made of a record: the record is kept without them, and the run isn't clean.
    ///
    /// What is the same in several records of the page is told once, with the first of them.
    private func note(_ problems: [MappingProblem], of node: PlannedNode, in commit: inout PageCommit) {
        commit.counters.errors += problems.count
        var counts: [String: Int] = [:]
        for problem in problems { counts[problem.text, default: 0] += 1 }
        for problem in problems {
            guard let count = counts.removeValue(forKey: problem.text) else { continue }
            commit.errors.append(
                RunError(
                    node: node.index,
                    label: node.source.label,
                    context: "record \(problem.record ?? "without id")",
                    kind: "not_mapped",
                    message: problem.text + (count > 1 ? " (and \(count - 1) more)" : ""),
                    sample: "",
                    status: nil,
                    at: commit.at
                )
            )
        }
    }

    private func store(_ commit: PageCommit) async throws {
        _ = try await writer.commit(commit)
        observer.events.send(.committed(run.id, node: commit.node, records: commit.counters.persisted))
    }

    // MARK: Failing

    private func fail(
        _ item: WorkItem,
        _ node: PlannedNode,
        _ summary: String,
        error: IntegrationError,
        effort: CallRunner.Effort,
        redaction: Redaction
    ) async throws -> Result {
        let result = try await fail(
            item,
            node,
            kind: error.kindName,
            message: redaction.clean(error.message),
            sample: redaction.clean(error.detail),
            status: error.status,
            context: redaction.clean(summary),
            effort: effort
        )
        // Nothing of the account can be called any more, whatever the error mode.
        guard error.kind == .unauthorized else { return result }
        let said = error.detail.isEmpty ? "" : " (\(redaction.clean(error.detail)))"
        return Result(failure: FailureReason(kind: "unauthorized", message: redaction.clean(error.message) + said))
    }

    private func fail(
        _ item: WorkItem,
        _ node: PlannedNode,
        kind: String,
        message: String,
        sample: String = "",
        status: Int? = nil,
        context: String? = nil,
        effort: CallRunner.Effort = CallRunner.Effort()
    ) async throws -> Result {
        let error = RunError(
            node: node.index,
            label: node.source.label,
            context: String(decoding: (context ?? item.summary(in: plan)).utf8.prefix(200), as: UTF8.self),
            kind: kind,
            message: message,
            sample: sample,
            status: status,
            at: ambient.now()
        )
        var commit = commit(item, node, .failed)
        commit.errors = [error]
        commit.counters.errors = 1
        effort.add(to: &commit.counters)
        sink.add(error, of: node, at: PagePlace(item: item, round: item.restarts, cursor: item.cursor), to: &commit)
        _ = try await writer.commit(commit)
        observer.events.send(.callFailed(run.id, error))
        switch run.errorHandling {
        case .ignore, .batch: return Result(madeItems: true)
        case .failFast:
            return Result(failure: FailureReason(kind: kind, message: "\(node.source.label): \(message)"))
        }
    }

    private func commit(_ item: WorkItem, _ node: PlannedNode, _ progress: PageCommit.Progress) -> PageCommit {
        PageCommit(item: item.id, node: node.index, progress: progress, at: ambient.now())
    }
}

extension AdapterCall {
    /// Which call it is, for a person: `id 10001`, `{"ticket_id":"5"}`.
    var summary: String {
        let parts = [id.map { "id \($0)" }, query.isEmpty ? nil : JSONValue.object(query).text]
        return parts.compactMap { $0 }.joined(separator: " ")
    }
}

extension WorkItem {
    /// What a call that couldn't be put together would have been made of.
    ///
    /// The ancestors by their names: their numbers are the plan's own.
    fileprivate func summary(in plan: RunPlan) -> String {
        let fields = (try? JSONValue(parsing: context))?.objectValue ?? JSONObject()
        let named = fields.map { number, value in
            let node = Int(number).flatMap { plan.nodes.indices.contains($0) ? plan.nodes[$0] : nil }
            return (node?.source.label ?? number, value)
        }
        let ancestors = named.isEmpty ? nil : JSONValue.object(JSONObject(named)).text
        return [ancestors, loopIndex.map { "element \($0)" }].compactMap { $0 }.joined(separator: " ")
    }
}

extension CallRunner.Effort {
    fileprivate func add(to counters: inout NodeCounters) {
        counters.requests += requests
        counters.retries += retries
        counters.waitMilliseconds += Int(waited.milliseconds)
    }
}

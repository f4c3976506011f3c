import Domain

/// Hands a run's items out: deepest first, so that what is open stays bounded, and at most `width` at a time.
///
/// One exception: when the deep items would soon run out, one item further up goes ahead, so that there is always work.
struct ItemQueue {
    let run: SyncJobRun.ID
    let runs: any RunStore
    let width: Int

    private struct Finished: Sendable {
        let item: WorkItem
        let result: PageLoop.Result
    }

    /// Works until no item is left, or one of them ends the run; returns why in that case.
    func drain(
        with work: @escaping @Sendable (WorkItem) async throws -> PageLoop.Result
    ) async throws -> FailureReason? {
        try await withThrowingTaskGroup(of: Finished.self) { group in
            var underWay: [WorkItem.ID: WorkItem] = [:]
            var queue: [WorkItem] = []
            var mustRead = true
            while true {
                if mustRead {
                    let open = try await runs.openItems(of: run, limit: 4 * width + underWay.count)
                    queue = open.filter { underWay[$0.id] == nil }
                    mustRead = false
                }
                while underWay.count < width, let item = next(from: &queue, underWay: underWay) {
                    underWay[item.id] = item
                    group.addTask { Finished(item: item, result: try await work(item)) }
                }
                guard let finished = try await group.next() else { return nil }
                underWay[finished.item.id] = nil
                if let failure = finished.result.failure {
                    group.cancelAll()
                    return failure
                }
                // An item's end may start a node that waited for it, so the end of the queue is looked at again.
                mustRead = finished.result.madeItems || queue.isEmpty
            }
        }
    }

    private func next(from queue: inout [WorkItem], underWay: [WorkItem.ID: WorkItem]) -> WorkItem? {
        guard let first = queue.first, let last = queue.last else { return nil }
        let isAheadAlready = underWay.values.contains { $0.depth < first.depth }
        let deep = queue.count { $0.depth == first.depth }
        guard last.depth < first.depth, deep <= 2 * width, !isAheadAlready else { return queue.removeFirst() }
        return queue.remove(at: deep)
    }
}

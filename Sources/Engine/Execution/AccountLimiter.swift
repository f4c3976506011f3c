import Domain

/// Makes calls of one account wait their turn; what it does is decided by `LimiterState`.
///
/// Runs that share an account take turns, so that none starves.
actor AccountLimiter {
    private struct Waiter {
        let ticket: Int
        let run: SyncJobRun.ID?
        let continuation: CheckedContinuation<Void, Never>
    }

    private var state: LimiterState
    private var waiters: [Waiter] = []
    private var lastServed: SyncJobRun.ID?
    private var tickets = 0
    private let ambient: Ambient

    /// Calls in the queue.
    var waitingCount: Int { waiters.count }

    init(ceiling: Int, ambient: Ambient) {
        state = LimiterState(ceiling: ceiling)
        self.ambient = ambient
    }

    /// Returns when a call may start, and how long that took; throws `CancellationError`.
    ///
    /// Each return is followed by exactly one of `succeeded`, `failed` and `limited`.
    func acquire(for run: SyncJobRun.ID?) async throws -> Duration {
        let asked = ambient.uptime()
        var hasWaited = false
        while true {
            if Task.isCancelled {
                wakeNext()
                throw CancellationError()
            }
            if !waiters.isEmpty, !hasWaited {
                await enqueue(run)
                hasWaited = true
                continue
            }
            switch state.admit(at: ambient.uptime()) {
            case .go:
                lastServed = run
                wakeNext()
                return ambient.uptime() - asked
            case .later(let wait):
                // A cancelled sleep is noticed at the top of the loop.
                try? await ambient.sleep(wait)
            case .full:
                await enqueue(run)
            }
            hasWaited = true
        }
    }

    func succeeded(_ reading: LimitReading) {
        state.succeeded(reading, at: ambient.uptime())
        wakeNext()
    }

    func failed() {
        state.failed()
        wakeNext()
    }

    func limited(for wait: Duration) {
        state.limited(for: wait, at: ambient.uptime())
        wakeNext()
    }

    private func enqueue(_ run: SyncJobRun.ID?) async {
        tickets += 1
        let ticket = tickets
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if Task.isCancelled {
                    continuation.resume()
                } else {
                    waiters.append(Waiter(ticket: ticket, run: run, continuation: continuation))
                }
            }
        } onCancel: {
            // The waiter must leave the queue on this actor; there is nobody else who could wait for that.
            Task { await self.dismiss(ticket) }
        }
    }

    private func dismiss(_ ticket: Int) {
        guard let index = waiters.firstIndex(where: { $0.ticket == ticket }) else { return }
        waiters.remove(at: index).continuation.resume()
    }

    /// Lets the next waiter ask again: the oldest of another run than the one served last, if there is one.
    private func wakeNext() {
        guard !waiters.isEmpty else { return }
        let index = waiters.firstIndex { $0.run != lastServed } ?? 0
        lastServed = waiters[index].run
        waiters.remove(at: index).continuation.resume()
    }
}

import Domain

/// Makes calls of one account wait their turn; what it does is decided by `LimiterState`.
///
/// Runs that share an account take turns, so that none starves; calls of no run, whose answer somebody waits for, come
/// before all of them.
actor AccountLimiter {
    private struct Waiter {
        let ticket: Int
        let run: SyncJobRun.ID?
        let isPatient: Bool
        let continuation: CheckedContinuation<Void, Never>
    }

    /// What is waited on the vendor's word even where somebody waits for the answer.
    private static let bearable: Duration = .seconds(1)

    private var state: LimiterState
    private var waiters: [Waiter] = []
    private var lastServed: SyncJobRun.ID?
    private var tickets = 0
    private let ambient: Ambient

    /// Calls in the queue.
    var waitingCount: Int { waiters.count }

    init(ceiling: Int, budget: CallBudget? = nil, ambient: Ambient) {
        state = LimiterState(ceiling: ceiling, budget: budget)
        self.ambient = ambient
    }

    /// Returns when a call may start, and how long that took; throws `CancellationError`.
    ///
    /// Each return is followed by exactly one of `succeeded`, `failed` and `limited`. Who isn't patient gets a
    /// `rateLimited` thrown in place of a wait of more than a second on the vendor's word.
    func acquire(for run: SyncJobRun.ID?, isPatient: Bool = true) async throws -> Duration {
        let asked = ambient.uptime()
        var hasWaited = false
        while true {
            if Task.isCancelled {
                wakeNext()
                throw CancellationError()
            }
            if !isPatient { try refuseLongWait(state.pausedUntil - ambient.uptime()) }
            if !waiters.isEmpty, !hasWaited {
                await enqueue(run, isPatient)
                hasWaited = true
                continue
            }
            switch state.admit(at: ambient.uptime()) {
            case .go:
                if run != nil { lastServed = run }
                wakeNext()
                return ambient.uptime() - asked
            case .later(let wait):
                if !isPatient { try refuseLongWait(wait) }
                // A cancelled sleep is noticed at the top of the loop.
                try? await ambient.sleep(wait)
            case .full:
                await enqueue(run, isPatient)
            }
            hasWaited = true
        }
    }

    func succeeded(_ reading: LimitReading) {
        state.succeeded(reading, at: ambient.uptime())
        wakeNext()
        wakeImpatient()
    }

    func failed() {
        state.failed()
        wakeNext()
    }

    func limited(for wait: Duration) {
        state.limited(for: wait, at: ambient.uptime())
        wakeNext()
        wakeImpatient()
    }

    private func refuseLongWait(_ wait: Duration) throws(IntegrationError) {
        guard wait > AccountLimiter.bearable else { return }
        wakeNext()
        throw IntegrationError(.rateLimited(retryAfter: wait), message: "the account waits: its vendor asked it to")
    }

    private func enqueue(_ run: SyncJobRun.ID?, _ isPatient: Bool) async {
        tickets += 1
        let ticket = tickets
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if Task.isCancelled {
                    continuation.resume()
                } else {
                    waiters.append(Waiter(ticket: ticket, run: run, isPatient: isPatient, continuation: continuation))
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

    /// Lets the next waiter ask again: the oldest of no run, or of another run than the one served last, if there is one.
    private func wakeNext() {
        guard !waiters.isEmpty else { return }
        let urgent = waiters.firstIndex { $0.run == nil }
        let next = waiters.remove(at: urgent ?? waiters.firstIndex { $0.run != lastServed } ?? 0)
        if urgent == nil { lastServed = next.run }
        next.continuation.resume()
    }

    /// A pause began: those who don't wait for its end are told.
    private func wakeImpatient() {
        guard state.pausedUntil > ambient.uptime() else { return }
        let told = waiters.filter { !$0.isPatient }
        waiters.removeAll { !$0.isPatient }
        for waiter in told { waiter.continuation.resume() }
    }
}

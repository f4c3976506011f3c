import Domain
import Support
import Synchronization
import Testing

@testable import Engine

@Suite struct AccountLimiterTests {
    private static let a = SyncJobRun.ID("a")
    private static let b = SyncJobRun.ID("b")

    /// Starts a call that waits its turn, notes its name when it comes, and gives the place back at once.
    private static func queue(
        _ run: SyncJobRun.ID?,
        _ limiter: AccountLimiter,
        _ order: Order,
        in group: inout ThrowingTaskGroup<Void, any Error>
    ) async {
        let waiting = await limiter.waitingCount
        group.addTask {
            _ = try await limiter.acquire(for: run)
            order.note(run?.rawValue ?? "caller")
            await limiter.failed()
        }
        while await limiter.waitingCount == waiting { await Task.yield() }
    }

    private final class Order: Sendable {
        private let names = Mutex<[String]>([])

        func note(_ name: String) { names.withLock { $0.append(name) } }

        var all: [String] { names.withLock { $0 } }
    }

    @Test func `two runs of one account take turns, however many calls one of them has queued`() async throws {
        let limiter = AccountLimiter(ceiling: 1, ambient: ManualClock().ambient)
        let order = Order()
        _ = try await limiter.acquire(for: AccountLimiterTests.a)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for run in [AccountLimiterTests.a, .init("a"), .init("a"), .init("a"), .init("b"), .init("b")] {
                await AccountLimiterTests.queue(run, limiter, order, in: &group)
            }
            await limiter.failed()
            try await group.waitForAll()
        }
        #expect(order.all == ["b", "a", "b", "a", "a", "a"])
    }

    @Test func `calls that somebody waits for come before those of runs, which take turns all the same`() async throws {
        let limiter = AccountLimiter(ceiling: 1, ambient: ManualClock().ambient)
        let order = Order()
        _ = try await limiter.acquire(for: AccountLimiterTests.a)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for run in [AccountLimiterTests.a, .init("b"), nil, .init("b"), nil] as [SyncJobRun.ID?] {
                await AccountLimiterTests.queue(run, limiter, order, in: &group)
            }
            await limiter.failed()
            try await group.waitForAll()
        }
        #expect(order.all == ["caller", "caller", "b", "a", "b"])
    }

    @Test func `a call that is cancelled while it waits lets the next one go`() async throws {
        let limiter = AccountLimiter(ceiling: 1, ambient: ManualClock().ambient)
        _ = try await limiter.acquire(for: nil)
        let first = Task { try await limiter.acquire(for: AccountLimiterTests.a) }
        while await limiter.waitingCount < 1 { await Task.yield() }
        let second = Task { try await limiter.acquire(for: AccountLimiterTests.b) }
        while await limiter.waitingCount < 2 { await Task.yield() }
        first.cancel()
        await #expect(throws: CancellationError.self) { try await first.value }
        await limiter.failed()
        _ = try await second.value
    }

    @Test func `after a pause all go on, as many as the width lets`() async throws {
        let clock = ManualClock()
        let limiter = AccountLimiter(ceiling: 4, ambient: clock.ambient)
        _ = try await limiter.acquire(for: nil)
        await limiter.limited(for: .seconds(30))
        let calls = (0..<2).map { _ in Task { try await limiter.acquire(for: nil) } }
        while clock.sleeping < 2 { await Task.yield() }
        clock.advance(by: .seconds(29))
        #expect(clock.sleeping == 2)
        clock.advance(by: .seconds(1))
        for call in calls { #expect(try await call.value == .seconds(30)) }
    }

    @Test func `a call cancelled during a pause doesn't keep its place`() async throws {
        let clock = ManualClock()
        let limiter = AccountLimiter(ceiling: 1, ambient: clock.ambient)
        _ = try await limiter.acquire(for: nil)
        await limiter.limited(for: .seconds(30))
        let call = Task { try await limiter.acquire(for: nil) }
        while clock.sleeping < 1 { await Task.yield() }
        call.cancel()
        await #expect(throws: CancellationError.self) { try await call.value }
        clock.advance(by: .seconds(30))
        _ = try await limiter.acquire(for: nil)
    }

    @Test func `who isn't patient is told of a pause that begins while it queues`() async throws {
        let limiter = AccountLimiter(ceiling: 1, ambient: ManualClock().ambient)
        _ = try await limiter.acquire(for: AccountLimiterTests.a)
        let patient = Task { try await limiter.acquire(for: AccountLimiterTests.b) }
        while await limiter.waitingCount < 1 { await Task.yield() }
        let hasty = Task { try await limiter.acquire(for: nil, isPatient: false) }
        while await limiter.waitingCount < 2 { await Task.yield() }
        await limiter.limited(for: .seconds(900))
        let error = await #expect(throws: IntegrationError.self) { try await hasty.value }
        #expect(error?.kind == .rateLimited(retryAfter: .seconds(900)))
        let later = await #expect(throws: IntegrationError.self) {
            try await limiter.acquire(for: nil, isPatient: false)
        }
        #expect(later?.kind == .rateLimited(retryAfter: .seconds(900)))
        patient.cancel()
        await #expect(throws: CancellationError.self) { try await patient.value }
    }
}

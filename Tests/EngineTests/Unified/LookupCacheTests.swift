import Domain
import JSON
import Support
import Synchronization
import Testing

@testable import Engine

/// Lists that mappings read, kept for some minutes.
@Suite struct LookupCacheTests {
    /// Answers with how often it was asked, or with a failure.
    private final class Loads: Sendable {
        private let count = Mutex(0)
        var made: Int { count.withLock { $0 } }

        func answer(fails: Bool = false) -> LookupLoader.Answer<[JSONValue]> {
            let number = count.withLock { count in
                count += 1
                return count
            }
            guard !fails else {
                let error = IntegrationError(.rejected(status: 404), message: "no")
                let account = AccountContext([:])
                return .failure(CallRunner.Outcome(result: .failure(error), effort: .init(), account: account))
            }
            var effort = CallRunner.Effort()
            effort.requests = 1
            return .success([.number(JSONNumber(number))], effort)
        }
    }

    private static func rows(_ answer: LookupLoader.Answer<[JSONValue]>) -> ([JSONValue], requests: Int)? {
        guard case .success(let rows, let effort) = answer else { return nil }
        return (rows, effort.requests)
    }

    @Test func `a list is good for five minutes, and not a moment longer`() async throws {
        let (clock, loads) = (ManualClock(), Loads())
        let cache = LookupCache(ambient: clock.ambient)
        for (step, expected, requests) in [(0, 1, 1), (299, 1, 0), (1, 2, 1), (1, 2, 0)] {
            clock.advance(by: .seconds(step))
            let found = LookupCacheTests.rows(try await cache.rows("a") { loads.answer() })
            #expect(found?.0 == [.number(JSONNumber(expected))])
            #expect(found?.requests == requests)
        }
        _ = try await cache.rows("b") { loads.answer() }
        #expect(loads.made == 3)
    }

    @Test func `those who come while it is asked for wait for the one answer`() async throws {
        let (clock, loads) = (ManualClock(), Loads())
        let cache = LookupCache(ambient: clock.ambient)
        try await withThrowingTaskGroup(of: [JSONValue]?.self) { group in
            let open = await LookupCacheTests.startLoad(cache, loads, in: &group)
            for _ in 0..<20 {
                group.addTask { LookupCacheTests.rows(try await cache.rows("a") { loads.answer() })?.0 }
            }
            open.yield()
            for try await rows in group { #expect(rows == [1]) }
        }
        #expect(loads.made == 1)
    }

    @Test func `one that failed isn't kept, and neither is one that threw`() async throws {
        let (clock, loads) = (ManualClock(), Loads())
        let cache = LookupCache(ambient: clock.ambient)
        let failed = try await cache.rows("a") { loads.answer(fails: true) }
        #expect(LookupCacheTests.rows(failed) == nil)
        await #expect(throws: CancellationError.self) {
            try await cache.rows("a") {
                _ = loads.answer()
                throw CancellationError()
            }
        }
        let found = LookupCacheTests.rows(try await cache.rows("a") { loads.answer() })
        #expect(found?.0 == [3])
        #expect(loads.made == 3)
    }

    /// Starts a load of `a` that ends when the second of the streams is told to.
    private static func startLoad(
        _ cache: LookupCache,
        _ loads: Loads,
        in group: inout ThrowingTaskGroup<[JSONValue]?, any Error>
    ) async -> AsyncStream<Void>.Continuation {
        let (asked, tell) = AsyncStream<Void>.makeStream()
        let (door, open) = AsyncStream<Void>.makeStream()
        group.addTask {
            LookupCacheTests.rows(
                try await cache.rows("a") {
                    tell.yield()
                    for await _ in door { break }
                    return loads.answer()
                }
            )?.0
        }
        for await _ in asked { break }
        return open
    }

    @Test func `who isn't patient waits for nobody who may wait for hours`() async throws {
        let (clock, loads) = (ManualClock(), Loads())
        let cache = LookupCache(ambient: clock.ambient)
        try await withThrowingTaskGroup(of: [JSONValue]?.self) { group in
            let open = await LookupCacheTests.startLoad(cache, loads, in: &group)
            let own = try await cache.rows("a", isPatient: false) { loads.answer() }
            #expect(LookupCacheTests.rows(own)?.0 == [1])
            open.yield()
            for try await rows in group { #expect(rows == [2]) }
        }
    }

    @Test func `who is cancelled waits no longer, and another list isn't waited for`() async throws {
        let (clock, loads) = (ManualClock(), Loads())
        let cache = LookupCache(ambient: clock.ambient)
        try await withThrowingTaskGroup(of: [JSONValue]?.self) { group in
            let open = await LookupCacheTests.startLoad(cache, loads, in: &group)
            let waiting = Task { try await cache.rows("a") { loads.answer() } }
            waiting.cancel()
            await #expect(throws: CancellationError.self) { try await waiting.value }
            let other = try await cache.rows("b") { loads.answer() }
            #expect(LookupCacheTests.rows(other)?.0 == [1])
            open.yield()
            for try await rows in group { #expect(rows == [2]) }
        }
    }

    @Test func `what was asked for before the account was changed isn't kept after it`() async throws {
        let (clock, loads) = (ManualClock(), Loads())
        let cache = LookupCache(ambient: clock.ambient)
        try await withThrowingTaskGroup(of: [JSONValue]?.self) { group in
            let open = await LookupCacheTests.startLoad(cache, loads, in: &group)
            cache.forget()
            open.yield()
            for try await rows in group { #expect(rows == [1]) }
        }
        let found = LookupCacheTests.rows(try await cache.rows("a") { loads.answer() })
        #expect(found?.0 == [2])
    }

    @Test func `it forgets all when the account was changed`() async throws {
        let (clock, loads) = (ManualClock(), Loads())
        let cache = LookupCache(ambient: clock.ambient)
        _ = try await cache.rows("a") { loads.answer() }
        cache.forget()
        _ = try await cache.rows("a") { loads.answer() }
        #expect(loads.made == 2)
    }
}

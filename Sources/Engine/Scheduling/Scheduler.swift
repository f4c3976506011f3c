package import Domain
package import Logging
import ServiceLifecycle
import Synchronization

/// Claims runs and executes them, a bounded number at a time, until shutdown.
///
/// Looks at once when told of a new run, and every second for those it wasn't told of (made by a command, or left by a
/// server whose lease ended).
package final class Scheduler: Service {
    private let executor: RunExecutor
    private let runs: any RunStore
    private let purge: @Sendable () async throws -> Void
    private let stops: StopSignals
    private let settings: EngineSettings
    private let ambient: Ambient
    private let logger: Logger
    private let claimed = Mutex<Set<String>>([])
    private let wakeups: AsyncStream<Void>
    private let wakeup: AsyncStream<Void>.Continuation

    /// `purge` removes what nobody needs any more, a bounded part at a time.
    package init(
        executor: RunExecutor,
        runs: any RunStore,
        stops: StopSignals,
        settings: EngineSettings,
        ambient: Ambient,
        logger: Logger,
        purge: @escaping @Sendable () async throws -> Void
    ) {
        self.executor = executor
        self.runs = runs
        self.purge = purge
        self.stops = stops
        self.settings = settings
        self.ambient = ambient
        self.logger = logger
        (wakeups, wakeup) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Has the scheduler look for runs now.
    package func wake() { wakeup.yield() }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await self.tick() }
                group.addTask { await self.claimRuns() }
                group.addTask { await self.tidy() }
                await group.waitForAll()
            }
        }
    }

    /// Renews leases, wakes the claiming.
    private func tick() async {
        while !Task.isCancelled {
            wake()
            await attempt("leases could not be renewed") {
                let tokens = self.claimed.withLock { Array($0) }
                guard !tokens.isEmpty else { return }
                try await self.runs.renew(tokens: tokens, now: self.ambient.now(), lease: self.settings.lease)
            }
            try? await ambient.sleep(settings.poll)
        }
    }

    /// Purges; apart from the leases, which a long purge must not keep from being renewed.
    private func tidy() async {
        while !Task.isCancelled {
            await attempt("what nobody needs any more could not be purged") { try await self.purge() }
            try? await ambient.sleep(settings.poll)
        }
    }

    private func claimRuns() async {
        await withDiscardingTaskGroup { group in
            for await _ in wakeups {
                await attempt("runs could not be claimed") {
                    while self.claimed.withLock({ $0.count }) < self.settings.parallelRuns {
                        let token = self.ambient.newID()
                        let claim = try await self.runs.claim(
                            token: token,
                            now: self.ambient.now(),
                            lease: self.settings.lease
                        )
                        guard let claim else { return }
                        self.claimed.withLock { _ = $0.insert(token) }
                        group.addTask { await self.execute(claim) }
                    }
                }
            }
        }
    }

    /// Works on a run until it ends or is stopped.
    private func execute(_ claim: RunClaim) async {
        let stop = await stops.signal(for: claim.run.id)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.executor.execute(claim) }
            group.addTask { for await _ in stop {} }
            await group.next()
            group.cancelAll()
        }
        await stops.forget(claim.run.id)
        claimed.withLock { _ = $0.remove(claim.token) }
        wake()
    }

    /// One failure ends no server: it is logged, and the next turn tries again.
    private func attempt(_ failure: String, _ body: () async throws -> Void) async {
        do {
            try await body()
        } catch is CancellationError {
            return
        } catch is StoreFull {
            // The runs themselves notice and say so.
            return
        } catch {
            logger.error("scheduler: turn failed", metadata: [LogKey.reason: "\(failure)", LogKey.error: "\(error)"])
        }
    }
}

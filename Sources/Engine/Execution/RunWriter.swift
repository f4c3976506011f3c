import Domain
import Logging

/// A run's way into the store: one commit at a time, so that runs take turns at the one writer; waits on a full disk.
struct RunWriter: Sendable {
    let claim: RunClaim
    let runs: any RunStore
    let health: EngineHealth
    let settings: EngineSettings
    let ambient: Ambient
    let logger: Logger
    private let turnstile = Turnstile(width: 1)

    init(
        claim: RunClaim,
        runs: any RunStore,
        health: EngineHealth,
        settings: EngineSettings,
        ambient: Ambient,
        logger: Logger
    ) {
        self.claim = claim
        self.runs = runs
        self.health = health
        self.settings = settings
        self.ambient = ambient
        self.logger = logger
    }

    func commit(_ page: PageCommit) async throws -> CommitOutcome {
        try await turnstile.pass { try await untilThereIsRoom { try await runs.commit(page, claim: claim) } }
    }

    func markSent(_ item: WorkItem.ID) async throws {
        try await turnstile.pass { try await untilThereIsRoom { try await runs.markSent(item, claim: claim) } }
    }

    func begin(_ plan: RunPlan) async throws {
        let roots = plan.nodes.filter { $0.parent == nil }.map { node in
            NewWorkItem(node: node.index, depth: node.depth, kind: node.firstItem, context: "{}")
        }
        try await untilThereIsRoom { try await runs.begin(claim, nodes: plan.nodes.map(\.row), items: roots) }
    }

    /// `wait` is asked when the write is due, not before; nil is for a run that isn't limited.
    func setRateLimited(for wait: @Sendable () -> Duration?) async throws {
        try await turnstile.pass {
            try await untilThereIsRoom { try await runs.setRateLimited(for: wait(), claim: claim, at: ambient.now()) }
        }
    }

    /// Nil while events of the run aren't settled.
    func finish(failure: FailureReason?) async throws -> RunStatus? {
        try await untilThereIsRoom { try await runs.finish(claim, failure: failure, at: ambient.now()) }
    }

    /// Does a write again until the disk has room for it; nothing of it was stored before.
    private func untilThereIsRoom<Value: Sendable>(_ write: () async throws -> Value) async throws -> Value {
        // Whatever ends the waiting takes the word back; another run that still waits says it again.
        var isWaiting = false
        defer { if isWaiting { health.noteDisk(isFull: false) } }
        while true {
            do {
                let value = try await write()
                if isWaiting { logger.info("the disk has room again") }
                return value
            } catch is StoreFull {
                if !health.isDiskFull { logger.error("the disk is full: runs wait until there is room") }
                health.noteDisk(isFull: true)
                isWaiting = true
                try await ambient.sleep(settings.fullDiskWait)
            }
        }
    }
}

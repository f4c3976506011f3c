import Domain
import JSON
import Support
import Testing

@testable import Persistence

/// The outbox as the worker and the runs see it.
@Suite struct OutboxTests {
    private static let answer = DeliveryAnswer(status: 500, body: "no", error: nil)
    private static let lane = DeliveryLane(webhookID: .init("hook"), run: 1)

    /// A run whose first page made these events.
    private static func rig(_ events: [String]) async throws -> (StoreRig, RunClaim) {
        let rig = try await StoreRig()
        let claim = try await rig.delivering()
        let item = try #require(try await rig.items(claim).first)
        var page = PageCommit(item: item.id, node: 0, progress: .next(Cursor("2")), at: StoreRig.now)
        page.events = events.map { rig.event($0) }
        _ = try await rig.runs.commit(page, claim: claim)
        return (rig, claim)
    }

    private static func next(_ rig: StoreRig, after sequence: Int64 = 0, at now: Timestamp = StoreRig.now) async throws
        -> DueDelivery?
    {
        try await rig.outbox.next(in: lane, after: sequence, now: now).first
    }

    private static func settle(_ rig: StoreRig, _ due: DueDelivery, _ state: Delivery.State) async throws {
        try await rig.outbox.settle([SettledDelivery(due, state, answer: answer, at: StoreRig.now)])
    }

    @Test func `several are read at once, up to a megabyte together`() async throws {
        let (rig, claim) = try await OutboxTests.rig((1...10).map { "e\($0)" })
        let batch = try await rig.outbox.next(in: OutboxTests.lane, after: 0, now: StoreRig.now)
        #expect(batch.map(\.eventID.rawValue) == (1...8).map { "e\($0)" })
        let item = try #require(try await rig.items(claim).first)
        var page = PageCommit(item: item.id, node: 0, progress: .done, at: StoreRig.now)
        let large = rig.event("large").body + [UInt8](repeating: 32, count: 600 << 10)
        page.events = ["l1", "l2", "l3"].map {
            Event(
                id: .init($0),
                type: .record,
                environmentID: rig.environment,
                createdAt: StoreRig.now,
                body: large
            )
        }
        _ = try await rig.runs.commit(page, claim: claim)
        let last = try #require(batch.last?.sequence) + 2
        let next = try await rig.outbox.next(in: OutboxTests.lane, after: last, now: StoreRig.now)
        #expect(next.map(\.eventID.rawValue) == ["l1", "l2"])
    }

    @Test func `a page's events are there with its progress, or not at all`() async throws {
        let (rig, claim) = try await OutboxTests.rig([])
        let item = try #require(try await rig.items(claim).first)
        var page = StoreRig.page(["a"], item: item, progress: .next(Cursor("3")))
        page.records = nil
        page.events = [rig.event("e1"), rig.event("e2")]
        page.newItems = [StoreRig.item(0)]
        let before = try await rig.contents()
        try await rig.poison("BEFORE INSERT ON delivery WHEN new.id = 'e2'")
        await #expect(throws: (any Error).self) { try await rig.runs.commit(page, claim: claim) }
        #expect(try await rig.contents() == before)
        try await rig.heal()
        _ = try await rig.runs.commit(page, claim: claim)
        #expect(try await OutboxTests.next(rig)?.eventID.rawValue == "e1")
        #expect(try await rig.items(claim).first?.cursor == Cursor("3"))
    }

    @Test func `events come in order, with the bytes that were stored and the webhook's own end`() async throws {
        let (rig, claim) = try await OutboxTests.rig(["e1", "e2"])
        let first = try #require(try await OutboxTests.next(rig))
        #expect(first.body == rig.event("e1").body + Array(#","webhook_id":"hook"}"#.utf8))
        #expect(try JSONValue(parsing: first.body)["payload"] == ["id": "e1"])
        #expect(first.isRunsOwn && first.runID == claim.run.id)
        #expect(first.webhook.secret.text == "secret")
        #expect(try await OutboxTests.next(rig, after: first.sequence)?.eventID.rawValue == "e2")
        #expect(try await rig.outbox.undelivered(of: claim.run.id) == 2)
        try await OutboxTests.settle(rig, first, .delivered)
        #expect(try await OutboxTests.next(rig)?.eventID.rawValue == "e2")
        #expect(try await rig.outbox.undelivered(of: claim.run.id) == 1)
    }

    @Test func `a try that failed holds the lane until it is due, and says so`() async throws {
        let (rig, claim) = try await OutboxTests.rig(["e1", "e2"])
        let first = try #require(try await OutboxTests.next(rig))
        let due = StoreRig.now + .seconds(10)
        try await rig.outbox.retry(first, answer: OutboxTests.answer, at: StoreRig.now, next: due)
        #expect(try await OutboxTests.next(rig) == nil)
        #expect(try await rig.outbox.lanes().map(\.due) == [due])
        #expect(try await rig.outbox.held(among: [claim.run.id]) == [claim.run.id])
        let again = try #require(try await OutboxTests.next(rig, at: due))
        #expect(again.attempts == 1 && again.firstTriedAt == StoreRig.now)
        #expect(again.body == first.body)
    }

    @Test func `an event that is there already is not delivered twice`() async throws {
        let (rig, claim) = try await OutboxTests.rig(["e1"])
        let item = try #require(try await rig.items(claim).first)
        var page = PageCommit(item: item.id, node: 0, progress: .done, at: StoreRig.now)
        page.events = [rig.event("e1"), rig.event("e2")]
        _ = try await rig.runs.commit(page, claim: claim)
        #expect(try await rig.integer("SELECT count(*) FROM delivery") == 2)
    }

    @Test func `a run ends only when its webhook has settled everything, and a lost record moves no date`() async throws
    {
        let (rig, claim) = try await OutboxTests.rig(["e1"])
        #expect(try await rig.runs.finish(claim, failure: nil, at: StoreRig.now) == nil)
        #expect(try await !rig.outbox.isSettled(claim.run.id))
        let first = try #require(try await OutboxTests.next(rig))
        try await OutboxTests.settle(rig, first, .dead)
        #expect(try await rig.outbox.isSettled(claim.run.id))
        #expect(try await rig.runs.finish(claim, failure: nil, at: StoreRig.now)?.result == .partial)
        #expect(try await rig.runs.previousRunDate(for: claim.run, nodeDefinition: "node 0") == nil)
    }

    @Test func `giving a webhook up ends its runs and keeps what waits`() async throws {
        let (rig, claim) = try await OutboxTests.rig(["e1", "e2"])
        let first = try #require(try await OutboxTests.next(rig))
        let now = StoreRig.now + .seconds(5)
        let ended = try await rig.outbox.giveUp(first, answer: OutboxTests.answer, reason: "gone", at: now)
        #expect(ended == [claim.run.id])
        let run = try #require(try await rig.runs.run(claim.run.id, in: rig.environment))
        #expect(run.status.failure == FailureReason(kind: "webhook_given_up", message: "gone"))
        #expect(try await rig.webhooks.webhook(.init("hook"), in: rig.environment)?.isActive == false)
        #expect(try await rig.outbox.lanes().isEmpty)
        let kept = try await rig.outbox.deliveries(ListQuery(), of: .init("hook")).elements
        #expect(kept.map(\.state) == [.dead, .dead])
        await #expect(throws: ClaimLost.self) { try await rig.runs.finish(claim, failure: nil, at: now) }
    }

    @Test(arguments: [
        Replay.event(.init("e2")), .run(.init("run")), .period(from: StoreRig.now, to: StoreRig.now + .seconds(1)),
        .period(from: .epoch, to: StoreRig.now), .event(.init("other")), .run(.init("other")),
    ])
    func `a replay makes what was settled wait again`(_ replay: Replay) async throws {
        let (rig, _) = try await OutboxTests.rig(["e1", "e2"])
        for state in [Delivery.State.delivered, .dead] {
            let due = try #require(try await OutboxTests.next(rig))
            try await OutboxTests.settle(rig, due, state)
        }
        let count = try await rig.outbox.replay(replay, to: .init("hook"), at: StoreRig.now)
        switch replay {
        case .event(.init("e2")):
            #expect(count == 1)
            #expect(try await OutboxTests.next(rig)?.eventID.rawValue == "e2")
        case .run(.init("run")), .period(from: StoreRig.now, _):
            #expect(count == 2)
            #expect(try await OutboxTests.next(rig)?.eventID.rawValue == "e1")
        default: #expect(count == 0)
        }
        // What waits already is left alone.
        #expect(try await rig.outbox.replay(replay, to: .init("hook"), at: StoreRig.now) == 0)
    }

    @Test func `whoever waits for arrivals is told of what is due, and of nothing else`() async throws {
        let rig = try await StoreRig()
        var arrivals = rig.outbox.arrivals().makeAsyncIterator()
        let claim = try await rig.delivering()
        let item = try #require(try await rig.items(claim).first)
        _ = try await rig.runs.commit(StoreRig.page(["a"], item: item, progress: .next(Cursor("2"))), claim: claim)
        var page = PageCommit(item: item.id, node: 0, progress: .done, at: StoreRig.now)
        page.events = [rig.event("e1")]
        _ = try await rig.runs.commit(page, claim: claim)
        #expect(await arrivals.next() != nil)
    }

    @Test func `delivered events go after their time, dead and waiting ones stay`() async throws {
        let (rig, _) = try await OutboxTests.rig(["e1", "e2", "e3"])
        for state in [Delivery.State.delivered, .dead] {
            let due = try #require(try await OutboxTests.next(rig))
            try await OutboxTests.settle(rig, due, state)
        }
        try await rig.outbox.purge(retention: .seconds(60), now: StoreRig.now + .seconds(59))
        #expect(try await rig.integer("SELECT count(*) FROM event") == 3)
        try await rig.outbox.purge(retention: .zero, now: StoreRig.now + .seconds(1_000))
        #expect(try await rig.integer("SELECT count(*) FROM event") == 3)
        try await rig.outbox.purge(retention: .seconds(60), now: StoreRig.now + .seconds(61))
        #expect(try await rig.integer("SELECT count(*) FROM event") == 2)
        #expect(try await rig.integer("SELECT count(*) FROM delivery WHERE id = 'e1'") == 0)
    }

    @Test(arguments: [false, true])
    func `a deleted account's record events go too, unless its records are kept`(_ keeps: Bool) async throws {
        let (rig, _) = try await OutboxTests.rig((1...50).map { "e\($0)" })
        _ = try await rig.accounts.delete(rig.account, keepingRecords: keeps, in: rig.environment, at: StoreRig.now)
        try await rig.outbox.purge(retention: .seconds(60), now: StoreRig.now)
        #expect(try await rig.integer("SELECT count(*) FROM event WHERE type LIKE '%:record'") == (keeps ? 50 : 0))
    }

    @Test func `a removed webhook takes its deliveries along and fails its runs`() async throws {
        let (rig, claim) = try await OutboxTests.rig(["e1"])
        #expect(try await rig.webhooks.delete(.init("hook"), in: rig.environment, at: StoreRig.now) == [claim.run.id])
        #expect(try await rig.webhooks.delete(.init("hook"), in: rig.environment, at: StoreRig.now) == nil)
        #expect(try await rig.integer("SELECT count(*) FROM delivery") == 0)
        let run = try await rig.runs.run(claim.run.id, in: rig.environment)
        #expect(run?.status.failure?.kind == "webhook_deleted")
    }

    @Test func `an account's changes are told once each`() async throws {
        let rig = try await StoreRig()
        try await rig.insertWebhook("hook")
        for (author, status) in [
            (IntegratedAccount.Author.engine, IntegratedAccount.Status.active), (.engine, .needsReauth),
            (.caller, .active), (.engine, .active),
        ] {
            let before = try await rig.accounts.account(rig.account, in: rig.environment)
            let now = try #require(before).updatedAt + .milliseconds(1)
            _ = try await rig.accounts.update(rig.account, in: rig.environment, by: author) { account in
                account.status = status
                account.updatedAt = now
            }
        }
        let told = try await rig.outbox.deliveries(ListQuery(), of: .init("hook")).elements.map(\.eventType)
        #expect(
            told.sorted() == [
                "integrated_account:authentication_error", "integrated_account:reactivated",
                "integrated_account:updated",
            ]
        )
    }
}

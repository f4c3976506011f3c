import Domain
import GRDB
import Support
import Testing

@testable import Persistence

/// A page and its progress are one transaction, and only the newest claim may write it.
@Suite struct CommitTests {
    @Test func `a page's records, counters and next cursor are there together`() async throws {
        let rig = try await StoreRig()
        let claim = try await rig.started()
        let item = try #require(try await rig.items(claim).first)
        let outcome = try await rig.runs.commit(
            StoreRig.page(["a", "b"], item: item, progress: .next(Cursor("two"))),
            claim: claim
        )
        #expect(outcome.created == 2)
        #expect(try await rig.items(claim).map(\.cursor) == [Cursor("two")])
        let listing = try await rig.records.records(RecordQuery(), in: rig.environment)
        #expect(listing.records.map(\.recordID) == ["a", "b"])
        #expect(listing.records.map(\.change) == [1, 2])
        let stats = try await rig.runs.stats(of: [claim.run.id])[claim.run.id]?.first?.counters
        #expect(stats?.fetched == 2)
        #expect(stats?.created == 2)
        #expect(stats?.pages == 1)
    }

    @Test func `a finished item committed again is refused, and nothing doubles`() async throws {
        let rig = try await StoreRig()
        let claim = try await rig.started()
        let item = try #require(try await rig.items(claim).first)
        var page = StoreRig.page(["a", "b"], item: item)
        page.newItems = [StoreRig.item(0)]
        _ = try await rig.runs.commit(page, claim: claim)
        let before = try await rig.contents()
        await #expect(throws: ClaimLost.self) { try await rig.runs.commit(page, claim: claim) }
        #expect(try await rig.contents() == before)
    }

    @Test func `the same records again are unchanged and take no number`() async throws {
        let rig = try await StoreRig()
        let claim = try await rig.started()
        let item = try #require(try await rig.items(claim).first)
        _ = try await rig.runs.commit(
            StoreRig.page(["a", "b"], item: item, progress: .next(Cursor("2"))),
            claim: claim
        )
        let same = StoreRig.page(["a", "b", "c"], item: item, progress: .next(Cursor("3")))
        let outcome = try await rig.runs.commit(same, claim: claim)
        #expect(outcome.unchanged == 2)
        #expect(outcome.created == 1)
        let other = StoreRig.page(["b"], version: 2, item: item)
        #expect(try await rig.runs.commit(other, claim: claim).updated == 1)
        let listing = try await rig.records.records(RecordQuery(), in: rig.environment)
        #expect(listing.records.map { "\($0.recordID)\($0.createdChange)\($0.change)" } == ["a11", "c33", "b24"])
        #expect(try await rig.integer("SELECT live FROM record_set") == 3)
    }

    @Test func `a row that fails in the middle of a page leaves nothing`() async throws {
        let rig = try await StoreRig()
        let claim = try await rig.started()
        let item = try #require(try await rig.items(claim).first)
        try await rig.poison("BEFORE INSERT ON record WHEN new.record_id = 'c'")
        let before = try await rig.contents()
        await #expect(throws: DatabaseError.self) {
            try await rig.runs.commit(StoreRig.page(["a", "b", "c", "d"], item: item), claim: claim)
        }
        #expect(try await rig.contents() == before)
        // The statement is fit for use again.
        _ = try await rig.runs.commit(StoreRig.page(["a", "b", "d"], item: item), claim: claim)
        #expect(try await rig.integer("SELECT count(*) FROM record") == 3)
    }

    @Test func `an older claim's writes throw and change nothing`() async throws {
        let rig = try await StoreRig()
        let old = try await rig.started()
        let item = try #require(try await rig.items(old).first)
        let later = StoreRig.now + .seconds(61)
        let new = try #require(try await rig.claim("new", at: later))
        #expect(new.run.id == old.run.id)
        #expect(new.run.resumes == 1)
        let before = try await rig.contents()
        await #expect(throws: ClaimLost.self) {
            try await rig.runs.commit(StoreRig.page(["a"], item: item), claim: old)
        }
        await #expect(throws: ClaimLost.self) {
            try await rig.runs.setRateLimited(for: .seconds(1), claim: old, at: later)
        }
        await #expect(throws: ClaimLost.self) { try await rig.runs.markSent(item.id, claim: old) }
        await #expect(throws: ClaimLost.self) { try await rig.runs.finish(old, failure: nil, at: later) }
        await #expect(throws: ClaimLost.self) { try await rig.runs.begin(old, nodes: [], items: [StoreRig.item(0)]) }
        try await rig.runs.renew(tokens: [old.token], now: later + .seconds(500), lease: .seconds(60))
        #expect(try await rig.contents() == before)
        _ = try await rig.runs.commit(StoreRig.page(["a"], item: item), claim: new)
    }

    @Test func `a stopped run's writes throw and change nothing`() async throws {
        let rig = try await StoreRig()
        let claim = try await rig.started()
        let item = try #require(try await rig.items(claim).first)
        let stopped = try await rig.runs.stop(claim.run.id, in: rig.environment, at: StoreRig.now)
        #expect(stopped?.status.name == .stopped)
        let before = try await rig.contents()
        await #expect(throws: ClaimLost.self) {
            try await rig.runs.commit(StoreRig.page(["a"], item: item), claim: claim)
        }
        await #expect(throws: ClaimLost.self) { try await rig.runs.finish(claim, failure: nil, at: StoreRig.now) }
        #expect(try await rig.contents() == before)
    }

    @Test func `a full disk is StoreFull, leaves nothing, and passes with room`() async throws {
        let rig = try await StoreRig()
        let claim = try await rig.started()
        let item = try #require(try await rig.items(claim).first)
        try await rig.database.limitPages(to: try await rig.integer("PRAGMA page_count"))
        let before = try await rig.contents()
        let page = StoreRig.page((0..<2000).map { "record-\($0)" }, item: item)
        await #expect(throws: StoreFull.self) { try await rig.runs.commit(page, claim: claim) }
        #expect(try await rig.contents() == before)
        try await rig.database.limitPages(to: 1_000_000)
        #expect(try await rig.runs.commit(page, claim: claim).created == 2000)
    }

    @Test func `a node keeps a hundred errors and counts them all`() async throws {
        let rig = try await StoreRig()
        let claim = try await rig.started()
        for number in 0..<105 {
            let item = try #require(try await rig.items(claim).first)
            var page = PageCommit(item: item.id, node: 0, progress: .failed, at: StoreRig.now)
            page.newItems = [StoreRig.item(0)]
            page.counters.errors = 1
            page.errors = [
                RunError(
                    node: 0,
                    label: "node0",
                    context: "",
                    kind: "k",
                    message: "\(number)",
                    sample: "",
                    at: StoreRig.now
                )
            ]
            _ = try await rig.runs.commit(page, claim: claim)
        }
        let errors = try await rig.runs.errors(of: claim.run.id, limit: 1000)
        #expect(errors.count == 100)
        #expect(errors.first?.message == "0")
        #expect(try await rig.runs.stats(of: [claim.run.id])[claim.run.id]?.first?.counters.errors == 105)
    }
}

extension Persistence.Database {
    /// Makes the disk look as full as a database of so many pages would.
    func limitPages(to count: Int) async throws {
        try await pool.writeWithoutTransaction { db in
            _ = try Int.fetchOne(db, sql: "PRAGMA max_page_count=\(count)")
        }
    }
}

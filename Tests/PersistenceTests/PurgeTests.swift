import Domain
import GRDB
import Support
import Testing

@testable import Persistence

/// Deleting an account.
@Suite struct PurgeTests {
    private static func stored(_ rig: StoreRig) async throws -> RunClaim {
        let claim = try await rig.started()
        let item = try #require(try await rig.items(claim).first)
        let page = StoreRig.page((0..<1200).map(String.init), item: item, progress: .next(Cursor("2")))
        _ = try await rig.runs.commit(page, claim: claim)
        return claim
    }

    @Test func `a deleted account's records are gone for readers at once and from the disk in steps`() async throws {
        let rig = try await StoreRig()
        let claim = try await PurgeTests.stored(rig)
        #expect(
            try await rig.accounts.delete(rig.account, keepingRecords: false, in: rig.environment, at: StoreRig.now)
        )
        #expect(try await rig.records.records(RecordQuery(), in: rig.environment).records.isEmpty)
        #expect(try await rig.records.counts(RecordQuery(), in: rig.environment).isEmpty)
        #expect(try await rig.integer("SELECT count(*) FROM record") == 1200)
        #expect(try await rig.integer("SELECT count(*) FROM integrated_account") == 0)
        try await rig.records.purgeDeleted()
        #expect(try await rig.integer("SELECT count(*) FROM record") == 0)
        #expect(try await rig.integer("SELECT count(*) FROM record_set") == 0)
        // Its run is over, and what is still under way of it can't write.
        #expect(try await rig.runs.run(claim.run.id, in: rig.environment)?.status.name == .stopped)
        let item = try #require(try await rig.items(claim).first)
        await #expect(throws: ClaimLost.self) {
            try await rig.runs.commit(StoreRig.page(["x"], item: item), claim: claim)
        }
    }

    @Test func `records that are to be kept are kept`() async throws {
        let rig = try await StoreRig()
        _ = try await PurgeTests.stored(rig)
        #expect(try await rig.accounts.delete(rig.account, keepingRecords: true, in: rig.environment, at: StoreRig.now))
        try await rig.records.purgeDeleted()
        #expect(try await rig.records.counts(RecordQuery(), in: rig.environment).map(\.count) == [1200])
    }

    @Test func `another environment can't delete it`() async throws {
        let rig = try await StoreRig()
        #expect(
            try await !rig.accounts.delete(rig.account, keepingRecords: false, in: .init("other"), at: StoreRig.now)
        )
        #expect(try await rig.integer("SELECT count(*) FROM integrated_account") == 1)
    }
}

import Domain
import GRDB
import Support
import Testing

@testable import Persistence

@Suite struct ChangeNumberTests {
    private static func highest(_ rig: StoreRig) async throws -> Int {
        try await rig.integer("SELECT max(change) FROM record")
    }

    @Test func `numbers go on above all that came before when the database is opened again`() async throws {
        let rig = try await StoreRig()
        let claim = try await rig.started()
        let item = try #require(try await rig.items(claim).first)
        _ = try await rig.runs.commit(
            StoreRig.page(["a", "b"], item: item, progress: .next(Cursor("2"))),
            claim: claim
        )
        let before = try await ChangeNumberTests.highest(rig)
        try rig.database.close()
        let reopened = try Persistence.Database(folder: rig.folder.path + "/data")
        _ = try await SQLiteRunStore(reopened).commit(StoreRig.page(["c"], item: item), claim: claim)
        let after = try await reopened.read { db in try Int.fetchOne(db, sql: "SELECT max(change) FROM record") ?? 0 }
        #expect(after > before)
        #expect(after == Int(ChangeNumbers.blockSize) + 1)
    }

    @Test func `a number that an undone commit used is not given out twice`() async throws {
        let rig = try await StoreRig()
        let claim = try await rig.started()
        let item = try #require(try await rig.items(claim).first)
        try await rig.poison("BEFORE UPDATE OF fetched ON run_node WHEN new.fetched = 3")
        // The records are written, then the counters fail: all of it goes, but the numbers may have been seen.
        await #expect(throws: DatabaseError.self) {
            try await rig.runs.commit(StoreRig.page(["a", "b", "c"], item: item), claim: claim)
        }
        #expect(try await rig.integer("SELECT count(*) FROM record") == 0)
        _ = try await rig.runs.commit(StoreRig.page(["a", "b"], item: item), claim: claim)
        #expect(try await rig.integer("SELECT min(change) FROM record") == 4)
    }

    @Test func `a block is on the disk before its first number is used`() async throws {
        let rig = try await StoreRig()
        let claim = try await rig.started()
        let item = try #require(try await rig.items(claim).first)
        _ = try await rig.runs.commit(StoreRig.page(["a"], item: item), claim: claim)
        #expect(try await rig.integer("SELECT value FROM meta WHERE key = 'change_high_water'") == 100_000)
    }

    @Test func `a store has one epoch`() async throws {
        let rig = try await StoreRig()
        let epoch = try await rig.records.epoch()
        #expect(try await rig.records.epoch() == epoch)
        #expect(try await StoreRig().records.epoch() != epoch)
    }
}

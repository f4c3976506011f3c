import Domain
import GRDB
import Support
import Testing

@testable import Persistence

/// Who works on a run, and how it ends.
@Suite struct ClaimTests {
    @Test func `the oldest run goes first, each to one claim`() async throws {
        let rig = try await StoreRig()
        for id in ["a", "b"] { try await rig.insertRun(id) }
        #expect(try await rig.claim("1")?.run.id == .init("a"))
        #expect(try await rig.claim("2")?.run.id == .init("b"))
        #expect(try await rig.claim("3") == nil)
    }

    @Test func `a run whose lease ended is claimed before younger ones, and keeps its start`() async throws {
        let rig = try await StoreRig()
        try await rig.insertRun("a")
        _ = try await rig.claim("1")
        try await rig.insertRun("b")
        let later = StoreRig.now + .seconds(61)
        let claim = try #require(try await rig.claim("2", at: later))
        #expect(claim.run.id == .init("a"))
        #expect(claim.run.resumes == 1)
        #expect(claim.run.status == .running(since: StoreRig.now))
    }

    @Test func `a renewed lease keeps others off, a voided one lets them in`() async throws {
        let rig = try await StoreRig()
        try await rig.insertRun("a")
        _ = try await rig.claim("1")
        try await rig.runs.renew(tokens: ["1", "unknown"], now: StoreRig.now + .seconds(50), lease: .seconds(60))
        #expect(try await rig.claim("2", at: StoreRig.now + .seconds(100)) == nil)
        try await rig.runs.voidLeases()
        #expect(try await rig.claim("3")?.run.resumes == 1)
    }

    @Test func `a run that ended is claimed by nobody`() async throws {
        let rig = try await StoreRig()
        let claim = try await rig.started()
        _ = try await rig.runs.finish(claim, failure: nil, at: StoreRig.now)
        try await rig.runs.voidLeases()
        #expect(try await rig.claim("2", at: StoreRig.now + .seconds(1000)) == nil)
    }

    @Test func `ten claims without a commit are the end, and the item is named`() async throws {
        let rig = try await StoreRig()
        let first = try await rig.started()
        let item = try #require(try await rig.items(first).first)
        for number in 2...10 {
            try await rig.runs.voidLeases()
            let claim = try #require(try await rig.claim("t\(number)"))
            try await rig.runs.begin(claim, nodes: [], items: [])
        }
        try await rig.runs.voidLeases()
        let last = try #require(try await rig.claim("last"))
        await #expect(throws: StuckRun(item: item.id, node: "node0", claims: 10)) {
            try await rig.runs.begin(last, nodes: [], items: [])
        }
    }

    @Test func `a commit starts the count of claims anew`() async throws {
        let rig = try await StoreRig()
        _ = try await rig.started()
        for number in 2...30 {
            try await rig.runs.voidLeases()
            let claim = try #require(try await rig.claim("t\(number)"))
            try await rig.runs.begin(claim, nodes: [], items: [])
            let item = try #require(try await rig.items(claim).first)
            _ = try await rig.runs.commit(
                StoreRig.page(["a"], item: item, progress: .next(Cursor("\(number)"))),
                claim: claim
            )
        }
        #expect(try await rig.integer("SELECT resumes FROM run") == 29)
    }

    @Test func `beginning a resumed run changes nothing`() async throws {
        let rig = try await StoreRig()
        let claim = try await rig.started()
        let before = try await rig.contents()
        try await rig.runs.begin(claim, nodes: [StoreRig.node(0), StoreRig.node(1)], items: [StoreRig.item(1)])
        #expect(try await rig.contents() == before)
    }

    @Test func `items come deepest first, then oldest`() async throws {
        let rig = try await StoreRig()
        let nodes = [StoreRig.node(0), StoreRig.node(1, parent: 0, depth: 1)]
        let claim = try await rig.started(nodes: nodes)
        let item = try #require(try await rig.items(claim).first)
        var page = PageCommit(item: item.id, node: 0, progress: .next(Cursor("2")), at: StoreRig.now)
        page.newItems = [StoreRig.item(1, depth: 1), StoreRig.item(0), StoreRig.item(1, depth: 1)]
        _ = try await rig.runs.commit(page, claim: claim)
        let items = try await rig.items(claim)
        #expect(items.map(\.depth) == [1, 1, 0, 0])
        #expect(items[0].id < items[1].id && items[2].id < items[3].id)
        #expect(try await rig.runs.openItems(of: claim.run.id, limit: 2).map(\.depth) == [1, 1])
    }

    @Test func `a waiting node starts with the commit that ends its parent's last item, along a chain`() async throws {
        let rig = try await StoreRig()
        // 0 makes 1; 2 waits for 1; 3 waits for 2; 4 waits for 0.
        let claim = try await rig.started(nodes: [
            StoreRig.node(0), StoreRig.node(1, parent: 0, depth: 1),
            StoreRig.node(2, parent: 1, isAfter: true, depth: 2),
            StoreRig.node(3, parent: 2, isAfter: true, depth: 3), StoreRig.node(4, parent: 0, isAfter: true, depth: 1),
        ])
        func finish(_ node: Int, making: [NewWorkItem] = [], progress: PageCommit.Progress = .done) async throws {
            let item = try #require(try await rig.items(claim).first { $0.node == node })
            var page = PageCommit(item: item.id, node: node, progress: progress, at: StoreRig.now)
            page.newItems = making
            _ = try await rig.runs.commit(page, claim: claim)
        }
        func open() async throws -> [Int] { try await rig.items(claim).map(\.node).sorted() }
        try await finish(0, making: [StoreRig.item(1, depth: 1)], progress: .next(Cursor("2")))
        try await finish(1)
        // Its parent isn't through, so more may come.
        #expect(try await open() == [0])
        try await finish(0, making: [StoreRig.item(1, depth: 1)])
        #expect(try await open() == [1, 4])
        try await finish(1, progress: .failed)
        #expect(try await open() == [2, 4])
        try await finish(2)
        #expect(try await open() == [3, 4])
        try await finish(4)
        try await finish(3)
        #expect(try await open() == [])
    }

    @Test func `a node is clean unless it or one above it missed something`() async throws {
        let rig = try await StoreRig()
        let claim = try await rig.started(nodes: [
            StoreRig.node(0), StoreRig.node(1, parent: 0, depth: 1), StoreRig.node(2, parent: 1, depth: 2),
            StoreRig.node(3),
        ])
        try await rig.database.write { db in try db.execute(sql: "UPDATE run_node SET errors = 1 WHERE node = 1") }
        let status = try await rig.runs.finish(claim, failure: nil, at: StoreRig.now)
        #expect(status?.result == .partial)
        for (node, isClean) in [(0, true), (1, false), (2, false), (3, true)] {
            let date = try await rig.runs.previousRunDate(for: claim.run, nodeDefinition: "node \(node)")
            #expect((date == StoreRig.now) == isClean)
        }
    }

    @Test func `a failed run has a reason and is clean nowhere`() async throws {
        let rig = try await StoreRig()
        let claim = try await rig.started()
        let reason = FailureReason(kind: "rejected", message: "no")
        let status = try await rig.runs.finish(claim, failure: reason, at: StoreRig.now)
        #expect(status == .failed(since: StoreRig.now, at: StoreRig.now, reason: reason))
        #expect(try await rig.runs.previousRunDate(for: claim.run, nodeDefinition: "node 0") == nil)
        let stored = try await rig.runs.run(claim.run.id, in: rig.environment)
        #expect(stored?.status.failure == reason)
    }

    @Test func `a run's own item marked as sent is marked for good`() async throws {
        let rig = try await StoreRig()
        let claim = try await rig.started()
        let item = try #require(try await rig.items(claim).first)
        #expect(item.wasSent == false)
        try await rig.runs.markSent(item.id, claim: claim)
        #expect(try await rig.items(claim).map(\.wasSent) == [true])
    }
}

import App
import Domain
import Engine
import Foundation
import Integrations
import JSON
import Logging
import Persistence
import Support

/// Fetch, split, hash and commit with the product's own parts and schema, one page after another, without an engine.
enum PipelineFigure {
    static func measure(_ vendor: SandboxProcess) async throws -> Double {
        let folder = try TemporaryFolder()
        let logger = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }
        let settings = ["data-dir": folder.path, "allow-private-networks": "true"]
        let composition = try await Composition(Configuration(settings), logger: logger)
        let environment = try await composition.environments.ensureEnvironment(named: "bench")
        let claim = try await claim(composition, in: environment.id)
        var http = HTTPSettings()
        http.allowsPrivateNetworks = true
        let transport = AsyncHTTPTransport(settings: http)
        let adapter = ZendeskAdapter()
        let call = AdapterCall(
            resource: "tickets",
            method: "list",
            account: AccountContext(vendor.tokenContext),
            now: Ambient.live.now()
        )
        let item = try await composition.runs.openItems(of: claim.run.id, limit: 1)[0]
        var cursor: Cursor?
        var records = 0
        let start = ContinuousClock.now
        repeat {
            let answer = try await transport.send(try adapter.request(for: call, after: cursor))
            let page = try adapter.page(from: answer, for: call, after: cursor)
            var commit = PageCommit(
                item: item.id,
                node: 0,
                progress: page.next.map { .next($0) } ?? .done,
                at: Ambient.live.now()
            )
            commit.records = RecordBatch(
                resource: "tickets",
                bytes: page.split.bytes,
                rows: page.split.records.enumerated().map { index, range in
                    RecordBatch.Row(
                        id: page.id(of: index) ?? "",
                        range: range,
                        hash: Fingerprint.digest(of: page.split.bytes[range])
                    )
                }
            )
            _ = try await composition.runs.commit(commit, claim: claim)
            records += page.split.records.count
            cursor = page.next
        } while cursor != nil
        let time = (ContinuousClock.now - start).seconds
        try await transport.shutdown()
        try composition.database.close()
        return Double(records) / time
    }

    private static func claim(_ composition: Composition, in environment: Domain.Environment.ID) async throws
        -> RunClaim
    {
        let now = Ambient.live.now()
        _ = try await composition.runs.insert(.sample("bench", in: environment, at: now), manifest: nil)
        guard let claim = try await composition.runs.claim(token: "bench", now: now, lease: .seconds(3600)) else {
            throw TestFailure("nothing to claim")
        }
        let node = PlannedNodeRow(
            node: 0,
            label: "tickets",
            resource: "tickets",
            method: "list",
            definition: "",
            parent: nil,
            runsAfterParent: false,
            depth: 0,
            firstItem: .call
        )
        let item = NewWorkItem(node: 0, depth: 0, kind: .call, context: "{}")
        try await composition.runs.begin(claim, nodes: [node], items: [item])
        return claim
    }
}

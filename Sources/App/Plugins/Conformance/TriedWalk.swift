import Domain
import Engine
import Integrations
import JSON
import Sandbox

/// What became of a walk.
struct TriedWalk: Sendable {
    /// The bytes of each page's records.
    var pages: [[[UInt8]]] = []
    /// Nil for a record without one.
    var ids: [String?] = []
    /// What followed each page.
    var cursors: [Cursor] = []
    /// Why it ended early.
    var error: IntegrationError?
    var requests: [OutboundRequest] = []
    /// By the clock of the walk, on which waits count in full.
    var elapsed: Duration = .zero
    /// The account as the walk left it.
    var account: IntegratedAccount

    var records: [[UInt8]] { pages.flatMap { $0 } }

    /// How the vendor is to be asked, and what it does.
    struct Plan {
        var pages = RecordedVendor.Pages.recorded
        /// The page size to ask for.
        var size: Int?
        var start: Cursor?
        var faults: [FaultRule] = []
        /// The place of the account's credentials among the plugin's.
        var way = 0
        /// Whether the account's token has ended before the walk.
        var needsRenewal = false
    }

    /// Pages of one walk at most: many more than are recorded.
    private static let pageLimit = 200

    /// Walks a recorded call from a cursor to its end or its failure, as a run would.
    static func make(_ recorded: RecordedCase, by plan: Plan, at site: ReplaySite) async throws -> TriedWalk {
        let ambient = SkippedTime().ambient
        var call = try recorded.call(at: site.origin, connectedBy: plan.way, now: ambient.now())
        if let size = plan.size { call.query["limit"] = .number(JSONNumber(size)) }
        site.play(
            RecordedVendor(recorded, account: call.account, pages: plan.pages, knowsFirstToken: !plan.needsRenewal),
            faults: plan.faults
        )
        let account = IntegratedAccount.sample(of: recorded.adapter.name, call.account, now: ambient.now())
        let calls = TrialCalls(
            recorded.adapter,
            account: account,
            transport: BoundedTransport(site.transport),
            settings: EngineSettings(),
            ambient: ambient
        )
        var walk = TriedWalk(account: account)
        let began = ambient.uptime()
        var cursor = plan.start
        repeat {
            guard walk.pages.count < TriedWalk.pageLimit else {
                walk.error = IntegrationError(.malformed, message: "the list has no end")
                break
            }
            switch try await calls.page(of: call, after: cursor, writes: recorded.writes) {
            case .failure(let error):
                walk.error = error
                cursor = nil
            case .success(let page):
                walk.pages.append(page.split.records.map { Array(page.split.bytes[$0]) })
                walk.ids += page.split.records.indices.map { page.id(of: $0) }
                cursor = page.next
                if let cursor { walk.cursors.append(cursor) }
            }
        } while cursor != nil
        walk.elapsed = ambient.uptime() - began
        walk.account = await calls.account
        walk.requests = site.takeRequests()
        return walk
    }
}

extension IntegratedAccount {
    /// An account that is stored nowhere.
    fileprivate static func sample(of integration: String, _ context: AccountContext, now: Timestamp) -> Self {
        IntegratedAccount(
            id: .init("00000000-0000-4000-8000-000000000001"),
            environmentID: .init("00000000-0000-4000-8000-000000000002"),
            environmentIntegrationID: .init("00000000-0000-4000-8000-000000000003"),
            integrationName: integration,
            tenantID: "sample",
            context: context,
            status: .active,
            lastError: nil,
            authenticationMethod: AuthenticationMethod(of: context).rawValue,
            region: AccountRegion.eu.rawValue,
            createdAt: now,
            updatedAt: now
        )
    }
}

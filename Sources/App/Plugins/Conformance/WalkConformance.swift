import Domain
import Integrations
import JSON
import Sandbox

/// Everything that is tried with one recorded walk.
struct WalkConformance {
    private let recorded: RecordedCase
    private let site: ReplaySite
    private(set) var checks = 0
    private(set) var findings: [ConformanceFinding] = []

    init(_ recorded: RecordedCase, at site: ReplaySite) {
        self.recorded = recorded
        self.site = site
    }

    /// Tries all; what needs a whole walk is left out where there is none.
    mutating func run() async throws {
        try checkIncremental()
        let whole = try await walk(TriedWalk.Plan())
        guard compareWithRecording(whole) else { return }
        checkIDs(whole)
        try await checkResuming(whole)
        if recorded.writes { try await checkLostWrites() } else { try await checkFaults(whole) }
        try await checkErrors()
        try await checkSizes(whole)
        try await checkRenewal(whole)
        try await checkCredentials(whole)
    }

    private mutating func fail(_ check: ConformanceFinding.Check, _ message: String) {
        let finding = ConformanceFinding(
            fixture: "\(recorded.adapter.name)/\(recorded.walk.name)",
            check: check,
            message: message
        )
        if !findings.contains(finding) { findings.append(finding) }
    }

    /// Makes a walk and looks for secrets in all that it left behind.
    private mutating func walk(_ plan: TriedWalk.Plan) async throws -> TriedWalk {
        let walk = try await TriedWalk.make(recorded, by: plan, at: site)
        checks += 1
        for request in walk.requests {
            for place in recorded.misplacedSecrets(in: request, of: walk.account.context) {
                fail(.secrets, "a secret of the account is sent in \(place), where authorization doesn't put it")
            }
        }
        var texts = [walk.account.lastError].compactMap { $0 }
        if let error = walk.error {
            texts += [error.description] + (error.answer?.headers.map(\.value) ?? [])
            texts.append(String(decoding: error.answer?.body ?? [], as: UTF8.self))
        }
        for secret in recorded.secrets(of: walk.account.context) where texts.contains(where: { $0.contains(secret) }) {
            fail(.secrets, "an error that is kept and shown has a secret of the account in it: is its field secret?")
        }
        return walk
    }

    private mutating func checkIncremental() throws {
        checks += 1
        let call = try recorded.call(at: site.origin, now: Ambient.live.now())
        if let fault = recorded.incrementalFault(call) { fail(.incremental, fault) }
    }

    /// Whether a walk has what is recorded, page by page.
    private mutating func compareWithRecording(_ walk: TriedWalk) -> Bool {
        let expected = recorded.records.map { page in page.map(\.bytes) }
        for (index, page) in walk.pages.enumerated() where index < expected.count && page != expected[index] {
            fail(.walk, "page \(index + 1) has other records than are recorded")
            return false
        }
        if walk.pages.count == expected.count, let error = walk.error {
            fail(.walk, "goes on after the last recorded page: \(error)")
            return false
        }
        if let error = walk.error {
            fail(.walk, "page \(walk.pages.count + 1) of \(expected.count): \(error)")
            return false
        }
        guard walk.pages.count == expected.count else {
            fail(.walk, "ends after page \(walk.pages.count) of \(expected.count): where is the next one named?")
            return false
        }
        return true
    }

    private mutating func checkIDs(_ walk: TriedWalk) {
        checks += 1
        var seen: Set<String> = []
        for (index, id) in walk.ids.enumerated() {
            guard let id else {
                fail(.ids, "record \(index + 1) has no id: see id_path")
                continue
            }
            if !seen.insert(id).inserted { fail(.ids, "two records have the id \(id)") }
        }
    }

    /// Says what differs between a walk and another that went well; nil where nothing does.
    private func difference(_ walk: TriedWalk, _ expected: [[UInt8]]) -> String? {
        if let error = walk.error { return "\(error)" }
        guard walk.records != expected else { return nil }
        return "\(walk.records.count) records in place of the \(expected.count) that there are, or others"
    }

    private mutating func checkResuming(_ whole: TriedWalk) async throws {
        for (index, cursor) in whole.cursors.enumerated() {
            let rest = try await walk(TriedWalk.Plan(start: cursor))
            let expected = whole.pages.dropFirst(index + 1).flatMap { $0 }
            if let difference = difference(rest, expected) {
                fail(.resume, "from the cursor after page \(index + 1): \(difference)")
            }
        }
    }

    /// Faults on the way: at the second page where there is one.
    private func faults(after skipped: Int) -> [(name: String, rule: FaultRule)] {
        [
            (
                "429 with Retry-After",
                FaultRule(
                    kind: .status,
                    match: "/",
                    after: skipped,
                    times: 1,
                    status: 429,
                    retryAfter: String(WalkConformance.retryAfter)
                )
            ),
            ("500", FaultRule(kind: .status, match: "/", after: skipped, times: 1, status: 500)),
            ("a cut connection", FaultRule(kind: .reset, match: "/", after: skipped, times: 1)),
            ("half a page", FaultRule(kind: .truncate, match: "/", after: skipped, times: 1)),
        ]
    }

    /// What the 429 asks to wait for.
    private static let retryAfter = 2

    private mutating func checkFaults(_ whole: TriedWalk) async throws {
        for fault in faults(after: whole.pages.count > 1 ? 1 : 0) {
            let walk = try await walk(TriedWalk.Plan(faults: [fault.rule]))
            if let difference = difference(walk, whole.records) {
                fail(.faults, "\(fault.name) isn't survived: \(difference)")
            }
            if fault.rule.status == 429, walk.elapsed < .seconds(WalkConformance.retryAfter) {
                fail(.faults, "\(fault.name) of \(WalkConformance.retryAfter) s isn't waited for")
            }
            if walk.requests.count < whole.requests.count + 1 {
                fail(.faults, "\(fault.name) passes for an answer: the page isn't asked for again")
            }
        }
    }

    /// A write whose answer is lost may have happened, and so is not made again.
    private mutating func checkLostWrites() async throws {
        for fault in faults(after: 0) {
            let walk = try await walk(TriedWalk.Plan(faults: [fault.rule]))
            let isRefused = fault.rule.status == 429
            if isRefused, let error = walk.error { fail(.faults, "\(fault.name) isn't survived: \(error)") }
            // A body of nothing can't be cut.
            let isWhole = fault.rule.kind == .truncate && walk.error == nil
            if !isRefused, !isWhole, walk.error?.kind != .outcomeUnknown || walk.requests.count != 1 {
                fail(.faults, "\(fault.name): the write may have happened, and is made \(walk.requests.count) times")
            }
        }
    }

    private mutating func checkErrors() async throws {
        let kinds: [(Int, IntegrationError.Kind)] = [
            (401, .unauthorized), (403, .rejected(status: 403)), (404, .rejected(status: 404)),
        ]
        for (status, kind) in kinds {
            let rule = FaultRule(kind: .status, match: "/", times: 20, status: status)
            let walk = try await walk(TriedWalk.Plan(faults: [rule]))
            guard walk.error?.kind != kind else { continue }
            fail(.errors, "\(status) is read as \(walk.error?.kindName ?? "success"), not as \(kind)")
        }
        let walk = try await walk(TriedWalk.Plan(faults: [FaultRule(kind: .redirect, match: "/")]))
        if walk.error?.kind != .rejected(status: 302) || walk.requests.count != 1 {
            fail(.errors, "a redirect is read as \(walk.error?.kindName ?? "success"), not as rejected")
        }
    }

    private mutating func checkSizes(_ whole: TriedWalk) async throws {
        guard recorded.isRepaged, !whole.records.isEmpty else { return }
        var sizes: [(forced: Int, asked: Int?)] = [(1, 1), (2, 2)]
        sizes.append((recorded.standardSize ?? whole.records.count, nil))
        for (forced, asked) in sizes {
            let walk = try await walk(TriedWalk.Plan(pages: .sized(forced), size: asked))
            if let error = walk.error {
                fail(.pageSize, "pages of \(forced): \(error)")
            } else if walk.ids != whole.ids {
                fail(.pageSize, "pages of \(forced): \(walk.ids.count) ids, not the \(whole.ids.count) that there are")
            }
        }
    }

    private mutating func checkRenewal(_ whole: TriedWalk) async throws {
        let call = try recorded.call(at: site.origin, now: Ambient.live.now())
        guard recorded.readsToken, recorded.canRenew(call.account) else { return }
        let walk = try await walk(TriedWalk.Plan(needsRenewal: true))
        if let difference = difference(walk, whole.records) { fail(.renewal, "a token has ended: \(difference)") }
    }

    /// Every further way of connecting must lead to the same records.
    private mutating func checkCredentials(_ whole: TriedWalk) async throws {
        for (index, way) in recorded.ways.enumerated().dropFirst() {
            let walk = try await walk(TriedWalk.Plan(way: index))
            if let difference = difference(walk, whole.records) {
                fail(.credentials, "an account that is connected by \(way): \(difference)")
            }
        }
    }
}

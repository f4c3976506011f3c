import Synchronization

/// The rules in force and how often each has matched, and the latency.
final class FaultBoard: Sendable {
    private struct Entry {
        let rule: FaultRule
        var matched = 0
        var fired = 0

        /// Counts a matching request and says whether the rule is due at it.
        mutating func isDueAtNextMatch() -> Bool {
            matched += 1
            guard matched > rule.after, fired < rule.times ?? .max else { return false }
            return (matched - rule.after) % (rule.every ?? 1) == 0
        }
    }

    private struct State {
        var entries: [Entry]
        var latency: Duration
    }

    private let state: Mutex<State>

    init(rules: [FaultRule], latency: Duration) {
        state = Mutex(State(entries: rules.map { Entry(rule: $0) }, latency: latency))
    }

    var latency: Duration {
        get { state.withLock { $0.latency } }
        set { state.withLock { $0.latency = newValue } }
    }

    /// Replaces every rule; counting starts anew.
    func replace(with rules: [FaultRule]) {
        state.withLock { $0.entries = rules.map { Entry(rule: $0) } }
    }

    /// The rule that fires at `request`, if one does.
    func next(for request: SandboxRequest) -> FaultRule? {
        state.withLock { state in
            var fired: FaultRule?
            for index in state.entries.indices {
                guard FaultBoard.matches(state.entries[index].rule, request) else { continue }
                guard state.entries[index].isDueAtNextMatch(), fired == nil else { continue }
                state.entries[index].fired += 1
                fired = state.entries[index].rule
            }
            return fired
        }
    }

    private static func matches(_ rule: FaultRule, _ request: SandboxRequest) -> Bool {
        guard let match = rule.match else { return request.isVendorCall }
        if request.rawTarget.contains(match) || request.target.contains(match) { return true }
        return request.isWebhook && WebhookInbox.event(in: request.body) == match
    }
}

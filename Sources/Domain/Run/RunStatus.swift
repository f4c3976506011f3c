/// Where a run is in its life; what each state knows comes with it.
///
/// `created → running ⇄ rate_limited → completed | failed | stopped`.
package enum RunStatus: Sendable, Equatable {
    case created
    case running(since: Timestamp)
    /// Every call waits a second or more on the vendor's word; ends by itself.
    case rateLimited(since: Timestamp)
    case completed(since: Timestamp, at: Timestamp, result: RunResult)
    case failed(since: Timestamp?, at: Timestamp, reason: FailureReason)
    case stopped(since: Timestamp?, at: Timestamp)

    /// The contract's word for it.
    package enum Name: String, Sendable, CaseIterable {
        case created
        case running
        case rateLimited = "rate_limited"
        case completed
        case failed
        case stopped
    }

    package var name: Name {
        switch self {
        case .created: .created
        case .running: .running
        case .rateLimited: .rateLimited
        case .completed: .completed
        case .failed: .failed
        case .stopped: .stopped
        }
    }

    package var startedAt: Timestamp? {
        switch self {
        case .created: nil
        case .running(let since), .rateLimited(let since), .completed(let since, _, _): since
        case .failed(let since, _, _), .stopped(let since, _): since
        }
    }

    package var finishedAt: Timestamp? {
        switch self {
        case .created, .running, .rateLimited: nil
        case .completed(_, let at, _), .failed(_, let at, _), .stopped(_, let at): at
        }
    }

    package var isFinal: Bool { finishedAt != nil }

    package var result: RunResult? {
        guard case .completed(_, _, let result) = self else { return nil }
        return result
    }

    package var failure: FailureReason? {
        guard case .failed(_, _, let reason) = self else { return nil }
        return reason
    }
}

/// Whether a completed run brought everything.
package enum RunResult: String, Sendable, CaseIterable {
    case clean
    /// Something was missed: a call failed for good.
    case partial
}

/// Why a run failed, for a person.
package struct FailureReason: Sendable, Hashable {
    /// A short constant (`unauthorized`, `fail_fast`, `no_progress`).
    package let kind: String
    package let message: String

    package init(kind: String, message: String) {
        self.kind = kind
        self.message = message
    }
}

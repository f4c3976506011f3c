import Domain
import JSON
import Synchronization

/// Lists of an account that mappings read with every page, such as its pipelines; kept for some minutes.
final class LookupCache: Sendable {
    private struct Entry {
        let rows: [JSONValue]
        let until: Duration
    }

    private struct Waiter {
        let key: Int
        let name: String
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var entries: [String: Entry] = [:]
        /// What is being asked for, and whether those who ask would wait for hours.
        var loading: [String: Bool] = [:]
        var waiters: [Waiter] = []
        var keys = 0
        /// Grows with each change of the account, so that what was asked for before one isn't kept after it.
        var generation = 0
    }

    private enum Turn {
        case fresh([JSONValue])
        case load(generation: Int, isShared: Bool)
        case wait
    }

    private static let lifetime: Duration = .seconds(300)
    private let state = Mutex(State())
    private let ambient: Ambient

    init(ambient: Ambient) { self.ambient = ambient }

    /// The rows under `name`, asked of `load` when they are not fresh; those who come meanwhile wait for it.
    ///
    /// Who isn't patient waits for nobody who is. Throws `CancellationError` to those who wait and are cancelled.
    func rows(
        _ name: String,
        isPatient: Bool = true,
        load: () async throws -> LookupLoader.Answer<[JSONValue]>
    ) async throws -> LookupLoader.Answer<[JSONValue]> {
        while true {
            switch turn(name, isPatient) {
            case .fresh(let rows): return .success(rows, CallRunner.Effort())
            case .wait: try await wait(for: name)
            case .load(let generation, let isShared):
                defer { if isShared { loaded(name) } }
                let answer = try await load()
                if case .success(let rows, _) = answer { keep(rows, name, since: generation) }
                return answer
            }
        }
    }

    /// Forgets what the account had, since it may be another one's now.
    func forget() {
        state.withLock { state in
            state.entries = [:]
            state.generation += 1
        }
    }

    private func turn(_ name: String, _ isPatient: Bool) -> Turn {
        state.withLock { state in
            if let entry = state.entries[name], ambient.uptime() < entry.until { return .fresh(entry.rows) }
            guard let isSlow = state.loading[name] else {
                state.loading[name] = isPatient
                return .load(generation: state.generation, isShared: true)
            }
            return isPatient || !isSlow ? .wait : .load(generation: state.generation, isShared: false)
        }
    }

    private func keep(_ rows: [JSONValue], _ name: String, since generation: Int) {
        state.withLock { state in
            guard state.generation == generation else { return }
            state.entries[name] = Entry(rows: rows, until: ambient.uptime() + LookupCache.lifetime)
        }
    }

    /// Has those who waited look again.
    private func loaded(_ name: String) {
        let waiters = state.withLock { state in
            state.loading[name] = nil
            defer { state.waiters.removeAll { $0.name == name } }
            return state.waiters.filter { $0.name == name }
        }
        for waiter in waiters { waiter.continuation.resume() }
    }

    /// Returns when `name` is no longer asked for.
    private func wait(for name: String) async throws {
        let key = state.withLock { state in
            state.keys += 1
            return state.keys
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isOver = state.withLock { state in
                    guard !Task.isCancelled, state.loading[name] != nil else { return true }
                    state.waiters.append(Waiter(key: key, name: name, continuation: continuation))
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                state.waiters.firstIndex { $0.key == key }.map { state.waiters.remove(at: $0) }
            }
            waiter?.continuation.resume(throwing: CancellationError())
        }
        try Task.checkCancellation()
    }
}

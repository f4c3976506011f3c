import Synchronization

/// The access and refresh tokens in force.
final class TokenBook: Sendable {
    /// What the token endpoint hands out.
    struct Issued: Sendable {
        let accessToken: String
        let refreshToken: String?
        let life: Duration
    }

    private struct Access {
        let expires: ContinuousClock.Instant
        let refreshToken: String?
    }

    private struct State {
        var access: [String: Access] = [:]
        /// Refresh token to the access token issued with it.
        var refresh: [String: String] = [:]
    }

    private let life: Duration
    private let state = Mutex(State())

    init(life: Duration) { self.life = life }

    func issue(withRefresh: Bool) -> Issued {
        state.withLock { issue(withRefresh: withRefresh, in: &$0) }
    }

    /// Swaps a refresh token for a new pair; the old pair is dead at once.
    ///
    /// Nil when the token is unknown or used: each works once.
    func refresh(_ token: String) -> Issued? {
        state.withLock { state in
            guard let access = state.refresh.removeValue(forKey: token) else { return nil }
            state.access[access] = nil
            return issue(withRefresh: true, in: &state)
        }
    }

    func isValid(_ accessToken: String) -> Bool {
        state.withLock { $0.access[accessToken].map { $0.expires > .now } ?? false }
    }

    /// Ends every access token; refresh tokens stay good.
    func expireAll() { state.withLock { $0.access = [:] } }

    private func issue(withRefresh: Bool, in state: inout State) -> Issued {
        if state.access.count >= 10_000 { state.access = state.access.filter { $0.value.expires > .now } }
        let access = TokenBook.token("at")
        let refresh = withRefresh ? TokenBook.token("rt") : nil
        state.access[access] = Access(expires: .now + life, refreshToken: refresh)
        if let refresh { state.refresh[refresh] = access }
        return Issued(accessToken: access, refreshToken: refresh, life: life)
    }

    private static func token(_ kind: String) -> String {
        let halves = [UInt64.random(in: .min ... .max), .random(in: .min ... .max)]
        return "sandbox_\(kind)_" + halves.map { String($0, radix: 36) }.joined()
    }
}

/// Links by which accounts are connected, and those who are at a vendor to allow it.
///
/// Texts of links and states are stored as hashes, all else encrypted.
package protocol LinkTokenStore: Sendable {
    /// Stores a link; one with the same id stays as it is.
    func insert(_ token: LinkToken, text: String) async throws
    /// The link of this text; nil when it is unknown, used or too old.
    func token(_ text: String, now: Timestamp) async throws -> LinkToken?
    /// Counts a try; says how long to wait, and counts nothing, when there were 10 in 10 minutes.
    func beginAttempt(_ token: LinkToken.ID, now: Timestamp) async throws -> Duration?

    /// Stores the account and uses the link up, in one transaction; nil when the link was used meanwhile, or when the account
    /// to reconnect is gone.
    func connect(
        _ account: IntegratedAccount,
        by token: LinkToken.ID,
        now: Timestamp
    ) async throws -> IntegratedAccount?

    func insert(_ signIn: PendingSignIn, state: String, of token: LinkToken.ID, now: Timestamp) async throws
    /// The sign-in that `state` belongs to, once; nil when there is none, or when it began too long ago.
    func takeSignIn(state: String, now: Timestamp) async throws -> PendingSignIn?
    /// Tells of a sign-in that failed.
    func noteFailure(of token: LinkToken, at integration: String, error: String, now: Timestamp) async throws
}

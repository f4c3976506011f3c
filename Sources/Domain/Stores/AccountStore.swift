/// Integrated accounts; their contexts are stored encrypted.
///
/// A change writes the events that tell of it in the same transaction; see `IntegratedAccount.events`.
package protocol AccountStore: Sendable {
    func accounts(_ query: ListQuery, in environment: Environment.ID) async throws -> Listing<IntegratedAccount>
    func account(_ id: IntegratedAccount.ID, in environment: Environment.ID) async throws -> IntegratedAccount?
    /// Stores a new account; when the id exists already in the environment, that account is returned unchanged.
    func insert(_ account: IntegratedAccount) async throws -> IntegratedAccount
    /// Changes the account as it is in the store at that moment, in one transaction; nil when there is none.
    ///
    /// Durable: it survives a power cut that follows the return. Nothing is stored when `change` throws.
    func update<Value: Sendable>(
        _ id: IntegratedAccount.ID,
        in environment: Environment.ID,
        by author: IntegratedAccount.Author,
        _ change: @Sendable @escaping (inout IntegratedAccount) throws -> Value
    ) async throws -> (account: IntegratedAccount, value: Value)?
    /// Wipes the account with its credentials, stops its runs, and removes its records unless they are to be kept.
    func delete(
        _ id: IntegratedAccount.ID,
        keepingRecords: Bool,
        in environment: Environment.ID,
        at now: Timestamp
    ) async throws -> Bool
}

import Domain

/// The store of an account that isn't one yet: holds it alone, for as long as it is tried.
actor CandidateStore: AccountStore {
    private(set) var candidate: IntegratedAccount

    init(_ candidate: IntegratedAccount) { self.candidate = candidate }

    func accounts(_ query: ListQuery, in environment: Environment.ID) -> Listing<IntegratedAccount> {
        Listing(elements: [candidate], next: nil)
    }

    func account(_ id: IntegratedAccount.ID, in environment: Environment.ID) -> IntegratedAccount? {
        id == candidate.id && environment == candidate.environmentID ? candidate : nil
    }

    func insert(_ account: IntegratedAccount) -> IntegratedAccount { candidate }

    func update<Value: Sendable>(
        _ id: IntegratedAccount.ID,
        in environment: Environment.ID,
        by author: IntegratedAccount.Author,
        _ change: @Sendable @escaping (inout IntegratedAccount) throws -> Value
    ) throws -> (account: IntegratedAccount, value: Value)? {
        guard account(id, in: environment) != nil else { return nil }
        let value = try change(&candidate)
        return (candidate, value)
    }

    func delete(
        _ id: IntegratedAccount.ID,
        keepingRecords: Bool,
        in environment: Environment.ID,
        at now: Timestamp
    ) -> Bool { false }
}

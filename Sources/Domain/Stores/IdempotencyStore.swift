/// Answers kept so that a request sent twice runs once.
package protocol IdempotencyStore: Sendable {
    /// The kept answer for a key; answers older than a day are forgotten.
    func answer(for key: IdempotencyKey, now: Timestamp) async throws -> KeptAnswer?
    /// In place of what was kept for the key.
    func keep(_ answer: KeptAnswer, for key: IdempotencyKey, now: Timestamp) async throws
    /// Makes the key one that was never used.
    func forget(_ key: IdempotencyKey) async throws
}

/// What makes two requests the same.
package struct IdempotencyKey: Sendable, Hashable {
    package let environment: Environment.ID
    /// Method, path and query.
    package let route: String
    package let key: String

    package init(environment: Environment.ID, route: String, key: String) {
        self.environment = environment
        self.route = route
        self.key = key
    }
}

/// An answer with the fingerprint of the request's body.
package struct KeptAnswer: Sendable, Equatable {
    package let bodyHash: String
    package let status: Int
    package let body: [UInt8]

    package init(bodyHash: String, status: Int, body: [UInt8]) {
        self.bodyHash = bodyHash
        self.status = status
        self.body = body
    }
}

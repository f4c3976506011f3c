/// What an answer tells of an account's rate limit.
package struct LimitReading: Sendable, Equatable {
    /// Requests allowed in the window.
    package var limit: Int?
    /// Requests left in the window.
    package var remaining: Int?
    /// Time until the window starts anew.
    package var resetsIn: Duration?

    package init(limit: Int? = nil, remaining: Int? = nil, resetsIn: Duration? = nil) {
        self.limit = limit
        self.remaining = remaining
        self.resetsIn = resetsIn
    }
}

/// One way in which answers go wrong, and which requests it hits.
///
/// Each rule counts the requests it matches, fired or not. When several are due for a request, the first one fires.
package struct FaultRule: Sendable, Hashable {
    /// What goes wrong.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// An error status with the vendor's own error body.
        case status
        /// The connection is cut (TCP reset) before any answer.
        case reset
        /// The whole length is announced, half of the body is sent, the connection is cut.
        case truncate
        /// The head comes late, by ``FaultRule/delay``.
        case slow
        /// The body comes in small pieces over ``FaultRule/delay``.
        case slowBody = "slow_body"
        /// Status 200 with broken JSON.
        case garbage
        /// A page whose next cursor is the one it was asked for.
        case repeatCursor = "repeat_cursor"
        /// A page whose next link points to another origin.
        case foreignNext = "foreign_next"
        /// Every issued token dies, and the request is answered with 401.
        case expireTokens = "expire_tokens"
        /// A redirect (302) to another origin.
        case redirect
        /// A body of ``FaultRule/size`` bytes, sent without an announced length.
        case huge
        /// JSON nested 10,000 levels deep.
        case deep
    }

    package var kind: Kind
    /// A part of the request target, as sent or percent-decoded.
    ///
    /// Nil matches every API request of any vendor, not those for tokens; control requests never match.
    package var match: String?
    /// Fires at each n-th matching request, counted after ``after``; nil at each one.
    package var every: Int?
    /// Matching requests let through before anything fires.
    package var after: Int
    /// How often it fires at most; nil for no end.
    package var times: Int?
    /// The status of ``Kind/status``; other kinds ignore it.
    package var status: Int
    /// The text of a `Retry-After` header with ``Kind/status``: seconds or a date.
    package var retryAfter: String?
    /// How late ``Kind/slow`` and ``Kind/slowBody`` are.
    package var delay: Duration
    /// The body in place of the vendor's error body or of the broken JSON.
    package var body: String?
    /// The bytes of ``Kind/huge``.
    package var size: Int

    package init(
        kind: Kind,
        match: String? = nil,
        every: Int? = nil,
        after: Int = 0,
        times: Int? = nil,
        status: Int = 500,
        retryAfter: String? = nil,
        delay: Duration = .seconds(1),
        body: String? = nil,
        size: Int = 64 << 20
    ) {
        self.kind = kind
        self.match = match
        self.every = every
        self.after = after
        self.times = times
        self.status = status
        self.retryAfter = retryAfter
        self.delay = delay
        self.body = body
        self.size = size
    }

    /// The name in request logs: the status of ``Kind/status``, else the kind.
    package var name: String { kind == .status ? String(status) : kind.rawValue }
}

/// Why a fault rule can't be read.
package struct FaultRuleError: Error, Sendable, Hashable, CustomStringConvertible {
    /// One sentence for whoever wrote the rule.
    package let description: String

    init(_ description: String) { self.description = description }
}

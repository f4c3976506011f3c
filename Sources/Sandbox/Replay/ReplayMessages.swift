/// A request as it reached a ``ReplayVendor``.
package struct ReplayRequest: Sendable {
    package let method: String
    /// Scheme and authority, as the client addressed them.
    package let origin: String
    /// Path and query as sent.
    package let target: String
    /// Names in lower case.
    package let headers: [(name: String, value: String)]
    package let body: [UInt8]
}

/// What a ``ReplayVendor`` answers.
package struct ReplayAnswer: Sendable {
    package var status: Int
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]
    /// Whether faults may hit it; those that are due wait for the next that they may.
    package var takesFaults: Bool

    package init(status: Int, headers: [(name: String, value: String)], body: [UInt8], takesFaults: Bool = true) {
        self.status = status
        self.headers = headers
        self.body = body
        self.takesFaults = takesFaults
    }
}

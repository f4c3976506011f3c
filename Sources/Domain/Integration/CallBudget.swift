/// Calls that an account may make in any stretch of time.
package struct CallBudget: Sendable, Equatable {
    package let calls: Int
    package let per: Duration

    package init(calls: Int, per: Duration) {
        self.calls = calls
        self.per = per
    }
}

extension IntegratedAccount {
    /// Who changes an account.
    package enum Author: Sendable {
        /// Somebody, by the API.
        case caller
        /// The engine, while it calls the vendor.
        case engine
    }

    /// The events that tell of a change from `before`, in order.
    ///
    /// The engine's renewals of tokens are no news.
    package func events(since before: IntegratedAccount, by author: Author) -> [EventType] {
        var events: [EventType] = []
        if author == .caller, self != before { events.append(.accountUpdated) }
        guard status != before.status else { return events }
        switch status {
        case .active: events.append(before.status == .needsReauth ? .accountReactivated : .accountActive)
        case .needsReauth: events.append(.accountAuthenticationError)
        case .validationError: events.append(.accountValidationError)
        case .connecting, .postInstallError: break
        }
        return events
    }
}

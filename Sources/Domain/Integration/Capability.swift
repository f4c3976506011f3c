/// One method of one resource of a vendor: what a job's node may ask for.
package struct Capability: Sendable, Hashable {
    package let resource: String
    package let method: String
    /// Whether the method changes something at the vendor, so that a call is never repeated on a guess.
    package let writes: Bool
    /// Whether a call without `id` can't work.
    package let needsID: Bool
    /// Whether a call may carry `id`.
    package let takesID: Bool
    /// Query keys a call can't do without (`ticket_id` of a ticket's comments).
    package let requiredQuery: [String]
    /// How far before the last run's start a read by date must begin to miss nothing.
    package let lookBack: Duration
    /// Whether this is a resource of a unified model (`crm/contacts`).
    package let isUnified: Bool

    package init(
        resource: String,
        method: String,
        writes: Bool = false,
        needsID: Bool = false,
        takesID: Bool = false,
        requiredQuery: [String] = [],
        lookBack: Duration = .zero,
        isUnified: Bool = false
    ) {
        self.resource = resource
        self.method = method
        self.writes = writes
        self.needsID = needsID
        self.takesID = takesID
        self.requiredQuery = requiredQuery
        self.lookBack = lookBack
        self.isUnified = isUnified
    }
}

/// What one node of a run did so far; every page adds its own.
package struct NodeCounters: Sendable, Equatable {
    /// Records the vendor sent.
    package var fetched = 0
    /// Records handed to the store, unchanged ones included.
    package var persisted = 0
    package var created = 0
    package var updated = 0
    package var unchanged = 0
    package var deleted = 0
    /// Calls that failed for good.
    package var errors = 0
    /// HTTP requests, retries included.
    package var requests = 0
    package var pages = 0
    package var retries = 0
    /// Time spent waiting on the vendor's limits and between tries, in milliseconds, added up over parallel calls.
    package var waitMilliseconds = 0
    /// Records without an id, stored under one made of their content.
    package var withoutID = 0

    package init() {}

    package static func += (left: inout NodeCounters, right: NodeCounters) {
        left.fetched += right.fetched
        left.persisted += right.persisted
        left.created += right.created
        left.updated += right.updated
        left.unchanged += right.unchanged
        left.deleted += right.deleted
        left.errors += right.errors
        left.requests += right.requests
        left.pages += right.pages
        left.retries += right.retries
        left.waitMilliseconds += right.waitMilliseconds
        left.withoutID += right.withoutID
    }
}

/// A node's counters with what it is called.
package struct NodeStats: Sendable, Equatable {
    package let node: Int
    /// The node's name, or its resource.
    package let label: String
    package let resource: String
    package let method: String
    package var counters: NodeCounters

    package init(node: Int, label: String, resource: String, method: String, counters: NodeCounters) {
        self.node = node
        self.label = label
        self.resource = resource
        self.method = method
        self.counters = counters
    }
}

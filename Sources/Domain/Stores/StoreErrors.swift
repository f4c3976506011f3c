/// The disk has no room for the write; nothing of it was stored.
package struct StoreFull: Error, Sendable, Equatable, CustomStringConvertible {
    package init() {}

    package var description: String { "the disk is full" }
}

/// A run that was claimed again and again without one commit in between.
package struct StuckRun: Error, Sendable, Equatable {
    /// The item it was about to work on.
    package let item: WorkItem.ID?
    package let node: String
    package let claims: Int

    package init(item: WorkItem.ID?, node: String, claims: Int) {
        self.item = item
        self.node = node
        self.claims = claims
    }
}

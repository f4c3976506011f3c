/// The durable row of work that a run still has to do; gone with the commit that did the last of it.
package struct WorkItem: Sendable, Equatable {
    package typealias ID = Int64

    /// What the item asks for.
    package enum Kind: String, Sendable {
        /// Make the call, page after page.
        case call
        /// Make a call item of every element of the node's array, from `loopIndex` on.
        case loop
        /// Make an item of every parent record in `context`, which is a list here.
        case spread
    }

    package let id: ID
    package let node: Int
    package let depth: Int
    package let kind: Kind
    /// What the node and its descendants read of the ancestors' records, as JSON text; see `RunContext`.
    package let context: String
    package let cursor: Cursor?
    package let loopIndex: Int?
    /// A write that was about to be sent when the item was last touched; its outcome is not known.
    package let wasSent: Bool
    /// How often the call began anew because the vendor no longer took its cursor.
    package let restarts: Int

    package init(
        id: ID,
        node: Int,
        depth: Int,
        kind: Kind,
        context: String,
        cursor: Cursor?,
        loopIndex: Int?,
        wasSent: Bool,
        restarts: Int = 0
    ) {
        self.id = id
        self.node = node
        self.depth = depth
        self.kind = kind
        self.context = context
        self.cursor = cursor
        self.loopIndex = loopIndex
        self.wasSent = wasSent
        self.restarts = restarts
    }
}

/// A work item that isn't stored yet.
package struct NewWorkItem: Sendable, Equatable {
    package var node: Int
    package var depth: Int
    package var kind: WorkItem.Kind
    package var context: String
    package var loopIndex: Int?

    package init(node: Int, depth: Int, kind: WorkItem.Kind, context: String, loopIndex: Int? = nil) {
        self.node = node
        self.depth = depth
        self.kind = kind
        self.context = context
        self.loopIndex = loopIndex
    }
}

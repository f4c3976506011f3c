package import Domain
import JSON
import Placeholders

/// A job's nodes as a validated graph: names resolved, placeholders compiled, and what each node must carry for those
/// below it.
///
/// Made anew at each claim from the run's snapshot; the same snapshot gives the same plan.
package struct RunPlan: Sendable {
    /// Parents before children; a node's index is its number.
    package let nodes: [PlannedNode]
    /// Things worth saying to whoever saves the job; nothing that keeps it from running.
    package let warnings: [String]
}

/// One node of a plan.
package struct PlannedNode: Sendable {
    package let index: Int
    package let source: ResourceNode
    package let capability: Capability
    /// How the records of a unified resource are made; nil for the vendor's own.
    let mapping: ResourceMapping?
    /// The node whose records make this one's items, or whose end starts it.
    package let parent: Int?
    /// Whether the node reads nothing of its parent and so runs once, after the parent's last page.
    package let runsAfterParent: Bool
    package let depth: Int
    /// `{id?, query, body?}` with the node's placeholders.
    let template: Template
    /// What gives the query and the body where they are expressions.
    let expressions: NodeExpressions
    /// Where each path of the template leads.
    let references: [JSONPath: Reference]
    /// The array that the request is repeated for.
    let loop: Reference?
    /// What the nodes below read of this one's record.
    let projection: [JSONPath]
    /// Nodes that run once per record of this one.
    let children: [Int]
    package let persists: Bool
    /// The node's own JSON with that of its ancestors: what makes it the same node in a later run.
    let definition: String

    /// The kind of the item that the node starts with.
    var firstItem: WorkItem.Kind { loop == nil ? .call : .loop }

    package var row: PlannedNodeRow {
        PlannedNodeRow(
            node: index,
            label: source.label,
            resource: source.resource,
            method: source.method,
            definition: definition,
            parent: parent,
            runsAfterParent: runsAfterParent,
            depth: depth,
            firstItem: firstItem
        )
    }
}

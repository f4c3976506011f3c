import Domain
import JSON

/// Puts checked nodes together: who makes whose items, and what travels down.
///
/// A node hangs below the nearest ancestor of which it, or something that hangs below it, reads a field, and runs once
/// per record of that one. Reading nothing of any ancestor, it runs once, after its `depends_on`.
struct NodeGraph {
    let nodes: [PlannedNode]

    init(drafts: [NodeDraft], order: DependencyOrder, resources: [JSONValue], mappings: [String: ResourceMapping]) {
        var needs = drafts.map { draft in Set(draft.reads.compactMap(\.ancestorField)) }
        var parents: [Int?] = order.parents
        var runsAfter = order.parents.map { $0 != nil }
        for index in order.order.reversed() {
            let ancestors = order.ancestors(of: index)
            guard let nearest = ancestors.first(where: { ancestor in needs[index].contains { $0.node == ancestor } })
            else { continue }
            parents[index] = nearest
            runsAfter[index] = false
            // What it needs from further up must come through the one it hangs below.
            needs[nearest].formUnion(needs[index].filter { $0.node != nearest })
        }
        let number = Dictionary(uniqueKeysWithValues: order.order.enumerated().map { ($0.element, $0.offset) })
        var depths: [Int: Int] = [:]
        var definitions: [Int: String] = [:]
        nodes = order.order.map { index in
            let parent = parents[index]
            depths[index] = parent.map { (depths[$0] ?? 0) + 1 } ?? 0
            definitions[index] = resources[index].text + (order.parents[index].flatMap { definitions[$0] } ?? "")
            let children = order.order.filter { parents[$0] == index && !runsAfter[$0] }
            let fields = needs.joined().filter { $0.node == index }.map(\.field)
            let draft = drafts[index]
            return PlannedNode(
                index: number[index] ?? 0,
                source: draft.source,
                capability: draft.capability,
                mapping: draft.capability.isUnified ? mappings[draft.source.resource] : nil,
                parent: parent.flatMap { number[$0] },
                runsAfterParent: runsAfter[index],
                depth: depths[index] ?? 0,
                template: draft.template,
                expressions: draft.expressions,
                references: draft.references.mapValues { $0.renumbered(number) },
                loop: draft.loop?.renumbered(number),
                projection: Set(fields).sorted { $0.description < $1.description },
                children: children.compactMap { number[$0] },
                persists: draft.capability.isUnified || draft.source.persist == true,
                definition: definitions[index] ?? ""
            )
        }
    }
}

/// A field that somebody below reads.
private struct AncestorField: Hashable {
    let node: Int
    let field: JSONPath
}

extension Reference {
    fileprivate var ancestorField: AncestorField? {
        guard case .ancestor(let node, let field) = self else { return nil }
        return AncestorField(node: node, field: field)
    }

    /// The same with the ancestor's number in the plan in place of its place in the job.
    fileprivate func renumbered(_ number: [Int: Int]) -> Reference {
        guard case .ancestor(let node, let field) = self else { return self }
        return .ancestor(node: number[node] ?? node, field: field)
    }
}

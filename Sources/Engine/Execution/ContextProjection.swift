import Domain
import JSON

/// Carries down what the nodes below read of a record, and nothing else.
///
/// Values are copied as the vendor wrote them, so a number stays its text.
struct ContextProjection {
    /// The child's context for record `index` of a page: the parent's own with the record's fields added.
    static func context(
        of node: PlannedNode,
        record index: Int,
        in page: Page,
        parent: String
    ) -> String {
        var bytes: [UInt8] = []
        bytes.append(UInt8(ascii: "{"))
        let inherited = parent.utf8.dropFirst().dropLast()
        if !inherited.isEmpty {
            bytes += inherited
            bytes.append(UInt8(ascii: ","))
        }
        JSONValue.writeString("\(node.index)", to: &bytes)
        bytes += Array(":{".utf8)
        var isFirst = true
        for (offset, field) in node.projection.enumerated() {
            let range =
                field.segments.isEmpty
                ? page.split.records[index] : page.split.field(page.firstCallField + offset, of: index)
            guard let range else { continue }
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            JSONValue.writeString(field.description, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            bytes += page.split.bytes[range]
        }
        bytes += Array("}}".utf8)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The items that the records of a page cause, at most `limit` of them; the rest as spread items that make theirs
    /// later.
    static func items(
        for page: Page,
        of node: PlannedNode,
        in plan: RunPlan,
        parent: String,
        limit: Int
    ) -> [NewWorkItem] {
        guard !node.children.isEmpty, !page.split.records.isEmpty else { return [] }
        let contexts = page.split.records.indices.map { context(of: node, record: $0, in: page, parent: parent) }
        var items: [NewWorkItem] = []
        let direct = max(1, limit / node.children.count)
        for child in node.children.map({ plan.nodes[$0] }) {
            items += contexts.prefix(direct).map { context in
                NewWorkItem(node: child.index, depth: child.depth, kind: child.firstItem, context: context)
            }
            guard contexts.count > direct else { continue }
            let rest = "[\(contexts.dropFirst(direct).joined(separator: ","))]"
            items.append(NewWorkItem(node: child.index, depth: child.depth, kind: .spread, context: rest))
        }
        return items
    }
}

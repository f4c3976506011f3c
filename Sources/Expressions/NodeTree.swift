import JSON

/// `$sortNodes(nodes, id = "id", parent = "parent_id", order = "sequence")`.
enum NodeTree {
    /// The nodes in the order of a tree read from its top: each is followed by its children, siblings by their order.
    ///
    /// A node whose parent isn't among them is a root; what hangs in a circle comes last, in its old order.
    static func sorted(_ arguments: [JSONValue?]) throws -> JSONValue? {
        guard let nodes = arguments.first??.arrayValue else { return nil }
        let idKey = arguments.text(1) ?? "id"
        let parentKey = arguments.text(2) ?? "parent_id"
        let orderKey = arguments.text(3) ?? "sequence"
        var places: [String: Int] = [:]
        for (place, node) in nodes.enumerated() {
            if let id = node[idKey].map(\.text), places[id] == nil { places[id] = place }
        }
        var children: [Int: [Int]] = [:]
        var roots: [Int] = []
        for (place, node) in nodes.enumerated() {
            if let parent = node[parentKey].flatMap({ places[$0.text] }), parent != place {
                children[parent, default: []].append(place)
            } else {
                roots.append(place)
            }
        }
        func inOrder(_ siblings: [Int]) -> [Int] {
            let keys = siblings.map { (place: $0, order: nodes[$0][orderKey]?.doubleValue ?? .infinity) }
            return keys.sorted { ($0.order, $0.place) < ($1.order, $1.place) }.map(\.place)
        }
        var sorted: [Int] = []
        var seen: Set<Int> = []
        var pending: [Int] = Array(inOrder(roots).reversed())
        while let place = pending.popLast() {
            guard seen.insert(place).inserted else { continue }
            sorted.append(place)
            pending += inOrder(children[place] ?? []).reversed()
        }
        sorted += nodes.indices.filter { !seen.contains($0) }
        return .array(sorted.map { nodes[$0] })
    }
}

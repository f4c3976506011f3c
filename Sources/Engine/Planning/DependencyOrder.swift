import Domain

/// Resolves `depends_on` and orders nodes so that each comes after its parent, otherwise as written.
struct DependencyOrder {
    /// The parent of each node, by place in the job.
    private(set) var parents: [Int?] = []
    /// Places in the job, parents first.
    private(set) var order: [Int] = []

    init(_ nodes: [ResourceNode]) throws(ValidationError) {
        var failures = DependencyOrder.repeatedNames(nodes)
        for (index, node) in nodes.enumerated() {
            guard let wanted = node.dependsOn else {
                parents.append(nil)
                continue
            }
            let path = "resources.\(index).depends_on"
            let named = nodes.indices.filter { nodes[$0].name == wanted }
            let matches = named.isEmpty ? nodes.indices.filter { nodes[$0].resource == wanted } : named
            if matches.isEmpty, wanted != "root" {
                let valid = nodes.indices.filter { $0 != index }.map { "\"\(nodes[$0].label)\"" }.joined(
                    separator: ", "
                )
                failures.append(
                    ValidationFailure(
                        path,
                        "no node is called \"\(wanted)\"; there is \(valid.isEmpty ? "none other" : valid)"
                    )
                )
            } else if matches.count > 1 {
                failures.append(
                    ValidationFailure(path, "several nodes have the resource \"\(wanted)\"; give them a name")
                )
            } else if matches.first == index {
                failures.append(ValidationFailure(path, "a node can't depend on itself"))
            }
            parents.append(matches.count == 1 ? matches.first : nil)
        }
        guard failures.isEmpty else { throw ValidationError(failures) }
        try sort(nodes)
    }

    private static func repeatedNames(_ nodes: [ResourceNode]) -> [ValidationFailure] {
        var seen: Set<String> = []
        return nodes.enumerated().compactMap { index, node in
            guard let name = node.name, !seen.insert(name).inserted else { return nil }
            return ValidationFailure("resources.\(index).name", "\"\(name)\" is the name of another node too")
        }
    }

    private mutating func sort(_ nodes: [ResourceNode]) throws(ValidationError) {
        var placed: Set<Int> = []
        while order.count < nodes.count {
            let ready = nodes.indices.filter { index in
                !placed.contains(index) && (parents[index].map(placed.contains) ?? true)
            }
            guard !ready.isEmpty else {
                let stuck = nodes.indices.filter { !placed.contains($0) }
                throw ValidationError(
                    stuck.map {
                        ValidationFailure(
                            "resources.\($0).depends_on",
                            "a cycle: \"\(nodes[$0].label)\" waits for itself"
                        )
                    }
                )
            }
            order += ready
            placed.formUnion(ready)
        }
    }

    /// The ancestors of a node, nearest first.
    func ancestors(of index: Int) -> [Int] {
        var chain: [Int] = []
        var next = parents[index]
        while let parent = next {
            chain.append(parent)
            next = parents[parent]
        }
        return chain
    }
}

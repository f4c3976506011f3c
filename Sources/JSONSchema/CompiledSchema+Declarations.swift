import JSON

extension CompiledSchema {
    /// For each segment whether it is required, or nil when one is not declared; nil for the root too.
    func steps(to path: JSONPath) -> [Bool]? {
        guard !path.segments.isEmpty else { return nil }
        var nodes = layers(of: [root])
        var steps: [Bool] = []
        for segment in path.segments {
            let inner = nodes.flatMap { declarations(of: segment, in: $0) }
            guard !inner.isEmpty else { return nil }
            steps.append(nodes.contains { isRequired(segment, by: $0) })
            nodes = layers(of: inner)
        }
        return steps
    }

    /// The schemas that a node has for a member or an element of that name.
    private func declarations(of segment: String, in number: Int) -> [Int] {
        nodes[number].rules.flatMap { rule -> [Int] in
            switch rule {
            case .properties(let properties):
                return properties.declared.filter { ExactKey($0.name) == ExactKey(segment) }.map(\.node)
            case .items(let prefix, let rest):
                guard segment.utf8.allSatisfy(\.isDigit), let index = Int(segment) else { return [] }
                let node = index < prefix.count ? prefix[index] : rest
                return node.flatMap { nodes[$0].refusesEverything ? nil : [$0] } ?? []
            default:
                return []
            }
        }
    }

    private func isRequired(_ name: String, by number: Int) -> Bool {
        nodes[number].rules.contains { rule in
            switch rule {
            case .properties(let properties):
                properties.declared.contains { $0.isRequired && ExactKey($0.name) == ExactKey(name) }
            case .required(let names):
                names.contains { ExactKey($0) == ExactKey(name) }
            default:
                false
            }
        }
    }
}

import Domain
import JSON

/// What a placeholder's path leads to, worked out once for a plan.
enum Reference: Sendable, Hashable {
    case args(JSONPath)
    /// A field of an ancestor's current record; the root path is the whole record.
    case ancestor(node: Int, field: JSONPath)
    /// The current element of the node's loop, or something in it.
    case loopElement(JSONPath)
    case previousRunDate
    case run(JSONPath)
    case tenantID
    /// A key of the account's context that isn't secret.
    case account(JSONPath)
}

/// Resolves the paths of one node.
struct ReferenceResolver {
    /// The node's ancestors by `depends_on`, nearest first.
    let ancestors: [(index: Int, node: ResourceNode)]
    let loopOn: String?

    /// What `path` leads to; nil when it names a record that is not an ancestor's.
    func resolve(_ path: JSONPath) -> Reference? {
        if let loopOn, let rest = path.after(prefix: JSONPath(loopOn)) ?? afterArgs(path, loopOn) {
            return .loopElement(rest)
        }
        return resolveOutsideLoop(path)
    }

    /// The array that a loop path leads to; a bare name is an argument first.
    func resolveLoop(_ path: String) -> Reference? {
        let path = JSONPath(path)
        let isBare = path.segments.count == 1 && !ReferenceResolver.roots.contains(path.segments[0])
        return isBare ? .args(path) : resolveOutsideLoop(path)
    }

    /// `user_ids` and `args.user_ids` are the same loop.
    private func afterArgs(_ path: JSONPath, _ loopOn: String) -> JSONPath? {
        if path.segments.first == "args" {
            let bare = JSONPath(segments: Array(path.segments.dropFirst()))
            return loopOn.contains(".") ? nil : bare.after(prefix: JSONPath(loopOn))
        }
        guard let loop = JSONPath(loopOn).after(prefix: "args") else { return nil }
        return path.after(prefix: loop)
    }

    private static let roots: Set<String> = ["args", "resources", "previous_run_date", "sync_job_run", "tenant_id"]

    private func resolveOutsideLoop(_ path: JSONPath) -> Reference? {
        let rest = JSONPath(segments: Array(path.segments.dropFirst()))
        switch path.segments.first {
        case "args": return .args(rest)
        case "resources": return ancestor(rest)
        case "previous_run_date" where rest.segments.isEmpty: return .previousRunDate
        case "sync_job_run": return .run(rest)
        case "tenant_id" where rest.segments.isEmpty: return .tenantID
        default: return .account(path)
        }
    }

    private func ancestor(_ path: JSONPath) -> Reference? {
        for (index, node) in ancestors {
            let names = [node.name.map { JSONPath(segments: [$0]) }, node.name.map { JSONPath($0) }, node.contextPath]
            for case let name? in names {
                if let field = path.after(prefix: name) { return .ancestor(node: index, field: field) }
            }
        }
        return nil
    }
}

extension JSONPath {
    /// What follows `prefix`; nil when the path doesn't start with it.
    func after(prefix: JSONPath) -> JSONPath? {
        guard segments.starts(with: prefix.segments) else { return nil }
        return JSONPath(segments: Array(segments.dropFirst(prefix.segments.count)))
    }
}

import JSON

/// One compiled `{{…}}`.
///
/// A class, so that a node that holds one is a pointer wide.
final class Placeholder: Sendable {
    /// One of the paths between the pipes, with its casts in the order written.
    struct Alternative: Sendable {
        let path: JSONPath
        let casts: [PlaceholderCast]
    }

    /// The text after `?:`, with its casts.
    struct Default: Sendable {
        let text: String
        let casts: [PlaceholderCast]
    }

    /// What nothing found gives, unless there is a default.
    enum Absence: Sendable {
        case ask
        case null
        case undefined
    }

    let use: PlaceholderUse
    let alternatives: [Alternative]
    let fallback: Default?
    let absence: Absence
    let ignoresEmptyText: Bool

    init(_ body: PlaceholderBody, use: PlaceholderUse) {
        self.use = use
        alternatives = body.alternatives
        fallback = body.fallback
        absence = body.absence
        ignoresEmptyText = body.ignoresEmptyText
    }

    /// The first alternative's value that is there, or the default, with the casts to apply to it.
    func found(_ lookup: (JSONPath) -> JSONValue?) -> (value: JSONValue, casts: [PlaceholderCast])? {
        for alternative in alternatives {
            guard let value = lookup(alternative.path) else { continue }
            if ignoresEmptyText, let text = value.stringValue, text.isEmpty { continue }
            return (value, alternative.casts)
        }
        return fallback.map { (.string($0.text), $0.casts) }
    }
}

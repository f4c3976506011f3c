import Domain
import Expressions
import JSON

/// One resource of a manifest with its methods.
struct ManifestResource: Sendable {
    /// How records that are gone show.
    struct Deletes: Sendable {
        enum Strategy: String, Sendable, CaseIterable {
            /// A field of the record says so.
            case field
            /// Another list of the vendor has them.
            case list
            /// A full listing lacks them.
            case sweep
            /// They never go, or nobody can tell.
            case none
        }

        let strategy: Strategy
        let note: String
    }

    enum IDScope: String, Sendable, CaseIterable { case global, parent }

    /// Keys beside those of methods.
    static let keys = [
        "description", "id_path", "id_scope", "deletes", "order", "complete", "documentation", "deprecated",
        "accepts",
    ]

    let name: String
    let methods: [String: ManifestMethod]
    let idPath: JSONPath
    /// Whether ids are unique only under the parent that the path names; nil where nobody says.
    let idScope: IDScope?
    let deletes: Deletes?
    let isComplete: Bool
    /// What pages are sorted by, so that records which come or go don't move others to another page.
    let order: String?
    let description: String
    let deprecation: Deprecation?
    /// Rules of `ManifestLint` that the resource breaks knowingly, and why.
    let accepts: [String: String]

    init(
        _ name: String,
        _ value: JSONValue,
        standard: Pagination?,
        failures: FailureRules,
        at path: String
    ) throws(ValidationError) {
        self.name = name
        var reader = DocumentReader(value, at: path, keys: nil)
        var methods: [String: ManifestMethod] = [:]
        for (key, value) in value.objectValue ?? [:] where !ManifestResource.keys.contains(key) {
            guard value.objectValue != nil else {
                let hint = Spelling.hint(for: key, in: ManifestResource.keys)
                reader.fail(
                    key,
                    "expected a method, an object; \(hint)"
                )
                continue
            }
            methods[key] = reader.part(key) {
                try ManifestMethod(key, $0, standard: standard, failures: failures, at: $1)
            }
        }
        if methods.isEmpty, reader.isFaultless { reader.fail("", "has no method") }
        self.methods = methods
        idPath = JSONPath(reader.text("id_path") ?? "id")
        idScope = reader.word("id_scope")
        deletes = reader.part("deletes") { (value, place) throws(ValidationError) in
            var inner = DocumentReader(
                value,
                at: place,
                keys: ["strategy", "field", "values", "resource", "query", "note"]
            )
            let strategy: Deletes.Strategy? = inner.word("strategy")
            if strategy == nil { inner.fail("strategy", "required") }
            if strategy == .field, inner["field"] == nil { inner.fail("field", "required by this strategy") }
            if strategy == .list, inner["resource"] == nil { inner.fail("resource", "required by this strategy") }
            let note = inner.text("note") ?? ""
            try inner.finish()
            return Deletes(strategy: strategy ?? .none, note: note)
        }
        isComplete = reader.boolean("complete") ?? true
        order = reader.text("order")
        description = reader.text("description") ?? ""
        _ = reader.text("documentation")
        deprecation = reader.part("deprecated") { try Deprecation($0, at: $1) }
        var accepts: [String: String] = [:]
        for (rule, reason) in reader.object("accepts") {
            let rules = ManifestLint.Rule.allCases.map(\.rawValue)
            if !rules.contains(rule) {
                let hint = Spelling.hint(for: rule, in: rules)
                reader.fail("accepts.\(rule)", "no such rule; \(hint)")
            }
            if reason.stringValue?.isEmpty ?? true { reader.fail("accepts.\(rule)", "expected the reason, as text") }
            accepts[rule] = reason.stringValue
        }
        self.accepts = accepts
        if idScope == .parent, !methods.values.contains(where: { !$0.path.queryKeys.isEmpty }) {
            reader.fail("id_scope", "no path names the parent, by {{query.…}}")
        }
        try reader.finish()
    }
}

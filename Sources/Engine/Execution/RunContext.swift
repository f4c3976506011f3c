import Domain
import JSON
import Placeholders

/// What the placeholders of a node can see while one of its items is worked on.
struct RunContext {
    let run: SyncJobRun
    let tenantID: String
    /// The account's context without its secrets.
    let account: JSONObject
    /// Fields of the ancestors' records: `{"<node>": {"<path>": value}}`.
    let ancestors: JSONValue
    var loopElement: JSONValue?
    let previousRunDate: Timestamp?
    let schema: ArgsSchema

    func value(of reference: Reference) -> JSONValue? {
        switch reference {
        case .args(let path): JSONValue.object(run.args).value(at: path)
        case .ancestor(let node, let field): ancestors["\(node)"]?[field.description]
        case .loopElement(let path): loopElement?.value(at: path)
        case .previousRunDate: previousRunDate.map { .string($0.description) }
        case .run(let path): runRow.value(at: path)
        case .tenantID: .string(tenantID)
        case .account(let path): JSONValue.object(account).value(at: path)
        }
    }

    private var runRow: JSONValue {
        [
            "id": .string(run.id.rawValue), "sync_job_id": .string(run.syncJobID.rawValue),
            "integrated_account_id": .string(run.accountID.rawValue), "args": .object(run.args),
            "environment_id": .string(run.environmentID.rawValue), "version": .number(JSONNumber(run.version)),
            "status": .string(run.status.name.rawValue), "created_at": .string(run.createdAt.description),
            "started_at": run.status.startedAt.map { .string($0.description) } ?? .null,
        ]
    }

    /// A node's id, query and body with everything filled in.
    ///
    /// Throws `MissingValue` text for a placeholder that found nothing: raw braces never reach a vendor.
    func render(_ node: PlannedNode) throws(PlaceholderError) -> (id: String?, query: JSONObject, body: JSONValue?) {
        let rendered = try node.template.render(
            lookup: { path in node.references[path].flatMap(value(of:)) },
            missing: { use throws(PlaceholderError) in try standIn(for: use, node: node) }
        )
        let parts = rendered.map { RunContext.withoutEmptied($0, source: node.template.source) ?? [:] } ?? [:]
        let id = parts["id"].flatMap { $0.isNull ? nil : $0.stringValue ?? $0.text }
        if node.capability.needsID, id?.isEmpty ?? true {
            throw PlaceholderError(location: "id", offset: 0, message: "the id is empty")
        }
        guard node.expressions.areGiven else {
            return (id, parts["query"]?.objectValue ?? JSONObject(), parts["body"])
        }
        let document = document(for: node)
        return (
            id,
            try node.expressions.query(for: document) ?? parts["query"]?.objectValue ?? JSONObject(),
            try node.expressions.body(for: document) ?? parts["body"]
        )
    }

    /// What the node's expressions see: everything that its placeholders can name, as one object.
    private func document(for node: PlannedNode) -> JSONValue {
        var document = account
        document["args"] = .object(run.args)
        document["tenant_id"] = .string(tenantID)
        document["sync_job_run"] = runRow
        if let previousRunDate { document["previous_run_date"] = .string(previousRunDate.description) }
        var root = JSONValue.object(document)
        for (path, reference) in node.references where path.segments.first == "resources" {
            guard case .ancestor(_, let field) = reference, field.segments.isEmpty else { continue }
            if let record = value(of: reference) { root = root.setting(record, at: path.segments[...]) }
        }
        if let loopElement, let loopOn = node.source.loopOn {
            let path = JSONPath(loopOn)
            let isBare = root.value(at: path) == nil
            root = root.setting(loopElement, at: isBare ? ["args"] + path.segments[...] : path.segments[...])
        }
        return root
    }

    private func standIn(
        for use: PlaceholderUse,
        node: PlannedNode
    ) throws(PlaceholderError) -> Placeholders.MissingValue {
        let references = use.paths.compactMap { node.references[$0] }
        if references.contains(.previousRunDate) {
            return use.isWhole ? .undefined : .text(Timestamp.epoch.description)
        }
        let isOptional = references.contains { reference in
            guard case .args(let path) = reference else { return false }
            return schema.isOptional(path)
        }
        if isOptional { return .withoutString }
        throw PlaceholderError(
            location: use.location,
            offset: use.offset,
            message: "\(use.text) has no value and no default"
        )
    }

    /// Takes out objects that lost their last key because nothing stood for it.
    private static func withoutEmptied(_ value: JSONValue, source: JSONValue) -> JSONValue? {
        guard let object = value.objectValue, let original = source.objectValue else { return value }
        guard !object.isEmpty || original.isEmpty else { return nil }
        var kept = JSONObject()
        for (key, value) in object {
            kept[key] = original[key].map { withoutEmptied(value, source: $0) } ?? value
        }
        return kept.isEmpty && !object.isEmpty ? .none : .some(.object(kept))
    }

    /// The elements that a loop node repeats its request for; throws when there is something else there.
    func loopElements(_ node: PlannedNode) throws(PlaceholderError) -> [JSONValue] {
        guard let loop = node.loop else { return [] }
        let path = node.source.loopOn ?? ""
        let found = value(of: loop)
        if let elements = found?.arrayValue { return elements }
        let isAbsent = found == nil || found?.isNull == true
        if isAbsent, case .args(let arg) = loop, schema.isOptional(arg) { return [] }
        let what = found.map { "is \($0.kindName)" } ?? "has no value"
        throw PlaceholderError(location: "loop_on", offset: 0, message: "\(path) \(what), expected an array")
    }
}

extension JSONValue {
    /// The value with `value` at `path`, whose objects are made where they are missing.
    fileprivate func setting(_ value: JSONValue, at path: ArraySlice<String>) -> JSONValue {
        guard let first = path.first else { return value }
        var object = objectValue ?? JSONObject()
        object[first] = (object[first] ?? .object(JSONObject())).setting(value, at: path.dropFirst())
        return .object(object)
    }
}

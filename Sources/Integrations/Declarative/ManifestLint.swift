package import Domain
import JSON

/// Finds what in a valid manifest will lose data, or not work for long.
package struct ManifestLint: Sendable {
    /// What may be found; a resource takes one on with `accepts: {RULE: reason}`.
    package enum Rule: String, Sendable, CaseIterable {
        /// A list that is read as one page.
        case listWithoutPagination = "list-without-pagination"
        /// Numbered pages over a list whose records move between pages while it is read.
        case pagesOverMovingList = "pages-over-moving-list"
        /// A place in a list, or a start of it, that is taken from a clock rather than from the vendor.
        case wallClockCursor = "wall-clock-cursor"
        /// Nothing says how records that are gone show.
        case noDeleteStrategy = "no-delete-strategy"
        /// Ids that may be unique only below the parent that the path names.
        case idUnderParent = "id-under-parent"
        /// Ids or moments that are put in order as text.
        case cursorComparedAsText = "cursor-compared-as-text"
        /// Something that the vendor ends soon, or has ended.
        case deprecated
    }

    package struct Finding: Sendable, Equatable {
        package let rule: Rule
        /// Where in the manifest, with dots.
        package let path: String
        package let message: String
    }

    private let manifest: Manifest
    private let now: Timestamp

    package init(_ manifest: Manifest, now: Timestamp) {
        self.manifest = manifest
        self.now = now
    }

    /// Everything that is found and not accepted: of the whole, then of each resource by its name.
    package var findings: [Finding] {
        var whole = manifest.source
        whole["resources"] = nil
        var findings = expressions(in: .object(whole), at: "") + ended(manifest.deprecation, at: "deprecated")
        for resource in manifest.resources.values.sorted(by: { $0.name < $1.name }) {
            findings += of(resource).filter { resource.accepts[$0.rule.rawValue] == nil }
        }
        return findings
    }

    private func of(_ resource: ManifestResource) -> [Finding] {
        let place = "resources.\(resource.name)"
        let methods = resource.methods.values.sorted { $0.name < $1.name }
        let lists = methods.filter { $0.returns == .list }
        var findings: [Finding] = []
        if !lists.isEmpty, resource.deletes == nil {
            let strategies = ManifestResource.Deletes.Strategy.allCases.map(\.rawValue).joined(separator: ", ")
            let message = "nothing says how deleted records show: add \"deletes\" with a strategy of \(strategies)"
            findings.append(Finding(rule: .noDeleteStrategy, path: place, message: message))
        }
        for method in lists { findings += of(method, in: resource, at: "\(place).\(method.name)") }
        if let source = manifest.source["resources"]?[resource.name] { findings += expressions(in: source, at: place) }
        findings += ended(resource.deprecation, at: "\(place).deprecated")
        return findings + methods.flatMap { ended($0.deprecation, at: "\(place).\($0.name).deprecated") }
    }

    private func of(_ method: ManifestMethod, in resource: ManifestResource, at place: String) -> [Finding] {
        var findings: [Finding] = []
        if !method.path.queryKeys.isEmpty, resource.idScope == nil {
            let parent = method.path.queryKeys.joined(separator: ", ")
            let message =
                "the list is one of a parent (\(parent)): say \"id_scope: parent\" where two parents may have records of "
                + "the same id, else \"id_scope: global\""
            findings.append(Finding(rule: .idUnderParent, path: "\(place).path", message: message))
        }
        switch method.pagination {
        case nil:
            let message =
                "only the first page is ever read: add \"pagination\", or accept this where the list comes whole"
            findings.append(Finding(rule: .listWithoutPagination, path: place, message: message))
        case .page, .offset, .range:
            guard let message = move(resource.order) else { break }
            findings.append(Finding(rule: .pagesOverMovingList, path: place, message: message))
        case .cursor, .linkHeader, .nextURL, .dynamic: break
        }
        return findings
    }

    /// Why numbered pages over a list in this order skip records; nil where they don't.
    private func move(_ order: String?) -> String? {
        guard let order else {
            return "numbered pages skip records when others come or go: ask for a fixed sort and name it in \"order\""
        }
        guard ["updated", "modified", "changed"].contains(where: order.lowercased().contains) else { return nil }
        return "a list sorted by \(order) moves while it is read, and numbered pages skip records"
    }

    /// Expressions that read a clock or compare text, anywhere below a value.
    private func expressions(in value: JSONValue, at path: String) -> [Finding] {
        switch value {
        case .object(let members):
            return members.flatMap { expressions(in: $0.value, at: path.isEmpty ? $0.key : "\(path).\($0.key)") }
        case .array(let elements):
            return elements.enumerated().flatMap { expressions(in: $0.element, at: "\(path).\($0.offset)") }
        case .string(let text): return expression(text, at: path)
        case .null, .bool, .number: return []
        }
    }

    private func expression(_ text: String, at path: String) -> [Finding] {
        let key = path.split(separator: ".").last.map(String.init) ?? ""
        guard key.hasSuffix("_expression") || key.hasSuffix("_mapping") else { return [] }
        var findings: [Finding] = []
        if text.contains(/\$(now|millis)\(/) {
            let message = "a clock is no place in a list: two clocks differ, and what changes meanwhile is never read"
            findings.append(Finding(rule: .wallClockCursor, path: path, message: message))
        }
        if key.contains("cursor") || key.contains("pagination"), ManifestLint.comparesText(text) {
            let message =
                "ids and moments are put in order as text, where \"9\" comes after \"10\": use $number or $toMillis"
            findings.append(Finding(rule: .cursorComparedAsText, path: path, message: message))
        }
        return findings
    }

    /// Whether an expression sorts or compares what it doesn't turn into numbers.
    private static func comparesText(_ expression: String) -> Bool {
        let bare = expression.replacing(/"[^"]*"|'[^']*'/, with: "")
        return bare.contains(/\^\(|\$sort\(|[<>]/) && !bare.contains(/\$(number|toMillis|count|length)\(/)
    }

    /// Something whose end has come, or comes within a quarter of a year.
    private func ended(_ deprecation: Deprecation?, at path: String) -> [Finding] {
        guard let deprecation, let end = Timestamp(iso: deprecation.date), end - now < .seconds(90 * 86_400) else {
            return []
        }
        let note = deprecation.note.isEmpty ? "" : ": \(deprecation.note)"
        return [Finding(rule: .deprecated, path: path, message: "ends on \(deprecation.date)\(note)")]
    }
}

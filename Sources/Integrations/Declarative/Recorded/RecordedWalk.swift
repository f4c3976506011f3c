package import Domain
import Expressions
package import JSON

/// One call of a vendor as it was recorded: what was asked for, and every page that was answered.
package struct RecordedWalk: Sendable {
    package struct Page: Sendable {
        let request: Request
        let status: Int
        let headers: [(name: String, value: String)]
        /// Nil where the vendor answered nothing.
        let body: JSONValue?
    }

    /// What tells one page's request from another's.
    struct Request: Sendable {
        let verb: String
        /// Below the base address, with its leading slash.
        let path: String
        let query: JSONObject
        /// Compared where they are given.
        let headers: JSONObject
        let body: JSONValue?
    }

    /// `RESOURCE.METHOD`, perhaps with a suffix.
    package let name: String
    package let resource: String
    package let method: String
    let id: String?
    package let query: JSONObject
    let body: JSONValue?
    /// What the account knows beside its credentials.
    let account: JSONObject
    package let pages: [Page]
    /// What unified resources make of the records, in their order; null for one that is left out.
    package let unified: [String: [JSONValue]]

    /// Records of one page at most.
    private static let recordLimit = 3

    /// Reads a fixture; throws all that is wrong with it.
    package init(_ value: JSONValue, name: String, of adapter: DeclarativeAdapter) throws(ValidationError) {
        let parts = name.split(separator: ".").map(String.init)
        self.name = name
        resource = parts.first ?? ""
        method = parts.count > 1 ? parts[1] : ""
        var reader = DocumentReader(value, at: "", keys: ["call", "account", "pages", "unified"])
        let known = adapter.manifest.resources[resource]?.methods[method]
        if known == nil {
            let names = adapter.capabilities.map { "\($0.resource).\($0.method)" }
            let hint = Spelling.hint(for: "\(resource).\(method)", in: names)
            reader.fail("", "the file is named for a call that the plugin doesn't have; \(hint)")
        }
        var call = DocumentReader(reader["call"] ?? [:], at: "call", keys: ["id", "query", "body"])
        id = call.text("id")
        query = call.object("query")
        body = call["body"]
        account = reader.object("account")
        var pages: [Page] = []
        let given = reader["pages"]?.arrayValue ?? []
        if given.isEmpty { reader.fail("pages", "expected a list of at least one page") }
        for (index, page) in given.enumerated() {
            if let page = reader.part("pages.\(index)", page, { try Page($0, at: $1) }) { pages.append(page) }
        }
        self.pages = pages
        var unified: [String: [JSONValue]] = [:]
        for (resource, records) in reader.object("unified") {
            if records.arrayValue == nil { reader.fail("unified.\(resource)", "expected a list of records") }
            unified[resource] = records.arrayValue
        }
        self.unified = unified
        if let known, known.returns == .list {
            for (index, page) in pages.enumerated() where records(of: page, known).count > RecordedWalk.recordLimit {
                reader.fail("pages.\(index).body", "more than \(RecordedWalk.recordLimit) records: a few show as much")
            }
        }
        if known?.pagination == nil, pages.count > 1 { reader.fail("pages", "this method has only one page") }
        do { try call.finish() } catch { reader.add(error) }
        try reader.finish()
    }

    /// The records of a page, as its method finds them.
    func records(of page: Page, _ method: ManifestMethod) -> [JSONValue] {
        guard let found = page.body?.value(at: method.responsePath) else { return [] }
        switch method.returns {
        case .nothing: return []
        case .record: return [found]
        case .list: return found.arrayValue ?? []
        }
    }
}

extension RecordedWalk.Page {
    fileprivate init(_ value: JSONValue, at path: String) throws(ValidationError) {
        var reader = DocumentReader(value, at: path, keys: ["request", "status", "headers", "body"])
        let asked = reader["request"] ?? [:]
        var inner = DocumentReader(
            asked,
            at: reader.place(of: "request"),
            keys: ["method", "path", "query", "headers", "body"]
        )
        let path = inner.text("path") ?? ""
        if !path.hasPrefix("/") { inner.fail("path", "required: the path below the base address, with its slash") }
        if path.contains("?") { inner.fail("path", "must not hold a query; there is \"query\"") }
        request = RecordedWalk.Request(
            verb: (inner.text("method") ?? "GET").uppercased(),
            path: path,
            query: inner.object("query"),
            headers: inner.object("headers"),
            body: inner["body"]
        )
        status = reader.count("status") ?? 200
        headers = reader.object("headers").map { ($0.key, $0.value.stringValue ?? $0.value.text) }
        body = reader["body"]
        do { try inner.finish() } catch { reader.add(error) }
        try reader.finish()
    }
}

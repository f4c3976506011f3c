import Domain
import JSON

/// One row of the table of Zendesk's resources.
struct ZendeskResource: Sendable {
    /// How a list is walked.
    enum Listing: Sendable {
        case pages
        /// An export by its own cursor.
        case cursorExport
        /// An export by the time of the last change.
        case timeExport
        /// A list that begins with the newest records and goes back by `before_cursor`.
        case backwards
    }

    let name: String
    /// Below `/api/v2/`, without ending; `{ticket_id}` is filled from the query.
    let listPath: String
    /// Where a list's records are.
    let plural: String
    /// Where a single record is; nil when there is no call for one.
    let singular: String?
    let listing: Listing
    let writes: [String]
    /// A query key that goes into the path.
    let pathKey: String?
    /// What tells two records apart.
    let key: JSONPath
    /// Whether many records can be asked for by their ids.
    let showsMany: Bool

    /// Path and place of the records are the name's, unless they are given.
    init(
        _ name: String,
        _ singular: String? = nil,
        path: String? = nil,
        records: String? = nil,
        listing: Listing = .pages,
        writes: [String] = [],
        pathKey: String? = nil,
        key: JSONPath = "id",
        showsMany: Bool = false
    ) {
        self.name = name
        self.singular = singular
        listPath = path ?? name
        plural = records ?? name
        self.listing = listing
        self.writes = writes
        self.pathKey = pathKey
        self.key = key
        self.showsMany = showsMany
    }

    private static let showMany = "show_many"

    var capabilities: [Capability] {
        let isExport = listing == .cursorExport || listing == .timeExport
        // An export leaves out the last minute, so a read by date looks back two.
        var methods = [
            Capability(
                resource: name,
                method: "list",
                requiredQuery: pathKey.map { [$0] } ?? [],
                lookBack: isExport ? .seconds(120) : .zero
            )
        ]
        if singular != nil { methods.append(Capability(resource: name, method: "get", needsID: true, takesID: true)) }
        if showsMany {
            methods.append(Capability(resource: name, method: ZendeskResource.showMany, requiredQuery: ["ids"]))
        }
        return methods
            + writes.map { method in
                let hasID = method != "create"
                return Capability(resource: name, method: method, writes: true, needsID: hasID, takesID: hasID)
            }
    }

    static func verb(_ method: String) -> String {
        switch method {
        case "create": "POST"
        case "update": "PUT"
        case "delete": "DELETE"
        default: "GET"
        }
    }

    /// Whether a method answers with a list of records.
    static func isList(_ method: String) -> Bool { method == "list" || method == showMany }

    /// The key of the answer that holds the record or records.
    func key(for method: String) -> String { ZendeskResource.isList(method) ? plural : singular ?? plural }

    func path(for call: AdapterCall) throws(IntegrationError) -> String {
        if let pathKey {
            guard let value = call.query[pathKey], !value.isNull else {
                throw IntegrationError(.unsendable, message: "\(name) needs query.\(pathKey)")
            }
            let segment = try PercentEncoding.segment(value.stringValue ?? value.text)
            return listPath.replacing("{\(pathKey)}", with: segment) + ".json"
        }
        if call.method == ZendeskResource.showMany {
            try checkIDs(call.query["ids"])
            return listPath + "/show_many.json"
        }
        guard call.method != "list", call.method != "create" else { return listPath + ".json" }
        guard let id = call.id else {
            throw IntegrationError(.unsendable, message: "\(name).\(call.method) needs an id")
        }
        return try listPath + "/" + PercentEncoding.segment(id) + ".json"
    }

    /// Ids are a list, or text with commas; Zendesk leaves out what is above a hundred without a word.
    private func checkIDs(_ ids: JSONValue?) throws(IntegrationError) {
        let count =
            ids?.arrayValue?.count ?? ids?.stringValue?.split(separator: ",").count ?? (ids?.intValue == nil ? 0 : 1)
        guard (1...100).contains(count) else {
            throw IntegrationError(.unsendable, message: "\(name).show_many takes 1 to 100 query.ids, not \(count)")
        }
    }
}

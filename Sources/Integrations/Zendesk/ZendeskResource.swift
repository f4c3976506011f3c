import Domain
import JSON

/// One row of the table of Zendesk's resources.
struct ZendeskResource: Sendable {
    enum Listing: Sendable { case pages, cursorExport }

    let name: String
    /// Below `/api/v2/`, without ending; `{ticket_id}` is filled from the query.
    let listPath: String
    /// Where a list's records are.
    let plural: String
    /// Where a single record is; nil when there is no call for one.
    let singular: String?
    let listing: Listing
    var writes: [String] = []
    /// A query key that goes into the path.
    var pathKey: String?

    static let all = [
        ZendeskResource(
            name: "tickets",
            listPath: "tickets",
            plural: "tickets",
            singular: "ticket",
            listing: .pages,
            writes: ["create", "update", "delete"]
        ),
        ZendeskResource(
            name: "comments",
            listPath: "tickets/{ticket_id}/comments",
            plural: "comments",
            singular: nil,
            listing: .pages,
            pathKey: "ticket_id"
        ),
        ZendeskResource(
            name: "ticket_comments",
            listPath: "tickets/{ticket_id}/comments",
            plural: "comments",
            singular: nil,
            listing: .pages,
            pathKey: "ticket_id"
        ),
        ZendeskResource(name: "users", listPath: "users", plural: "users", singular: "user", listing: .pages),
        ZendeskResource(
            name: "organizations",
            listPath: "organizations",
            plural: "organizations",
            singular: "organization",
            listing: .pages
        ),
        ZendeskResource(name: "groups", listPath: "groups", plural: "groups", singular: "group", listing: .pages),
        ZendeskResource(
            name: "ticket_fields",
            listPath: "ticket_fields",
            plural: "ticket_fields",
            singular: "ticket_field",
            listing: .pages
        ),
        ZendeskResource(
            name: "incremental_tickets",
            listPath: "incremental/tickets/cursor",
            plural: "tickets",
            singular: nil,
            listing: .cursorExport
        ),
        ZendeskResource(
            name: "incremental_users",
            listPath: "incremental/users/cursor",
            plural: "users",
            singular: nil,
            listing: .cursorExport
        ),
    ]

    var capabilities: [Capability] {
        // The export leaves out the last minute, so a read by date looks back two.
        var methods = [
            Capability(
                resource: name,
                method: "list",
                requiredQuery: pathKey.map { [$0] } ?? [],
                lookBack: listing == .cursorExport ? .seconds(120) : .zero
            )
        ]
        if singular != nil { methods.append(Capability(resource: name, method: "get", needsID: true, takesID: true)) }
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

    /// The key of the answer that holds the record or records.
    func key(for method: String) -> String { method == "list" ? plural : singular ?? plural }

    func path(for call: AdapterCall) throws(IntegrationError) -> String {
        if let pathKey {
            guard let value = call.query[pathKey], !value.isNull else {
                throw IntegrationError(.unsendable, message: "\(name) needs query.\(pathKey)")
            }
            let segment = try PercentEncoding.segment(value.stringValue ?? value.text)
            return listPath.replacing("{\(pathKey)}", with: segment) + ".json"
        }
        guard call.method != "list", call.method != "create" else { return listPath + ".json" }
        guard let id = call.id else {
            throw IntegrationError(.unsendable, message: "\(name).\(call.method) needs an id")
        }
        return try listPath + "/" + PercentEncoding.segment(id) + ".json"
    }
}

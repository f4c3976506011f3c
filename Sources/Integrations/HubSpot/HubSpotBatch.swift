import Domain
import JSON

/// A batch read: many records, or the associations of many, in one call whose body the caller gives.
///
/// A record's associations may fill more than one answer; the rest is asked for by a cursor `more:[{"id","after"}]`.
struct HubSpotBatch: HubSpotWalk {
    let envelope: [JSONPath] = ["errors"]
    let fields: [JSONPath] = ["paging.next.after"]
    private let ownQuery: JSONObject
    private let ownBody: JSONObject

    init(_ query: JSONObject, body: JSONValue?, cap: Int) throws(IntegrationError) {
        guard let body = body?.objectValue, let inputs = body["inputs"]?.arrayValue, !inputs.isEmpty else {
            throw IntegrationError(.unsendable, message: "a batch's body must be {\"inputs\": [{\"id\": …}]}")
        }
        guard inputs.count <= cap else {
            throw IntegrationError(
                .unsendable,
                message: "body.inputs has \(inputs.count) entries; hubspot takes \(cap) at a time"
            )
        }
        ownQuery = query
        ownBody = body
    }

    func query(after cursor: Cursor?) -> JSONObject { ownQuery }

    func body(after cursor: Cursor?) throws(IntegrationError) -> JSONValue? {
        guard let cursor else { return .object(ownBody) }
        guard let inputs = try? JSONValue(parsing: Array(try cursor.required("more").utf8)) else {
            throw IntegrationError(.cursorExpired, message: "the stored cursor is not one of a batch")
        }
        var body = ownBody
        body["inputs"] = inputs
        return .object(body)
    }

    func next(in page: SplitPage, after cursor: Cursor?) throws(IntegrationError) -> Cursor? {
        try checkErrors(in: page)
        let open = page.records.indices.compactMap { record -> JSONValue? in
            guard let id = page.field(0, of: record).flatMap(page.scalar),
                let after = page.field(1, of: record).flatMap(page.scalar)
            else { return nil }
            return ["id": .string(id), "after": .string(after)]
        }
        guard !open.isEmpty else { return nil }
        let next = Cursor("more", JSONValue.array(open).text)
        guard next != cursor else {
            throw IntegrationError(.cursorRepeated, message: "the page's cursor leads back to the same page")
        }
        return next
    }

    /// A part of a batch may fail, with status 207; a record without associations is no failure.
    private func checkErrors(in page: SplitPage) throws(IntegrationError) {
        guard let range = page.envelope(0), let errors = (try? page.value(range))?.arrayValue else { return }
        let failures = errors.filter { $0["subCategory"] != "crm.associations.NO_ASSOCIATIONS_FOUND" }
        guard !failures.isEmpty else { return }
        let failed = failures.map { error in
            (error["context"]?.objectValue ?? [:]).compactMap { $0.value.arrayValue?.count }.max() ?? 1
        }
        throw IntegrationError(
            .rejected(status: 207),
            message: "hubspot could not read \(failed.reduce(0, +)) of the batch (207)",
            detail: failures.compactMap { $0["message"]?.stringValue }.prefix(3).joined(separator: "; ")
        )
    }
}

import Domain
import JSON

/// A list, walked by the vendor's `after`; a cursor's text is `after:…`.
struct HubSpotList: HubSpotWalk {
    let envelope: [JSONPath] = ["paging.next.after"]
    let fields: [JSONPath] = []
    private let ownQuery: JSONObject

    /// `cap` is the most records a page has; nil for a list that comes whole.
    init(_ query: JSONObject, cap: Int?) throws(IntegrationError) {
        var query = query
        if let cap {
            let limit = try HubSpotList.limit(query["limit"], cap: cap, at: "query.limit")
            query["limit"] = .number(JSONNumber(limit))
        } else {
            query["limit"] = nil
        }
        ownQuery = query
    }

    func query(after cursor: Cursor?) throws(IntegrationError) -> JSONObject {
        guard let cursor else { return ownQuery }
        var query = ownQuery
        query["after"] = .string(try cursor.required("after"))
        return query
    }

    func body(after cursor: Cursor?) -> JSONValue? { nil }

    func next(in page: SplitPage, after cursor: Cursor?) throws(IntegrationError) -> Cursor? {
        guard let after = page.envelope(0).flatMap(page.scalar), !after.isEmpty else { return nil }
        let next = Cursor("after", after)
        guard next != cursor else {
            throw IntegrationError(.cursorRepeated, message: "the page's cursor leads back to the same page")
        }
        return next
    }

    /// The page size asked for, cut to `cap`; `cap` when nothing is asked.
    static func limit(_ value: JSONValue?, cap: Int, at path: String) throws(IntegrationError) -> Int {
        guard let value, !value.isNull else { return cap }
        guard let limit = value.wholeNumber, limit > 0 else {
            throw IntegrationError(.unsendable, message: "\(path) must be a whole number above 0")
        }
        return min(limit, cap)
    }
}

import Domain
import JSON

/// A search of any size, though HubSpot gives only the first 10,000 results of one.
///
/// Where the caller doesn't sort, results come by ascending id, and each page is a search of its own for the ids above
/// the last one: it has no cap to reach, and a record that leaves the results meanwhile moves no other one past the
/// reader. Where the caller sorts, begins in the middle, or leaves no room for one more filter, pages are walked by the
/// vendor's `after`, and going beyond the cap is an error. A cursor's text is `id:…` or `after:…`.
struct HubSpotSearch: HubSpotWalk {
    private static let cap = 10_000
    private static let pageCap = 200
    /// HubSpot's bounds of a search's filters: six in a group, eighteen in all.
    private static let groupCap = 6
    private static let filterCap = 18

    let envelope: [JSONPath] = ["paging.next.after", "total"]
    let fields: [JSONPath] = []
    private let ownQuery: JSONObject
    private let ownBody: JSONObject
    private let groups: [JSONValue]
    private let limit: Int
    private let isSorted: Bool
    /// Whether the caller begins in the middle, and so has walked by `after` before.
    private var isResumed: Bool { start > 0 }
    /// Whether one more filter fits into each group.
    private let hasRoom: Bool
    /// Where the caller begins, if not at the start.
    private let start: Int

    init(_ query: JSONObject, body: JSONValue?) throws(IntegrationError) {
        let value = body ?? .null
        guard var body = value.isNull ? [:] : value.objectValue else {
            throw IntegrationError(.unsendable, message: "a search's body must be an object, found \(value.kindName)")
        }
        var query = query
        limit = try HubSpotList.limit(body["limit"] ?? query["limit"], cap: HubSpotSearch.pageCap, at: "limit")
        query["limit"] = nil
        let given = body["filterGroups"] ?? .null
        guard let groups = given.isNull ? [] : given.arrayValue else {
            throw IntegrationError(.unsendable, message: "body.filterGroups must be a list, found \(given.kindName)")
        }
        start = body["after"]?.wholeNumber ?? 0
        isSorted = body["sorts"]?.arrayValue?.isEmpty == false
        let sizes = groups.map { $0["filters"]?.arrayValue?.count ?? 0 }
        hasRoom =
            sizes.allSatisfy { $0 < HubSpotSearch.groupCap }
            && sizes.reduce(0, +) + groups.count <= HubSpotSearch.filterCap
        for key in ["limit", "after", "filterGroups"] { body[key] = nil }
        self.groups = groups
        ownBody = body
        ownQuery = query
    }

    func query(after cursor: Cursor?) -> JSONObject { ownQuery }

    func body(after cursor: Cursor?) throws(IntegrationError) -> JSONValue? {
        var body = ownBody
        var size = limit
        if !isSorted { body["sorts"] = [["propertyName": "hs_object_id", "direction": "ASCENDING"]] }
        if walksByID {
            let groups = try cursor.map { cursor throws(IntegrationError) in
                above(try cursor.required("id"))
            }
            body["filterGroups"] = .array(groups ?? self.groups)
        } else {
            let after = try offset(of: cursor)
            guard after < HubSpotSearch.cap else { throw capReached }
            size = min(limit, HubSpotSearch.cap - after)
            body["filterGroups"] = .array(groups)
            if after > 0 { body["after"] = .string(String(after)) }
        }
        body["limit"] = .number(JSONNumber(size))
        return .object(body)
    }

    private var walksByID: Bool { !isSorted && !isResumed && hasRoom }

    private func offset(of cursor: Cursor?) throws(IntegrationError) -> Int {
        guard let cursor else { return start }
        guard let after = Int(try cursor.required("after")) else {
            throw IntegrationError(.cursorExpired, message: "the stored cursor is not a place in a search")
        }
        return after
    }

    /// The groups with one more filter each: only records behind `id`.
    private func above(_ id: String) -> [JSONValue] {
        let filter: JSONValue = ["propertyName": "hs_object_id", "operator": "GT", "value": .string(id)]
        guard !groups.isEmpty else { return [["filters": [filter]]] }
        return groups.map { group in
            var changed = group.objectValue ?? [:]
            changed["filters"] = .array((group["filters"]?.arrayValue ?? []) + [filter])
            return .object(changed)
        }
    }

    private var capReached: IntegrationError {
        let remedy =
            isSorted || isResumed
            ? "leave out body.sorts and body.after to read on by id"
            : "leave room for one filter in each of body.filterGroups (\(HubSpotSearch.groupCap) a group, "
                + "\(HubSpotSearch.filterCap) in all) to read on by id"
        return IntegrationError(
            .unsendable,
            message: "hubspot gives the first \(HubSpotSearch.cap) results of a search; \(remedy)"
        )
    }

    func next(in page: SplitPage, after cursor: Cursor?) throws(IntegrationError) -> Cursor? {
        let after = page.envelope(0).flatMap(page.scalar)
        guard let total = page.envelope(1).flatMap(page.scalar).flatMap({ Int($0) }) else {
            throw IntegrationError(.malformed, message: "the search doesn't say its total")
        }
        return walksByID
            ? try nextByID(page, hasMore: after != nil || total > page.records.count, after: cursor)
            : try nextByOffset(page, after, total, after: cursor)
    }

    private func nextByID(_ page: SplitPage, hasMore: Bool, after cursor: Cursor?) throws(IntegrationError) -> Cursor? {
        var last = cursor?.value(of: "id").flatMap { UInt64($0) } ?? 0
        for record in page.records.indices {
            guard let id = page.field(0, of: record).flatMap(page.scalar).flatMap({ UInt64($0) }), id > last else {
                throw IntegrationError(.malformed, message: "the search's results are not in the order of their ids")
            }
            last = id
        }
        guard hasMore else { return nil }
        guard !page.records.isEmpty else {
            throw IntegrationError(.malformed, message: "the search says that there is more, and gives nothing")
        }
        return Cursor("id", String(last))
    }

    private func nextByOffset(
        _ page: SplitPage,
        _ after: String?,
        _ total: Int,
        after cursor: Cursor?
    ) throws(IntegrationError) -> Cursor? {
        let reached = try offset(of: cursor) + page.records.count
        guard let after else {
            // At the cap the vendor just ends; the next request says so.
            if reached >= HubSpotSearch.cap, total > reached { return Cursor("after", String(reached)) }
            guard total <= reached else {
                throw IntegrationError(.malformed, message: "the search ends at \(reached) of \(total) results")
            }
            return nil
        }
        let next = Cursor("after", after)
        guard next != cursor else {
            throw IntegrationError(.cursorRepeated, message: "the page's cursor leads back to the same page")
        }
        return next
    }
}

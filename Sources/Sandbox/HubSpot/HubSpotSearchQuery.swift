import JSON

/// What a search's body asks for.
struct HubSpotSearchQuery: Sendable {
    /// A search takes any of its groups, a group all of its filters.
    private let groups: [[HubSpotFilter]]
    private let sort: (property: HubSpotProperty, isDescending: Bool)?
    let properties: [String]
    let limit: Int
    let after: Int

    /// Most records on a page.
    static let pageCap = 200

    init(_ body: JSONValue, of kind: HubSpotKind, cap: Int) throws(HubSpotError) {
        limit = body["limit"]?.intValue ?? 10
        guard (0...HubSpotSearchQuery.pageCap).contains(limit) else { throw .invalid("limit must be at most 200") }
        let offset = body["after"] ?? .null
        guard let after = offset.isNull ? 0 : offset.intValue ?? offset.stringValue.flatMap({ Int($0) }), after >= 0
        else { throw .invalid("Invalid input JSON: after must be a number") }
        // The vendor says no more than this either.
        guard after + limit <= cap else { throw .invalid("There was a problem with the request.") }
        self.after = after
        properties = (body["properties"]?.arrayValue ?? []).compactMap(\.stringValue)
        var groups: [[HubSpotFilter]] = []
        for group in body["filterGroups"]?.arrayValue ?? [] {
            var filters: [HubSpotFilter] = []
            for filter in group["filters"]?.arrayValue ?? [] { filters.append(try HubSpotFilter(filter, of: kind)) }
            guard filters.count <= 6 else { throw .invalid("Too many filters in a filter group: at most 6") }
            groups.append(filters)
        }
        guard groups.count <= 5, groups.reduce(0, { $0 + $1.count }) <= 18 else {
            throw .invalid("Too many filter groups or filters: at most 5 and 18")
        }
        self.groups = groups
        guard let given = body["sorts"]?[0] else {
            sort = nil
            return
        }
        let name = given.stringValue ?? given["propertyName"]?.stringValue ?? ""
        guard let property = HubSpotProperty.all(of: kind).first(where: { $0.name == name }) else {
            throw .invalid("There was a problem with the request: can't sort by \"\(name)\"")
        }
        sort = (property, given["direction"] == "DESCENDING")
    }

    /// Indexes of every result, in order.
    func results(in view: HubSpotView) -> [Int] {
        let bounds = groups.map { group in group.compactMap(\.lowestID).max() ?? 0 }
        let first = max(1, (bounds.min() ?? 0) - view.kind.idBase)
        guard first <= view.total else { return [] }
        let found = (first...view.total).filter { index in
            guard view.isLive(index) else { return false }
            guard !groups.isEmpty else { return true }
            let record = view.record(index)
            return groups.contains { group in group.allSatisfy { $0.matches(record) } }
        }
        guard let sort else { return found }
        if sort.property.name == "hs_object_id" { return sort.isDescending ? found.reversed() : found }
        let keyed = found.map { (index: $0, value: view.record($0).value(of: sort.property)) }
        return keyed.sorted { left, right in
            let order = left.value.compare(right.value) ?? (left.value.isNull ? right.value.isNull ? 0 : 1 : -1)
            guard order != 0 else { return left.index < right.index }
            return sort.isDescending ? order > 0 : order < 0
        }.map(\.index)
    }
}

import Domain
import Engine
import JSON

/// A list of bodies that no table holds, such as the models that come with the server: filtered, ordered and cut as others.
enum BodyList {
    private static let moments = ["created_at", "updated_at"]

    /// `bodies` have `id` and `created_at`; filters name their members, `a.b` those of a nested one.
    static func answer(_ bodies: [JSONObject], _ query: ListQuery) throws(ValidationError) -> Answer {
        var filters: [RecordFilter] = []
        for filter in query.filters { filters.append(try recordFilter(filter)) }
        let found = bodies.filter { body in filters.allSatisfy { $0.matches(body) } }.map {
            (place: Place($0), body: $0)
        }
        .filter { one in query.after.map { Place($0) < one.place } ?? true }.sorted { $0.place < $1.place }
        let page = found.prefix(query.limit)
        let next = found.count > page.count ? page.last.map { ListCursor.write($0.place.position) } : nil
        return Answer(list: page.map { .object($0.body) }, next: next, limit: query.limit)
    }

    private static func recordFilter(_ filter: ListQuery.Filter) throws(ValidationError) -> RecordFilter {
        var values = filter.values
        if moments.contains(filter.field) {
            for (index, value) in values.enumerated() {
                guard let moment = Timestamp(iso: value) else {
                    throw ValidationError(filter.field, "expected an ISO 8601 date, found \"\(value)\"")
                }
                values[index] = moment.description
            }
        }
        return RecordFilter(
            path: filter.field.split(separator: ".").map(String.init),
            operator: .init(rawValue: filter.comparison.rawValue) ?? .eq,
            values: values.map { .string($0) }
        )
    }

    /// Newest first, ties by id.
    private struct Place: Comparable {
        let position: ListQuery.Position

        init(_ position: ListQuery.Position) { self.position = position }

        init(_ body: JSONObject) {
            let created = body["created_at"]?.stringValue.flatMap { Timestamp(iso: $0) }
            position = .init(
                createdAt: created ?? Timestamp(milliseconds: 0),
                id: body["id"]?.stringValue ?? ""
            )
        }

        static func < (left: Place, right: Place) -> Bool {
            let (left, right) = (left.position, right.position)
            return left.createdAt == right.createdAt ? left.id < right.id : left.createdAt > right.createdAt
        }
    }
}

/// What a list endpoint asks of a store: filters, a place to go on from, a bound.
package struct ListQuery: Sendable, Equatable {
    package enum Operator: String, Sendable, CaseIterable {
        case eq, ne, gt, gte, lt, lte
        case isIn = "in"
        case notIn = "nin"
        case like, ilike
    }

    package struct Filter: Sendable, Equatable {
        package let field: String
        package let comparison: Operator
        package let values: [String]

        package init(_ field: String, _ comparison: Operator, _ values: [String]) {
            self.field = field
            self.comparison = comparison
            self.values = values
        }
    }

    /// A row's place in a list: newest first, ties by id.
    package struct Position: Sendable, Equatable {
        package let createdAt: Timestamp
        package let id: String

        package init(createdAt: Timestamp, id: String) {
            self.createdAt = createdAt
            self.id = id
        }
    }

    package var filters: [Filter] = []
    package var after: Position?
    /// 1 to 5000.
    package var limit = 100

    package init() {}
}

/// A page of a list, newest first.
package struct Listing<Element: Sendable>: Sendable {
    package let elements: [Element]
    /// Where to go on; nil at the end.
    package let next: ListQuery.Position?

    package init(elements: [Element], next: ListQuery.Position?) {
        self.elements = elements
        self.next = next
    }

    package func map<Other: Sendable>(_ transform: (Element) throws -> Other) rethrows -> Listing<Other> {
        Listing<Other>(elements: try elements.map(transform), next: next)
    }
}

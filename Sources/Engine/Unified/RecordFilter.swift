package import JSON

/// A condition on one field of a unified record.
///
/// Where the path goes through an array, one element that matches is enough.
package struct RecordFilter: Sendable, Equatable {
    package enum Operator: String, Sendable, CaseIterable { case eq, ne, gt, gte, lt, lte, `in`, nin, like, ilike }

    let path: [String]
    let `operator`: Operator
    /// Values of the field's own type; one, but for `in` and `nin`.
    let values: [JSONValue]

    package init(path: [String], operator: Operator, values: [JSONValue]) {
        self.path = path
        self.operator = `operator`
        self.values = values
    }

    /// Whether it asks for what comes after something: what reads by date do.
    var isBound: Bool { self.operator == .gt || self.operator == .gte }

    /// A record without the field matches `ne` and `nin` only.
    package func matches(_ record: JSONObject) -> Bool {
        let found = RecordFilter.values(in: .object(record), path[...])
        switch self.operator {
        case .eq, .in: return found.contains(where: isOneOfValues)
        case .ne, .nin: return !found.contains(where: isOneOfValues)
        case .gt: return found.contains { isOrdered($0) { $0 > 0 } }
        case .gte: return found.contains { isOrdered($0) { $0 >= 0 } }
        case .lt: return found.contains { isOrdered($0) { $0 < 0 } }
        case .lte: return found.contains { isOrdered($0) { $0 <= 0 } }
        case .like: return found.contains { isLike($0) { $0 } }
        case .ilike: return found.contains { isLike($0) { $0.lowercased() } }
        }
    }

    private static func values(in value: JSONValue, _ path: ArraySlice<String>) -> [JSONValue] {
        if case .array(let elements) = value { return elements.flatMap { values(in: $0, path) } }
        guard let first = path.first else { return [value] }
        return value[first].map { values(in: $0, path.dropFirst()) } ?? []
    }

    private func isOneOfValues(_ found: JSONValue) -> Bool {
        values.contains { RecordFilter.order(found, $0) == 0 }
    }

    private func isOrdered(_ found: JSONValue, _ test: (Int) -> Bool) -> Bool {
        values.first.flatMap { RecordFilter.order(found, $0) }.map(test) ?? false
    }

    /// Below, at or above zero as `left` comes before, with or after `right`; nil when they can't be compared.
    ///
    /// Moments are text of one form, whose order is theirs.
    private static func order(_ left: JSONValue, _ right: JSONValue) -> Int? {
        switch (left, right) {
        case (.number(let left), .number(let right)):
            if let left = left.intValue, let right = right.intValue { return left < right ? -1 : left > right ? 1 : 0 }
            return left.doubleValue < right.doubleValue ? -1 : left.doubleValue > right.doubleValue ? 1 : 0
        case (.string(let left), .string(let right)): return left < right ? -1 : left > right ? 1 : 0
        case (.bool(let left), .bool(let right)): return left == right ? 0 : left ? 1 : -1
        default: return nil
        }
    }

    private func isLike(_ found: JSONValue, _ form: (String) -> String) -> Bool {
        guard let text = found.stringValue, let pattern = values.first?.stringValue else { return false }
        return RecordFilter.matches(Array(form(text).unicodeScalars), Array(form(pattern).unicodeScalars))
    }

    /// Matches one of SQL's patterns, in which `%` stands for any text and `_` for one character.
    ///
    /// Only the last `%` is ever tried again, so the work is bounded by the product of both lengths.
    private static func matches(_ text: [Unicode.Scalar], _ pattern: [Unicode.Scalar]) -> Bool {
        var (at, place) = (0, 0)
        var retry: (at: Int, place: Int)?
        while at < text.count {
            if place < pattern.count, pattern[place] == "%" {
                place += 1
                retry = (at, place)
            } else if place < pattern.count, pattern[place] == "_" || pattern[place] == text[at] {
                at += 1
                place += 1
            } else if let again = retry {
                at = again.at + 1
                place = again.place
                retry = (at, place)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == "%" }
    }
}

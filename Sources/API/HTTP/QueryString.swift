import Domain
import Foundation

/// A request's query as both published clients write it: `a=1`, `a[op]=1`, `a[op][]=1`, `a[op][0]=1`, repeated keys.
struct QueryString {
    struct Item {
        let name: String
        let brackets: [String]
        let value: String
    }

    /// Bytes of a pattern at most; matching a longer one is work without bound.
    private static let patternLimit = 1_000

    let items: [Item]

    init(_ text: String?) {
        items = (text ?? "").split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let key = QueryString.decode(parts[0])
            let open = key.firstIndex(of: "[") ?? key.endIndex
            let brackets = key[open...].split(separator: "[").map { part in
                String(part.hasSuffix("]") ? part.dropLast() : part)
            }
            return Item(
                name: String(key[..<open]),
                brackets: brackets,
                value: parts.count > 1 ? QueryString.decode(parts[1]) : ""
            )
        }
    }

    private static func decode(_ text: Substring) -> String {
        let spaced = String(text).replacing("+", with: " ")
        return spaced.removingPercentEncoding ?? spaced
    }

    /// The last plain value of a key; nil when absent or empty, as the published client writes null.
    subscript(name: String) -> String? {
        items.last { $0.name == name && $0.brackets.isEmpty && !$0.value.isEmpty }?.value
    }

    /// What is asked of one field; an unknown operator is refused.
    func filters(_ field: String) throws(ValidationError) -> [ListQuery.Filter] {
        var plain: [String] = []
        var lists: [String: [String]] = [:]
        var filters: [ListQuery.Filter] = []
        for item in items where item.name == field && !item.value.isEmpty {
            let word = item.brackets.first ?? ""
            if word.isEmpty || Int(word) != nil {
                plain.append(item.value)
            } else if word == "in" || word == "nin" {
                lists[word, default: []] += item.value.split(separator: ",").map(String.init)
            } else if let comparison = ListQuery.Operator(rawValue: word), item.brackets.count == 1 {
                let isPattern = comparison == .like || comparison == .ilike
                guard !isPattern || item.value.utf8.count <= QueryString.patternLimit else {
                    throw ValidationError("\(field)[\(word)]", "at most \(QueryString.patternLimit) bytes")
                }
                filters.append(.init(field, comparison, [item.value]))
            } else {
                let valid = ListQuery.Operator.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("\(field)[\(word)]", "unknown operator; there is \(valid)")
            }
        }
        if !plain.isEmpty { filters.append(.init(field, plain.count == 1 ? .eq : .isIn, plain)) }
        for (word, values) in lists { filters.append(.init(field, word == "in" ? .isIn : .notIn, values)) }
        return filters
    }

    /// `limit`, 100 unless told, 1 to 5000.
    func limit() throws(ValidationError) -> Int {
        guard let text = self["limit"] else { return 100 }
        guard let limit = Int(text), limit > 0 else {
            throw ValidationError("limit", "expected a whole number from 1 to 5000, found \"\(text)\"")
        }
        return min(limit, 5000)
    }

    /// A list query with the filters of `fields`; other keys mean nothing and are passed over.
    func list(_ fields: [String]) throws(ValidationError) -> ListQuery {
        var query = ListQuery()
        query.limit = try limit()
        for field in fields { query.filters += try filters(field) }
        if let cursor = self["next_cursor"] { query.after = try ListCursor.read(cursor) }
        return query
    }
}

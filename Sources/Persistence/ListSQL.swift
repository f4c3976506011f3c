import Domain
import GRDB

/// Puts a list's SELECT together out of fixed pieces; what the caller sent only ever becomes an argument.
struct ListSQL {
    enum Column: Equatable {
        case text(String)
        case integer(String)
        case moment(String)
        case boolean(String)

        var expression: String {
            switch self {
            case .text(let sql), .integer(let sql), .moment(let sql), .boolean(let sql): sql
            }
        }
    }

    /// `SELECT … FROM …`, without WHERE.
    let select: String
    /// Fields that may be filtered on, by their names in the API.
    let fields: [String: Column]
    /// Prefix of `id` and `created_at`, with the dot.
    let table: String

    /// Reads a page: newest first, one row more than asked for to know whether there is a next page.
    func fetch<Element>(
        _ query: ListQuery,
        where condition: String,
        arguments: StatementArguments,
        in db: GRDB.Database,
        element: (Row) throws -> Element
    ) throws -> Listing<Element> {
        var conditions = [condition]
        var arguments = arguments
        for filter in query.filters {
            guard let column = fields[filter.field] else { continue }
            let (sql, values) = try ListSQL.condition(filter, on: column)
            conditions.append(sql)
            arguments += values
        }
        if let after = query.after {
            conditions.append("(\(table)created_at < ? OR (\(table)created_at = ? AND \(table)id > ?))")
            arguments += [after.createdAt.milliseconds, after.createdAt.milliseconds, after.id]
        }
        arguments += [query.limit + 1]
        let sql = """
            \(select) WHERE \(conditions.joined(separator: " AND "))
            ORDER BY \(table)created_at DESC, \(table)id LIMIT ?
            """
        let rows = try Row.fetchAll(db, sql: sql, arguments: arguments)
        let page = rows.prefix(query.limit)
        let last = rows.count > query.limit ? page.last : nil
        return Listing(
            elements: try page.map(element),
            next: last.map { ListQuery.Position(createdAt: Timestamp(milliseconds: $0["created_at"]), id: $0["id"]) }
        )
    }

    private static func condition(
        _ filter: ListQuery.Filter,
        on column: Column
    ) throws -> (sql: String, arguments: StatementArguments) {
        let values: [(any DatabaseValueConvertible)?] = try filter.values.map {
            try value($0, of: column, field: filter.place)
        }
        let name = column.expression
        let marks = values.map { _ in "?" }.joined(separator: ", ")
        let first = StatementArguments(values.prefix(1))
        return switch filter.comparison {
        case .eq: ("\(name) = ?", first)
        case .ne: ("\(name) IS NOT ?", first)
        case .gt: ("\(name) > ?", first)
        case .gte: ("\(name) >= ?", first)
        case .lt: ("\(name) < ?", first)
        case .lte: ("\(name) <= ?", first)
        case .isIn: ("\(name) IN (\(marks))", StatementArguments(values))
        case .notIn: ("\(name) NOT IN (\(marks))", StatementArguments(values))
        case .like: ("\(name) GLOB replace(replace(replace(?, '*', '[*]'), '?', '[?]'), '%', '*')", first)
        case .ilike: ("\(name) LIKE ?", first)
        }
    }

    private static func value(_ text: String, of column: Column, field: String) throws -> any DatabaseValueConvertible {
        switch column {
        case .text: return text
        case .integer:
            guard let number = Int64(text) else {
                throw ValidationError(field, "expected a whole number, found \"\(text)\"")
            }
            return number
        case .moment:
            guard let moment = Timestamp(iso: text) else {
                throw ValidationError(field, "expected an ISO 8601 date, found \"\(text)\"")
            }
            return moment.milliseconds
        case .boolean:
            guard let flag = ["true": 1, "1": 1, "false": 0, "0": 0][text.lowercased()] else {
                throw ValidationError(field, "expected true or false, found \"\(text)\"")
            }
            return flag
        }
    }
}

extension ListQuery.Filter {
    /// The filter as a caller writes it.
    fileprivate var place: String { comparison == .eq ? field : "\(field)[\(comparison.rawValue)]" }
}

extension Row {
    /// The moment in a column of milliseconds.
    func moment(_ column: String) -> Timestamp { Timestamp(milliseconds: self[column]) }

    func optionalMoment(_ column: String) -> Timestamp? {
        let value: Int64? = self[column]
        return value.map(Timestamp.init(milliseconds:))
    }
}

import Domain

/// The query of `/record` and `/record/count`.
enum RecordParameters {
    static func query(_ parameters: QueryString) throws(ValidationError) -> RecordQuery {
        var query = RecordQuery()
        query.limit = try parameters.limit()
        query.accountIDs = try values("integrated_account_id", parameters)?.map { IntegratedAccount.ID($0) }
        query.integrationNames = try values("integration_name", parameters)
        query.resources = try values("resource", parameters)
        query.recordIDs = try values("record_id", parameters)
        for filter in try parameters.filters("change") {
            guard filter.comparison == .gt, let number = Int64(filter.values.first ?? ""), number >= 0 else {
                throw ValidationError("change", "expected change[gt] and a whole number")
            }
            query.changeAfter = number
            // Following changes means following deletions too.
            query.deleted = .any
        }
        for filter in try parameters.filters("changed_at") {
            guard let comparison = RecordQuery.Comparison(rawValue: filter.comparison.rawValue),
                let moment = Timestamp(iso: filter.values.first ?? "")
            else { throw ValidationError("changed_at", "expected gt, gte, lt or lte and an ISO 8601 date") }
            query.changedAt.append(.init(comparison, moment))
        }
        if let text = parameters["deleted"] {
            guard let deleted = RecordQuery.Deleted(rawValue: text) else {
                throw ValidationError("deleted", "expected true, false or any, found \"\(text)\"")
            }
            query.deleted = deleted
        }
        if let include = parameters["include"] {
            guard include == "remote_data" else {
                throw ValidationError("include", "there is nothing called \"\(include)\" to include")
            }
            query.includesRemoteData = true
        }
        return query
    }

    /// One value, a list, or nothing.
    private static func values(_ field: String, _ parameters: QueryString) throws(ValidationError) -> [String]? {
        var all: [String]?
        for filter in try parameters.filters(field) {
            guard filter.comparison == .eq || filter.comparison == .isIn else {
                throw ValidationError("\(field)[\(filter.comparison.rawValue)]", "only equality and in work here")
            }
            all = all.map { $0.filter(filter.values.contains) } ?? filter.values
        }
        return all
    }
}

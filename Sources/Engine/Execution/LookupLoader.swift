import Domain
import JSON
import JSONata

/// Makes the calls behind a mapping's lookups.
struct LookupLoader: Sendable {
    let caller: CallRunner
    let account: AccountContext
    let run: SyncJobRun.ID?
    let observer: any CallRunner.Observer

    /// Rows of one lookup at most.
    private static let rowLimit = 50_000

    /// What was found and what it cost, or the call that failed.
    enum Answer<Value: Sendable>: Sendable {
        case success(Value, CallRunner.Effort)
        case failure(CallRunner.Outcome)
    }

    /// The whole list, from the account's cache while it is fresh.
    func list(_ lookup: LookupMapping) async throws -> Answer<[JSONValue]> {
        let name = "\(lookup.resource).\(lookup.method) \(JSONValue.object(lookup.fixedQuery).text)"
        return try await caller.session.lookups.rows(name, isPatient: caller.isPatient) {
            try await pages(of: call(lookup, query: lookup.fixedQuery, body: nil), lookup.name)
        }
    }

    /// The rows that belong to a page's records; nil for a lookup that isn't by record.
    func rows(
        _ lookup: LookupMapping,
        for records: [JSONValue],
        of page: Page,
        _ variables: [String: JSONValue]
    ) async throws -> Answer<LookupRows?> {
        var effort = CallRunner.Effort()
        switch lookup.source {
        case .list: return .success(nil, effort)
        case .sideLoaded(let path, let on, let key):
            let rows = try LookupLoader.rows(at: path, of: page)
            return .success(try LookupRows(name: lookup.name, rows: rows, key: key, on: on), effort)
        case .keyed(let on, let key, let chunk):
            var keys: [String] = []
            var seen: Set<String> = []
            for record in records {
                for key in try LookupRows.keys(of: record, on) where seen.insert(key).inserted { keys.append(key) }
            }
            var rows: [JSONValue] = []
            for start in stride(from: 0, to: keys.count, by: chunk) {
                let part = keys[start..<min(start + chunk, keys.count)]
                let document: JSONValue = ["keys": .array(part.map { .string($0) })]
                var query = lookup.fixedQuery
                let made = try MappingExpression.object(of: lookup.query, document, variables, lookup.name)
                for (key, value) in made { query[key] = value }
                let body = try lookup.body.map { (body) throws(IntegrationError) in
                    try MappingExpression.value(of: body, document, variables, lookup.name)
                }
                switch try await pages(of: call(lookup, query: query, body: body ?? nil), lookup.name) {
                case .success(let found, let cost):
                    rows += found
                    effort += cost
                case .failure(let outcome):
                    effort += outcome.effort
                    return .failure(outcome.with(effort: effort))
                }
            }
            return .success(try LookupRows(name: lookup.name, rows: rows, key: key, on: on), effort)
        }
    }

    private func call(_ lookup: LookupMapping, query: JSONObject, body: JSONValue?) -> AdapterCall {
        AdapterCall(
            resource: lookup.resource,
            method: lookup.method,
            query: query,
            body: body,
            account: account,
            now: caller.ambient.now()
        )
    }

    /// Every page of a call, as values.
    private func pages(of call: AdapterCall, _ name: String) async throws -> Answer<[JSONValue]> {
        var rows: [JSONValue] = []
        var effort = CallRunner.Effort()
        var cursor: Cursor?
        repeat {
            let outcome = try await caller.page(of: call, after: cursor, for: run, writes: false, observer: observer)
            effort += outcome.effort
            switch outcome.result {
            case .failure(let error):
                return .failure(
                    CallRunner.Outcome(
                        result: .failure(error.during("lookup \(name)")),
                        effort: effort,
                        account: outcome.account
                    )
                )
            case .success(let page):
                do {
                    for range in page.split.records { rows.append(try page.split.value(range)) }
                } catch {
                    throw IntegrationError(.malformed, message: "lookup \(name): a row can't be read: \(error)")
                }
                cursor = page.next
            }
            guard rows.count <= LookupLoader.rowLimit else {
                let message = "lookup \(name): more than \(LookupLoader.rowLimit) rows"
                throw IntegrationError(.tooLarge, message: message)
            }
        } while cursor != nil
        return .success(rows, effort)
    }

    /// Rows that came along in the page's body.
    private static func rows(at path: JSONPath, of page: Page) throws(IntegrationError) -> [JSONValue] {
        do {
            let split = try PageSplitter(shape: PageShape(records: path)).split(page.split.bytes)
            var rows: [JSONValue] = []
            for range in split.records { rows.append(try split.value(range)) }
            return rows
        } catch {
            throw IntegrationError(.malformed, message: "the side-loaded \"\(path)\" can't be read: \(error)")
        }
    }
}

/// A lookup's rows by their keys.
struct LookupRows: Sendable {
    let name: String
    private let byKey: [String: [JSONValue]]
    private let on: JSONataExpression

    init(name: String, rows: [JSONValue], key: JSONataExpression, on: JSONataExpression) throws(IntegrationError) {
        self.name = name
        self.on = on
        var byKey: [String: [JSONValue]] = [:]
        for row in rows {
            for key in try LookupRows.keys(of: row, key) { byKey[key, default: []].append(row) }
        }
        self.byKey = byKey
    }

    /// The rows whose key is one of the record's.
    func rows(of record: JSONValue) -> [JSONValue] {
        ((try? LookupRows.keys(of: record, on)) ?? []).flatMap { byKey[$0] ?? [] }
    }

    /// What an expression gives as keys: text or numbers, one or many.
    static func keys(of value: JSONValue, _ expression: JSONataExpression) throws(IntegrationError) -> [String] {
        let found = try MappingExpression.value(of: expression, value, [:], "lookup")
        let values = found?.arrayValue ?? [found].compactMap { $0 }
        return values.compactMap { $0.stringValue ?? $0.numberValue?.text }
    }
}

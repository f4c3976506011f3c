import Domain
import JSON
import JSONata

/// The pages of one call to a unified resource: asked for by a vendor's call, and mapped.
struct UnifiedPages: Sendable {
    private let caller: CallRunner
    private let mapping: ResourceMapping
    private let call: AdapterCall
    private let lookups: [LookupMapping]
    private let variables: [String: JSONValue]
    private let filters: [RecordFilter]
    private let format: ResponseFormat
    private let fields: [JSONPath]
    private let writes: Bool

    /// What a call to a unified resource asks for, with every placeholder filled in.
    struct Request: Sendable {
        var method: String
        var id: String?
        var query: JSONObject
        var body: JSONValue?
        var format: ResponseFormat
        /// Values to pick out of every record, besides the id.
        var fields: [JSONPath] = []
        var writes: Bool
        /// Whether filters that the vendor applies by itself are left to it.
        var trustsVendor: Bool
        /// Whether the body is the vendor's own already.
        var passesBody = false
    }

    enum Preparation: Sendable {
        case ready(UnifiedPages, CallRunner.Effort)
        case failed(CallRunner.Outcome)
    }

    /// Finds the vendor's call, for which whole-list lookups may have to be made first.
    static func prepare(
        _ request: Request,
        _ mapping: ResourceMapping,
        account: AccountContext,
        caller: CallRunner,
        for run: SyncJobRun.ID?,
        observer: any CallRunner.Observer
    ) async throws -> Preparation {
        var effort = CallRunner.Effort()
        func failed(_ error: IntegrationError) -> Preparation {
            .failed(CallRunner.Outcome(result: .failure(error), effort: effort, account: account))
        }
        do {
            let query = try UnifiedQuery.read(request.query, of: mapping.resource)
            var document: JSONObject = [
                "method": .string(request.method), "query": .object(query.normalized),
                "context": .object(account.withoutSecrets),
            ]
            document["id"] = request.id.map { .string($0) }
            document["body"] = request.body
            var variables: [String: JSONValue] = ["context": .object(account.withoutSecrets)]
            guard
                let chosen = try mapping.calls[request.method]?.first(where: {
                    try $0.applies(to: .object(document), variables)
                })
            else {
                let name = "\(mapping.resource.name).\(request.method)"
                return failed(
                    IntegrationError(.unsendable, message: "the mapping of \(name) has no call for this query")
                )
            }
            let needed = mapping.lookups.filter { chosen.lookups.contains($0.name) }
            for lookup in mapping.lookups where lookup.isWholeList && request.method != "delete" {
                let loader = LookupLoader(caller: caller, account: account, run: run, observer: observer)
                switch try await loader.list(lookup) {
                case .success(let rows, let cost):
                    effort += cost
                    variables[lookup.name] = .array(rows)
                case .failure(let outcome):
                    effort += outcome.effort
                    return .failed(outcome.with(effort: effort))
                }
            }
            for (name, expression) in mapping.variables {
                let value = try MappingExpression.value(
                    of: expression,
                    .object(document),
                    variables,
                    "variables.\(name)"
                )
                variables[name] = value
            }
            var vendorQuery = try MappingExpression.object(
                of: chosen.query,
                .object(document),
                variables,
                "query_mapping"
            )
            for (key, value) in query.paging where vendorQuery[key] == nil { vendorQuery[key] = value }
            for (key, value) in query.remote { vendorQuery[key] = value }
            let body =
                try request.passesBody
                ? nil
                : chosen.body.map { (expression) throws(IntegrationError) in
                    try MappingExpression.value(of: expression, .object(document), variables, "request_body_mapping")
                }
            let call = AdapterCall(
                resource: chosen.resource,
                method: chosen.method,
                id: request.id,
                query: vendorQuery,
                body: request.passesBody ? request.body : body ?? nil,
                account: account,
                now: caller.ambient.now()
            )
            let trusted = request.trustsVendor ? mapping.trusts : []
            let pages = UnifiedPages(
                caller: caller,
                mapping: mapping,
                call: call,
                lookups: needed,
                variables: variables,
                filters: query.filters.filter { !$0.isBound || !trusted.contains($0.path.joined(separator: ".")) },
                format: request.format,
                fields: request.fields,
                writes: request.writes
            )
            return .ready(pages, effort)
        } catch let error as IntegrationError {
            return failed(error)
        }
    }

    /// The page after `cursor`; see `CallRunner.page`.
    func page(
        after cursor: Cursor?,
        for run: SyncJobRun.ID?,
        observer: any CallRunner.Observer
    ) async throws -> CallRunner.Outcome {
        var call = call
        call.now = caller.ambient.now()
        let outcome = try await caller.page(of: call, after: cursor, for: run, writes: writes, observer: observer)
        guard case .success(let page) = outcome.result else { return outcome }
        var effort = outcome.effort
        do {
            let records = try values(of: page)
            let loader = LookupLoader(caller: caller, account: outcome.account, run: run, observer: observer)
            var rows: [LookupRows] = []
            for lookup in lookups {
                switch try await loader.rows(lookup, for: records, of: page, variables) {
                case .success(let found, let cost):
                    effort += cost
                    if let found { rows.append(found) }
                case .failure(let failed):
                    effort += failed.effort
                    return failed.with(effort: effort)
                }
            }
            let unified = try mapped(page, records, rows)
            return CallRunner.Outcome(result: .success(unified), effort: effort, account: outcome.account)
        } catch let error as IntegrationError {
            return CallRunner.Outcome(result: .failure(error), effort: effort, account: outcome.account)
        }
    }

    private func values(of page: Page) throws(IntegrationError) -> [JSONValue] {
        do {
            return try page.split.values()
        } catch {
            throw IntegrationError(.malformed, message: "a record can't be read: \(error)")
        }
    }

    /// The unified page: its records' bytes one after the other, split again for what the plan reads of them.
    private func mapped(_ page: Page, _ records: [JSONValue], _ rows: [LookupRows]) throws(IntegrationError) -> Page {
        var bytes: [UInt8] = [UInt8(ascii: "[")]
        bytes.reserveCapacity(page.split.bytes.count)
        var kept: [Range<Int>] = []
        var problems: [MappingProblem] = []
        for (index, record) in records.enumerated() {
            var variables = variables
            for lookup in rows { variables[lookup.name] = .array(lookup.rows(of: record)) }
            let known = problems.count
            defer { for place in known..<problems.count { problems[place].record = page.id(of: index) } }
            guard mapping.keeps(record, variables, &problems) else { continue }
            let unified = mapping.mapper.map(record, variables, problems: &problems)
            guard filters.allSatisfy({ $0.matches(unified) }) else { continue }
            if !kept.isEmpty { bytes.append(UInt8(ascii: ",")) }
            kept.append(page.split.records[index])
            if format == .raw {
                bytes += page.split.bytes[page.split.records[index]]
            } else {
                JSONValue.object(unified).write(to: &bytes)
            }
        }
        bytes.append(UInt8(ascii: "]"))
        let shape = PageShape(records: JSONPath(segments: []), fields: ["id"] + fields)
        let split: SplitPage
        do {
            split = try PageSplitter(shape: shape).split(bytes)
        } catch {
            throw IntegrationError(error.isBeyondLimit ? .tooLarge : .malformed, message: "the unified page: \(error)")
        }
        var unified = Page(split: split, idField: 0, firstCallField: 1, next: page.next)
        unified.remote = format == .unified ? RemoteRecords(bytes: page.split.bytes, records: kept) : nil
        unified.problems = problems
        return unified
    }
}

extension UnifiedQuery {
    /// As `init`, for a call that is about to be made.
    fileprivate static func read(
        _ query: JSONObject,
        of resource: UnifiedResource
    ) throws(IntegrationError) -> UnifiedQuery {
        do {
            return try UnifiedQuery(query, of: resource)
        } catch {
            throw IntegrationError(.unsendable, message: error.description)
        }
    }
}

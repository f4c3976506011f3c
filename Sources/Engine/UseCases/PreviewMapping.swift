package import Domain
import Expressions
package import JSON
import JSONata

/// Maps records of a vendor as somebody gives them, to try a mapping: stores nothing and calls nobody.
package struct PreviewMapping: Sendable {
    /// Whose mapping is tried.
    package enum Subject: Sendable {
        /// An account's integration, with the account's context without its secrets.
        case account(IntegratedAccount.ID)
        /// An integration by its name.
        case integration(String)
    }

    /// What a call and its page would give.
    package struct Input: Sendable {
        /// The vendor's own records.
        package var records: [JSONValue]
        /// Rows of the mapping's lookups, by name; one that isn't there has none.
        package var lookups = JSONObject()
        package var method = "list"
        package var query = JSONObject()
        /// Laid over the account's.
        package var context = JSONObject()

        package init(records: [JSONValue]) { self.records = records }
    }

    /// What became of one record.
    package struct Result: Sendable {
        package let record: JSONValue
        /// Nil where the mapping leaves the record out.
        package let unified: JSONObject?
        package let problems: [MappingProblem]
    }

    /// Records of one preview at most, and the time after which no further one is mapped.
    private static let recordLimit = 100
    private static let timeLimit = Duration.seconds(10)

    private let vendors: Vendors
    private let accounts: any AccountStore
    private let ambient: Ambient

    package init(vendors: Vendors, accounts: any AccountStore, ambient: Ambient) {
        self.vendors = vendors
        self.accounts = accounts
        self.ambient = ambient
    }

    /// The records by the environment's mapping with `override` over it, and the names of lookups that had no rows given.
    ///
    /// `override` has the keys of a mapping file. Throws `ValidationError`.
    package func callAsFunction(
        _ resource: UnifiedResource,
        of subject: Subject,
        override: JSONObject,
        _ input: Input,
        in environment: Environment.ID
    ) async throws -> (results: [Result], missing: [String]) {
        guard input.records.count <= PreviewMapping.recordLimit else {
            throw ValidationError(
                "records",
                "at most \(PreviewMapping.recordLimit) at a time, found \(input.records.count)"
            )
        }
        let vendors = try await vendors.current(in: environment)
        var input = input
        let adapter: any Adapter
        switch subject {
        case .integration(let name):
            guard let found = vendors.catalog.adapter(named: name) else {
                let hint = Spelling.hint(for: name, in: vendors.names)
                throw ValidationError("integration_name", "there is no integration \"\(name)\"; \(hint)")
            }
            adapter = found
        case .account(let id):
            let account = try await accounts.account(id, in: environment)
            guard let account, let found = vendors.catalog.adapter(named: account.integrationName) else {
                throw ValidationError("integrated_account_id", "there is no integrated account with this id")
            }
            adapter = found
            input.context = account.context.withoutSecrets.overridden(by: input.context)
        }
        let mapping = try PreviewMapping.mapping(of: resource, for: adapter, override, vendors)
        let start = ambient.uptime()
        let results = try PreviewMapping.results(of: mapping, input) {
            ambient.uptime() - start < PreviewMapping.timeLimit
        }
        return (results, mapping.lookups.map(\.name).filter { input.lookups[$0] == nil })
    }

    private static func mapping(
        of resource: UnifiedResource,
        for adapter: any Adapter,
        _ override: JSONObject,
        _ vendors: EnvironmentVendors
    ) throws(ValidationError) -> ResourceMapping {
        let stored = vendors.overrides.first { "\($0.model)/\(resource.shortName)" == resource.name }?
            .change(of: resource, for: adapter.name)
        let overrides = [stored, override].compactMap { $0 }
        guard !vendors.unified.source(of: resource, for: adapter.name, overrides).isEmpty else {
            throw ValidationError("override", "\(adapter.name) has no \(resource.name): a whole mapping is needed")
        }
        // What is wrong with the stored one is told with its own place.
        let path = override.isEmpty ? "override.\(resource.shortName).\(adapter.name)" : "override"
        return try vendors.unified.mapping(of: resource, for: adapter, overrides, at: path)
    }

    /// Each record as a page of a call would give it; throws what is wrong with the input, at its place.
    ///
    /// `hasTime` is asked before each record.
    static func results(
        of mapping: ResourceMapping,
        _ input: Input,
        while hasTime: () -> Bool = { true }
    ) throws(ValidationError) -> [Result] {
        var variables = try variables(of: mapping, input)
        var lookups: [LookupRows] = []
        for lookup in mapping.lookups {
            switch lookup.source {
            case .list: continue
            case .keyed(let on, let key, _), .sideLoaded(_, let on, let key):
                let rows = input.lookups[lookup.name]?.arrayValue ?? []
                do {
                    lookups.append(try LookupRows(name: lookup.name, rows: rows, key: key, on: on))
                } catch {
                    throw ValidationError("lookups.\(lookup.name)", error.message)
                }
            }
        }
        var results: [Result] = []
        for record in input.records {
            guard hasTime() else {
                throw ValidationError("records", "mapping takes too long; only \(results.count) were done in time")
            }
            for lookup in lookups { variables[lookup.name] = .array(lookup.rows(of: record)) }
            var problems: [MappingProblem] = []
            let isKept = mapping.keeps(record, variables, &problems)
            let unified = isKept ? mapping.mapper.map(record, variables, problems: &problems) : nil
            results.append(Result(record: record, unified: unified, problems: problems))
        }
        return results
    }

    /// What all records see, as a call that is being prepared has it.
    private static func variables(
        of mapping: ResourceMapping,
        _ input: Input
    ) throws(ValidationError) -> [String: JSONValue] {
        let known = mapping.lookups.map(\.name)
        var failures: [ValidationFailure] = []
        for (name, rows) in input.lookups {
            if !known.contains(name) {
                let message = "there is no lookup \"\(name)\"; \(Spelling.hint(for: name, in: known))"
                failures.append(ValidationFailure("lookups.\(name)", message))
            } else if rows.arrayValue == nil {
                failures.append(ValidationFailure("lookups.\(name)", "expected an array, found \(rows.kindName)"))
            }
        }
        guard failures.isEmpty else { throw ValidationError(failures) }
        let query = try UnifiedQuery(input.query, of: mapping.resource)
        let context = JSONValue.object(input.context)
        let document: JSONValue = [
            "method": .string(input.method), "query": .object(query.normalized), "context": context,
        ]
        var variables = ["context": context]
        for lookup in mapping.lookups where lookup.isWholeList {
            variables[lookup.name] = input.lookups[lookup.name] ?? []
        }
        for (name, expression) in mapping.variables {
            do {
                let value = try expression.evaluate(document, bindings: variables, limits: ExpressionFunctions.limits)
                variables[name] = value
            } catch {
                throw ValidationError("variables.\(name)", error.description)
            }
        }
        return variables
    }
}

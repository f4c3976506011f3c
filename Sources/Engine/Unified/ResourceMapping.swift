package import Domain
import Expressions
package import JSON
import JSONata

/// How one integration's records become those of one unified resource, compiled.
package struct ResourceMapping: Sendable {
    package let resource: UnifiedResource
    /// The alternatives of each method, in order.
    package let calls: [String: [UnifiedCallMapping]]
    let lookups: [LookupMapping]
    /// Evaluated once a call, in order; each sees those before it.
    let variables: [(name: String, expression: JSONataExpression)]
    /// Leaves a vendor's record out where it isn't true.
    let recordFilter: JSONataExpression?
    let mapper: RecordMapper
    /// The expressions of the fields, or the one of the whole record, as they are written.
    package let responseMapping: JSONValue
    /// Fields whose filter the vendor applies better than we could on the record.
    let trusts: Set<String>
    /// How far before a date a read must begin to miss nothing.
    let lookBack: Duration
    /// Fields that the vendor has nothing for, and why.
    package let unmapped: [String: String]

    private static let methods = ["list", "get", "create", "update", "delete"]
    private static let otherKeys = [
        "lookups", "variables", "record_filter", "response_mapping", "values", "trusts", "look_back", "unmapped",
    ]

    /// Reads a mapping as files and overrides have it; throws everything that is wrong with it, below `path`.
    ///
    /// What it calls must be among `vendor`, unless that is nil.
    package init(
        _ value: JSONValue,
        of resource: UnifiedResource,
        on vendor: [Capability]? = nil,
        at path: String
    ) throws(ValidationError) {
        self.resource = resource
        var reader = DocumentReader(value, at: path, keys: ResourceMapping.methods + ResourceMapping.otherKeys)
        var lookups: [LookupMapping] = []
        for (name, lookup) in reader.object("lookups") {
            do {
                lookups.append(try LookupMapping(name, lookup, at: "\(path).lookups.\(name)"))
            } catch {
                reader.add(error)
            }
        }
        var variables: [(String, JSONataExpression)] = []
        var inner = DocumentReader(.object(reader.object("variables")), at: "\(path).variables", keys: nil)
        for name in reader.object("variables").keys {
            if let expression = inner.expression(name) { variables.append((name, expression)) }
        }
        do {
            try inner.finish()
        } catch {
            reader.add(error)
        }
        var calls: [String: [UnifiedCallMapping]] = [:]
        for method in ResourceMapping.methods {
            guard let value = reader[method] else { continue }
            for (index, alternative) in (value.arrayValue ?? [value]).enumerated() {
                let place = value.arrayValue == nil ? "\(path).\(method)" : "\(path).\(method).\(index)"
                do {
                    let call = try UnifiedCallMapping(alternative, method: method, at: place)
                    for name in call.lookups where !lookups.contains(where: { $0.name == name }) {
                        reader.fail("\(method).lookups", "there is no lookup \"\(name)\"")
                    }
                    calls[method, default: []].append(call)
                } catch {
                    reader.add(error)
                }
            }
        }
        recordFilter = reader.expression("record_filter")
        var translations: [String: [String: String]] = [:]
        do {
            translations = try FieldFitting.translations(reader.object("values"), of: resource, at: "\(path).values")
        } catch {
            reader.add(error)
        }
        do {
            mapper = try RecordMapper(reader["response_mapping"], translations, of: resource, at: path)
        } catch {
            reader.add(error)
            mapper = RecordMapper()
        }
        responseMapping = reader["response_mapping"] ?? .null
        trusts = Set(reader.texts("trusts"))
        for name in trusts.sorted() where resource.field(name) == nil {
            reader.fail("trusts", "there is no field \"\(name)\"")
        }
        lookBack = .seconds(reader.count("look_back") ?? 0)
        var unmapped: [String: String] = [:]
        for (name, reason) in reader.object("unmapped") {
            if resource.field(name) == nil { reader.fail("unmapped.\(name)", "there is no such field") }
            unmapped[name] = reason.stringValue
            if reason.stringValue == nil {
                reader.fail("unmapped.\(name)", "expected text, found \(reason.kindName)")
            }
        }
        self.unmapped = unmapped
        self.calls = calls
        self.lookups = lookups
        self.variables = variables
        if let vendor { reader.add(problems(with: vendor, at: path)) }
        try reader.finish()
    }

    /// A mapping whose every call fails with `reason`: it offers the methods of `known`, and those that `value` names.
    init(refusing reason: String, _ value: JSONObject, of resource: UnifiedResource, known: ResourceMapping?) {
        self.resource = resource
        var calls: [String: [UnifiedCallMapping]] = [:]
        for method in ResourceMapping.methods where known?.calls[method] != nil || value[method] != nil {
            let call = known?.calls[method]?.first
            calls[method] = [
                UnifiedCallMapping(refusing: reason, resource: call?.resource ?? "", method: call?.method ?? method)
            ]
        }
        self.calls = calls
        (lookups, variables, recordFilter, mapper, trusts) = ([], [], nil, RecordMapper(), [])
        (lookBack, unmapped) = (known?.lookBack ?? .zero, [:])
        responseMapping = known?.responseMapping ?? .null
    }

    /// Names of the fields that records get, in the model's order; empty when one expression gives the whole record.
    package var mappedFields: [String] { mapper.fieldNames }

    /// Fields of the model whose filters a list hands to the vendor, in part or as a whole.
    package var vendorFilters: [String] {
        let names = calls["list", default: []].reduce(into: Set<String>()) { $0.formUnion($1.queryNames) }
        return resource.fields.map(\.name).filter(names.contains)
    }

    /// Whether a vendor's record is one of the resource at all.
    func keeps(_ record: JSONValue, _ variables: [String: JSONValue], _ problems: inout [MappingProblem]) -> Bool {
        guard let recordFilter else { return true }
        do {
            let value = try recordFilter.evaluate(record, bindings: variables, limits: ExpressionFunctions.limits)
            return JSONataExpression.isTrue(value)
        } catch {
            // Rather one too many than one lost.
            problems.append(MappingProblem(field: "", message: "record_filter: \(error)"))
            return true
        }
    }

    /// What jobs may ask of the resource, given what the vendor can do.
    func capabilities(of vendor: [Capability]) -> [Capability] {
        ResourceMapping.methods.compactMap { method in
            guard let alternatives = calls[method] else { return nil }
            let needed = alternatives.compactMap { call in
                vendor.first { $0.resource == call.resource && $0.method == call.method }
            }
            let parameters = Set(resource.parameters.map(\.name))
            let onOne = method == "get" || method == "update" || method == "delete"
            return Capability(
                resource: resource.name,
                method: method,
                writes: needed.contains(where: \.writes),
                needsID: onOne,
                takesID: onOne,
                requiredQuery: needed.first?.requiredQuery.filter(parameters.contains) ?? [],
                lookBack: max(lookBack, needed.map(\.lookBack).max() ?? .zero),
                isUnified: true
            )
        }
    }

    /// Calls and lookups of this mapping that the vendor doesn't have, as failures below `path`.
    func problems(with vendor: [Capability], at path: String) -> [ValidationFailure] {
        func check(_ resource: String, _ method: String, _ place: String) -> ValidationFailure? {
            let methods = vendor.filter { $0.resource == resource }.map(\.method)
            guard !methods.contains(method) else { return nil }
            guard methods.isEmpty else {
                let message =
                    "the integration's \(resource) has no \"\(method)\"; it has \(methods.joined(separator: ", "))"
                return ValidationFailure("\(path).\(place).method", message)
            }
            let near = Spelling.nearest(to: resource, in: vendor.map(\.resource))
            let message = "the integration has no \"\(resource)\"" + (near.map { "; did you mean \"\($0)\"?" } ?? "")
            return ValidationFailure("\(path).\(place).resource", message)
        }
        let wrong = calls.sorted { $0.key < $1.key }.flatMap { method, alternatives in
            alternatives.enumerated().compactMap { index, call in
                check(call.resource, call.method, alternatives.count == 1 ? method : "\(method).\(index)")
            }
        }
        return wrong
            + lookups.compactMap { lookup in
                if case .sideLoaded = lookup.source { return nil }
                return check(lookup.resource, lookup.method, "lookups.\(lookup.name)")
            }
    }
}

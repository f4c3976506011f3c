import Domain
import JSON
import Placeholders

/// One node checked on its own: the vendor has it, its placeholders parse and lead somewhere.
struct NodeDraft: Sendable {
    let source: ResourceNode
    let capability: Capability
    let template: Template
    let expressions: NodeExpressions
    let references: [JSONPath: Reference]
    let loop: Reference?

    init(
        _ index: Int,
        in nodes: [ResourceNode],
        order: DependencyOrder,
        vendor: Vendor,
        schema: ArgsSchema
    ) throws(ValidationError) {
        let node = nodes[index]
        let path = "resources.\(index)"
        source = node
        let resolver = ReferenceResolver(
            ancestors: order.ancestors(of: index).map { ($0, nodes[$0]) },
            loopOn: node.loopOn
        )
        let loop: Reference?
        do {
            capability = try NodeDraft.capability(of: node, at: path, vendor: vendor)
            template = try NodeDraft.template(of: node, at: path)
            expressions = try NodeExpressions(of: node, at: path)
            loop = try NodeDraft.loop(of: node, at: path, resolver: resolver, schema: schema)
        } catch {
            let own = NodeDraft.ownProblems(of: node, at: path, vendor: vendor)
            throw ValidationError(own + error.failures.filter { !own.contains($0) })
        }
        // A loop on the parent's record itself says what the flat language does anyway.
        if case .ancestor(_, let field) = loop, field.segments.isEmpty { self.loop = nil } else { self.loop = loop }
        let bare = ReferenceResolver(ancestors: resolver.ancestors, loopOn: self.loop == nil ? nil : node.loopOn)
        var references: [JSONPath: Reference] = [:]
        var failures: [ValidationFailure] = []
        for use in template.uses {
            for read in use.paths {
                references[read] = bare.resolve(read)
                guard references[read] == nil, !use.hasDefault, use.paths.count == 1 else { continue }
                let reachable = resolver.ancestors.map { "resources.\($0.node.contextPath)" }.joined(separator: ", ")
                let hint = reachable.isEmpty ? "the node has no depends_on" : "it can read \(reachable)"
                failures.append(
                    ValidationFailure("\(path).\(use.location)", "\(use.text) is not a record above: \(hint)")
                )
            }
        }
        guard failures.isEmpty else { throw ValidationError(failures) }
        if expressions.mention("resources") {
            // What exactly they read isn't known: each record above travels down whole.
            for ancestor in resolver.ancestors {
                references[ancestor.node.expressionPath] = .ancestor(
                    node: ancestor.index,
                    field: JSONPath(segments: [])
                )
            }
        }
        self.references = references
    }

    /// Every reference of the node, the loop's included.
    var reads: [Reference] { Array(references.values) + [loop].compactMap { $0 } }

    /// What is wrong with a node whatever it depends on; compiles it, so it is for when something is wrong.
    static func ownProblems(of node: ResourceNode, at path: String, vendor: Vendor) -> [ValidationFailure] {
        var failures: [ValidationFailure] = []
        do {
            _ = try capability(of: node, at: path, vendor: vendor)
        } catch {
            failures += error.failures
        }
        do {
            _ = try template(of: node, at: path)
        } catch {
            failures += error.failures
        }
        do {
            _ = try NodeExpressions(of: node, at: path)
        } catch {
            failures += error.failures
        }
        return failures
    }

    private static func capability(
        of node: ResourceNode,
        at path: String,
        vendor: Vendor
    ) throws(ValidationError) -> Capability {
        guard let capability = vendor.capability(node.resource, node.method) else {
            let methods = vendor.capabilities.filter { $0.resource == node.resource }.map(\.method)
            guard methods.isEmpty else {
                let valid = methods.joined(separator: ", ")
                throw ValidationError("\(path).method", "\(node.resource) has no \"\(node.method)\"; it has \(valid)")
            }
            var names: [String] = []
            for capability in vendor.capabilities where !names.contains(capability.resource) {
                names.append(capability.resource)
            }
            let near = Spelling.nearest(to: node.resource, in: names).map { "; did you mean \"\($0)\"?" }
            throw ValidationError(
                "\(path).resource",
                "\(vendor.adapter.name) has no \"\(node.resource)\"\(near ?? "; it has \(names.joined(separator: ", "))")"
            )
        }
        if capability.needsID, node.id == nil {
            throw ValidationError("\(path).id", "required for \(node.resource).\(node.method)")
        }
        if node.id != nil, !capability.takesID {
            throw ValidationError("\(path).id", "\(node.resource).\(node.method) takes no id")
        }
        let isOpen = node.queryExpression != nil || node.query["$truto_merge"] != nil
        let missing = capability.requiredQuery.filter { node.query[$0] == nil && !isOpen }
        var failures = missing.map { ValidationFailure("\(path).query.\($0)", "required for \(node.resource)") }
        if let mapping = vendor.mappings[node.resource] {
            failures += UnifiedQuery.problems(node.query, of: mapping.resource, at: "\(path).query")
        } else if node.responseFormat != nil {
            failures.append(ValidationFailure("\(path).response_format", "only for resources of a unified model"))
        }
        guard failures.isEmpty else { throw ValidationError(failures) }
        return capability
    }

    private static func loop(
        of node: ResourceNode,
        at path: String,
        resolver: ReferenceResolver,
        schema: ArgsSchema
    ) throws(ValidationError) -> Reference? {
        guard let loopOn = node.loopOn else { return nil }
        let valid = schema.arrays + resolver.ancestors.map { "a field of resources.\($0.node.contextPath)" }
        let hint = valid.isEmpty ? "args_schema has no array, the node no depends_on" : valid.joined(separator: ", ")
        let message = "nothing declares \"\(loopOn)\"; \(valid.isEmpty ? "" : "there is ")\(hint)"
        guard let reference = resolver.resolveLoop(loopOn) else { throw ValidationError("\(path).loop_on", message) }
        switch reference {
        case .args(let arg) where !arg.segments.isEmpty && schema.mayExist(arg): return reference
        case .ancestor: return reference
        case .args, .account, .loopElement, .previousRunDate, .run, .tenantID:
            throw ValidationError("\(path).loop_on", message)
        }
    }

    private static func template(of node: ResourceNode, at path: String) throws(ValidationError) -> Template {
        var parts: JSONObject = ["query": .object(node.query)]
        parts["id"] = node.id
        parts["body"] = node.body
        do {
            return try Template(.object(parts), strict: true)
        } catch {
            throw ValidationError(
                "\(path).\(error.location)",
                "malformed placeholder at byte \(error.offset): \(error.message)"
            )
        }
    }
}

package import Domain
package import JSON
import Placeholders

/// Turns a job's nodes into a plan, or says everything that keeps the job from running.
///
/// Pure. Used when a job is saved, when a run is created, and when a run is claimed.
package struct RunPlanner: Sendable {
    /// Nodes of one job at most.
    private static let nodeLimit = 500
    private let vendor: Vendor
    private let schema: ArgsSchema

    package init(vendor: Vendor, schema: ArgsSchema) {
        self.vendor = vendor
        self.schema = schema
    }

    /// The plan of `resources` as they were sent; throws failures with their paths below `resources`.
    package func plan(_ resources: [JSONValue]) throws(ValidationError) -> RunPlan {
        guard resources.count <= RunPlanner.nodeLimit else {
            throw ValidationError("resources", "at most \(RunPlanner.nodeLimit) nodes, found \(resources.count)")
        }
        let nodes = try decode(resources)
        let order: DependencyOrder
        do {
            order = try DependencyOrder(nodes)
        } catch {
            throw ValidationError(error.failures + ownProblems(of: nodes))
        }
        var drafts: [NodeDraft] = []
        var failures: [ValidationFailure] = []
        for index in nodes.indices {
            do {
                drafts.append(try NodeDraft(index, in: nodes, order: order, vendor: vendor, schema: schema))
            } catch {
                failures += error.failures
            }
        }
        guard failures.isEmpty else { throw ValidationError(failures) }
        let graph = NodeGraph(drafts: drafts, order: order, resources: resources, mappings: vendor.mappings)
        return RunPlan(nodes: graph.nodes, warnings: warnings(for: nodes))
    }

    private func decode(_ resources: [JSONValue]) throws(ValidationError) -> [ResourceNode] {
        var nodes: [ResourceNode?] = []
        var failures: [ValidationFailure] = []
        for (index, value) in resources.enumerated() {
            do {
                nodes.append(try ResourceNode(value, at: "resources.\(index)"))
            } catch {
                nodes.append(nil)
                failures += error.failures
            }
        }
        guard failures.isEmpty else { throw ValidationError(failures + ownProblems(of: nodes)) }
        return nodes.compactMap { $0 }
    }

    /// What is wrong with nodes whatever they depend on: said along when the graph can't be made.
    private func ownProblems(of nodes: [ResourceNode?]) -> [ValidationFailure] {
        nodes.enumerated().flatMap { index, node in
            node.map { NodeDraft.ownProblems(of: $0, at: "resources.\(index)", vendor: vendor) } ?? []
        }
    }

    private func warnings(for nodes: [ResourceNode]) -> [String] {
        var warnings: [String] = []
        var stored: [String: Int] = [:]
        for (index, node) in nodes.enumerated() {
            let isUnified = vendor.capability(node.resource, node.method)?.isUnified ?? false
            if isUnified, node.persist == false {
                warnings.append("resources.\(index).persist: records of a unified resource are always stored")
            }
            guard isUnified || node.persist == true else { continue }
            if let first = stored[node.resource], nodes[first].query != node.query {
                warnings.append(
                    "resources.\(index): stores \"\(node.resource)\" as resources.\(first) does, with another query; "
                        + "records of both end in one set"
                )
            }
            stored[node.resource] = stored[node.resource] ?? index
        }
        return warnings
    }
}

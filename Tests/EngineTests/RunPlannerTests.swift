import Domain
import Integrations
import JSON
import Support
import Testing

@testable import Engine

/// What keeps a job from running, each with its place.
@Suite struct RunPlannerTests {
    private static func plan(_ resources: JSONValue, schema: JSONValue? = nil) throws -> RunPlan {
        return try RunPlanner(vendor: .builtIn("zendesk"), schema: ArgsSchema(schema)).plan(resources.arrayValue ?? [])
    }

    private static let tickets: JSONValue = ["resource": "tickets", "method": "list"]

    private static let broken: [(JSONValue, [String])] = [
        ([5], ["resources.0"]),
        ([["method": "list"]], ["resources.0.resource"]),
        ([["resource": "tickets"]], ["resources.0.method"]),
        ([["resource": 5, "method": ""]], ["resources.0.resource", "resources.0.method"]),
        ([tickets, ["resource": "tickts", "method": "list"]], ["resources.1.resource"]),
        ([["resource": "tickets", "method": "lst"]], ["resources.0.method"]),
        ([["resource": "users", "method": "get"]], ["resources.0.id"]),
        ([["resource": "users", "method": "get", "id": ["a": 1]]], ["resources.0.id"]),
        ([["resource": "tickets", "method": "list", "id": 5]], ["resources.0.id"]),
        ([["resource": "comments", "method": "list"]], ["resources.0.query.ticket_id"]),
        ([["resource": "tickets", "method": "list", "presist": true]], ["resources.0.presist"]),
        ([["resource": "tickets", "method": "list", "persist": "yes"]], ["resources.0.persist"]),
        ([["resource": "tickets", "method": "list", "query": "$x("]], ["resources.0.query"]),
        ([["resource": "tickets", "method": "list", "type": "request"]], ["resources.0.type"]),
        ([["resource": "tickets", "method": "list", "recurse": [:]]], ["resources.0.recurse"]),
        ([["resource": "tickets", "method": "list", "query": ["a": ["b": "{{args.x"]]]], ["resources.0.query.a.b"]),
        ([["resource": "tickets", "method": "list", "query": ["a": "{{args.x:nope}}"]]], ["resources.0.query.a"]),
        (
            [["resource": "tickets", "method": "list", "query": ["a": "{{resources.users.id}}"]]],
            ["resources.0.query.a"]
        ),
        ([["resource": "tickets", "method": "list", "depends_on": "users"]], ["resources.0.depends_on"]),
        ([["resource": "tickets", "method": "list", "depends_on": "tickets"]], ["resources.0.depends_on"]),
        (
            [tickets, tickets, ["resource": "users", "method": "list", "depends_on": "tickets"]],
            ["resources.2.depends_on"]
        ),
        (
            [
                ["resource": "tickets", "method": "list", "name": "a", "depends_on": "b"],
                ["resource": "users", "method": "list", "name": "b", "depends_on": "a"],
            ],
            ["resources.0.depends_on", "resources.1.depends_on"]
        ),
        (
            [
                ["resource": "tickets", "method": "list", "name": "a"],
                ["resource": "users", "method": "list", "name": "a"],
            ],
            ["resources.1.name"]
        ),
        ([["resource": "users", "method": "get", "id": 1, "loop_on": "a b"]], ["resources.0.loop_on"]),
        ([["resource": "users", "method": "get", "id": 1, "loop_on": "resources.x.y"]], ["resources.0.loop_on"]),
        ([["resource": "users", "method": "get", "id": 1, "loop_on": "tenant_id.x"]], ["resources.0.loop_on"]),
    ]

    @Test(arguments: broken.indices)
    func `a job that can't run is refused with the place of each fault`(_ index: Int) {
        let (resources, paths) = RunPlannerTests.broken[index]
        let error = #expect(throws: ValidationError.self) { try RunPlannerTests.plan(resources) }
        #expect(error?.failures.map(\.path) == paths)
        #expect(error?.failures.allSatisfy { !$0.message.isEmpty } == true)
    }

    @Test func `everything wrong with all nodes is said at once`() {
        let error = #expect(throws: ValidationError.self) {
            try RunPlannerTests.plan([
                ["resource": "tikets", "method": "list", "query": ["a": "{{args.b"]],
                ["resource": "groups", "method": "list", "presist": true],
                ["resource": "users", "method": "get", "depends_on": "nobody"],
            ])
        }
        let paths = error?.failures.map(\.path)
        #expect(paths == ["resources.1.presist", "resources.0.resource", "resources.0.query.a", "resources.2.id"])
    }

    @Test func `a loop on an argument that the schema doesn't declare is refused`() throws {
        let nodes: JSONValue = [["resource": "users", "method": "get", "id": "{{args.ids}}", "loop_on": "ids"]]
        let other: JSONValue = ["type": "object", "properties": ["users": ["type": "array"]]]
        let error = #expect(throws: ValidationError.self) { try RunPlannerTests.plan(nodes, schema: other) }
        #expect(error?.failures.map(\.path) == ["resources.0.loop_on"])
        #expect(try RunPlannerTests.plan(nodes).nodes.count == 1)
    }

    @Test func `two nodes that store one resource by different queries are worth a warning`() throws {
        let plan = try RunPlannerTests.plan([
            ["resource": "tickets", "method": "list", "persist": true, "query": ["a": 1]],
            ["resource": "tickets", "method": "list", "persist": true, "query": ["a": 2]],
            ["resource": "crm/contacts", "method": "list", "persist": false],
        ])
        #expect(plan.warnings.count == 2)
        #expect(plan.warnings[0].hasPrefix("resources.1: "))
        #expect(plan.warnings[1].hasPrefix("resources.2.persist: "))
    }

    @Test func `five hundred nodes are the most`() {
        let nodes = JSONValue.array(Array(repeating: RunPlannerTests.tickets, count: 501))
        let error = #expect(throws: ValidationError.self) { try RunPlannerTests.plan(nodes) }
        #expect(error?.failures.map(\.path) == ["resources"])
    }

    @Test func `parents come first, otherwise nodes stand as written`() throws {
        let plan = try RunPlannerTests.plan([
            [
                "resource": "comments", "method": "list", "depends_on": "tickets",
                "query": ["ticket_id": "{{resources.tickets.id}}"],
            ],
            ["resource": "groups", "method": "list"],
            ["resource": "tickets", "method": "list"],
        ])
        #expect(plan.nodes.map(\.source.resource) == ["groups", "tickets", "comments"])
        #expect(plan.nodes.map(\.parent) == [nil, nil, 1])
        #expect(plan.nodes.map(\.depth) == [0, 0, 1])
    }

    @Test func `a node carries down what those below it read, and nothing else`() throws {
        let plan = try RunPlannerTests.plan([
            ["resource": "tickets", "method": "list"],
            [
                "resource": "comments", "method": "list", "depends_on": "tickets",
                "query": ["ticket_id": "{{resources.tickets.id}}"],
            ],
            [
                "resource": "users", "method": "get", "depends_on": "comments",
                "loop_on": "resources.tickets.follower_ids",
                "id": "{{resources.tickets.follower_ids}}",
                "query": ["a": "{{resources.comments.id}}", "b": "{{resources.tickets.via.channel?:x}}"],
            ],
            ["resource": "groups", "method": "list", "depends_on": "users"],
        ])
        #expect(plan.nodes[0].projection == ["follower_ids", "id", "via.channel"])
        #expect(plan.nodes[1].projection == ["id"])
        #expect(plan.nodes[2].projection == [])
        #expect(plan.nodes[2].parent == 1)
        #expect(plan.nodes[2].firstItem == .loop)
        #expect(plan.nodes.map(\.children) == [[1], [2], [], []])
        #expect(plan.nodes.map(\.runsAfterParent) == [false, false, false, true])
    }

    @Test func `a node that reads only its grandparent hangs below that`() throws {
        let plan = try RunPlannerTests.plan([
            ["resource": "tickets", "method": "list"],
            ["resource": "users", "method": "list", "depends_on": "tickets"],
            [
                "resource": "comments", "method": "list", "depends_on": "users",
                "query": ["ticket_id": "{{resources.tickets.id}}"],
            ],
        ])
        #expect(plan.nodes.map(\.parent) == [nil, 0, 0])
        #expect(plan.nodes.map(\.runsAfterParent) == [false, true, false])
    }

    @Test func `a loop on the parent's record is what the flat language does anyway`() throws {
        let plan = try RunPlannerTests.plan([
            ["resource": "tickets", "method": "list"],
            [
                "resource": "comments", "method": "list", "depends_on": "tickets", "loop_on": "resources.tickets",
                "query": ["ticket_id": "{{resources.tickets.id}}"],
            ],
        ])
        #expect(plan.nodes[1].firstItem == .call)
        #expect(plan.nodes[1].runsAfterParent == false)
        #expect(plan.nodes[0].children == [1])
    }

    @Test func `a definition is the node's text and that of those above it`() throws {
        let first = try RunPlannerTests.plan([
            RunPlannerTests.tickets, ["resource": "users", "method": "list", "depends_on": "tickets"],
        ])
        let same = try RunPlannerTests.plan([
            ["resource": "groups", "method": "list"], RunPlannerTests.tickets,
            ["resource": "users", "method": "list", "depends_on": "tickets"],
        ])
        let other = try RunPlannerTests.plan([
            ["resource": "tickets", "method": "list", "query": ["a": 1]],
            ["resource": "users", "method": "list", "depends_on": "tickets"],
        ])
        #expect(first.nodes[1].definition == same.nodes[2].definition)
        #expect(first.nodes[1].definition != other.nodes[1].definition)
    }
}

import App
import GRDB
import JSON
import Support
import Testing

@testable import Persistence

/// `loop_on` in all its forms.
@Suite struct LoopTests {
    private static let schema: JSONValue = [
        "type": "object",
        "properties": ["user_ids": ["type": "array", "required": true], "extra": ["type": "array"]],
    ]

    private static func users(_ loopOn: JSONValue, id: JSONValue = "{{args.user_ids}}") -> JSONValue {
        [["resource": "users", "method": "get", "id": id, "loop_on": loopOn, "persist": true]]
    }

    private static let forms: [JSONValue] = [
        "user_ids", "args.user_ids", "{{args.user_ids}}", "{{ args.user_ids }}", ["{ args.user_ids }": .null],
    ]

    @Test(arguments: forms)
    func `every form of loop_on makes one call an element`(_ form: JSONValue) async throws {
        try await SyncRig.run { rig in
            let run = try await rig.sync(
                LoopTests.users(form),
                args: ["user_ids": [10_001, "10002"]],
                schema: LoopTests.schema
            )
            #expect(run["result"] == "clean")
            #expect(try await rig.sortedTargets() == ["GET /api/v2/users/10001.json", "GET /api/v2/users/10002.json"])
        }
    }

    @Test func `no element, no call`() async throws {
        try await SyncRig.run { rig in
            let run = try await rig.sync(LoopTests.users("user_ids"), args: ["user_ids": []], schema: LoopTests.schema)
            #expect(run["status"] == "completed")
            #expect(run["result"] == "clean")
            #expect(run.counter("users", "requests", method: "get") == 0)
            #expect(try await rig.sandbox.targets().isEmpty)
        }
    }

    @Test func `equal elements are calls of their own`() async throws {
        try await SyncRig.run { rig in
            let run = try await rig.sync(
                LoopTests.users("user_ids"),
                args: ["user_ids": [10_001, 10_001]],
                schema: LoopTests.schema
            )
            #expect(run.counter("users", "requests", method: "get") == 2)
            #expect(try await rig.ids("users") == ["10001"])
        }
    }

    @Test func `an optional argument that is missing makes no call`() async throws {
        try await SyncRig.run { rig in
            let run = try await rig.sync(
                LoopTests.users("extra", id: "{{args.extra}}"),
                args: ["user_ids": []],
                schema: LoopTests.schema
            )
            #expect(run["result"] == "clean")
            #expect(try await rig.sandbox.targets().isEmpty)
        }
    }

    @Test(arguments: zip(["10001", #"{"a":1}"#, ""], ["is number", "is object", "has no value"]))
    func `what is not an array fails the node with a reason`(_ text: String, _ reason: String) async throws {
        try await SyncRig.run { rig in
            let args: JSONValue = text.isEmpty ? [:] : ["ids": try JSONValue(parsing: text)]
            let run = try await rig.sync(LoopTests.users("args.ids", id: "{{args.ids}}"), args: args)
            #expect(run["result"] == "partial")
            #expect(run.errorTexts == ["loop: loop_on: args.ids \(reason), expected an array"])
        }
    }

    @Test func `more elements than a commit makes are all called`() async throws {
        try await SyncRig.run(["--users", "1100"]) { rig in
            let ids = (10_001...11_100).map { JSONValue.number(JSONNumber($0)) }
            let run = try await rig.sync(
                LoopTests.users("user_ids"),
                args: ["user_ids": .array(ids)],
                schema: LoopTests.schema
            )
            #expect(run["result"] == "clean")
            #expect(run.counter("users", "requests", method: "get") == 1100)
            #expect(try await rig.records("users").count == 1100)
        }
    }

    @Test func `elements beyond a commit are not made before the first ones were called`() async throws {
        try await SyncRig.run(["--fault", "404"]) { rig in
            let ids = JSONValue.array(Array(repeating: 1, count: 2500))
            let run = try await rig.sync(
                LoopTests.users("user_ids"),
                args: ["user_ids": ids],
                schema: LoopTests.schema,
                ["error_handling": "fail_fast"]
            )
            #expect(run["status"] == "failed")
            let made = try await rig.server.composition.database.read { db in
                try Int.fetchOne(db, sql: "SELECT max(id) FROM work_item")
            }
            #expect(made == 1002)
        }
    }

    @Test func `loop_on below a parent is the product of both`() async throws {
        try await SyncRig.run(["--groups", "3"]) { rig in
            let run = try await rig.sync(
                [
                    ["resource": "groups", "method": "list"],
                    [
                        "resource": "users", "method": "list", "depends_on": "groups", "loop_on": "roles",
                        "query": ["role": "{{args.roles}}", "group": "{{resources.groups.id}}"],
                    ],
                ],
                args: ["roles": ["agent", "admin"]]
            )
            #expect(run["result"] == "clean")
            let calls = try await rig.sortedTargets().filter { $0.contains("role") }
            let expected = ["admin", "agent"].flatMap { role in
                (30_001...30_003).map { "GET /api/v2/users.json?role=\(role)&group=\($0)&page[size]=100" }
            }
            #expect(calls == expected)
        }
    }

    @Test func `an array in the parent's record is a loop too`() async throws {
        try await SyncRig.run(["--tickets", "4"]) { rig in
            let run = try await rig.sync([
                ["resource": "tickets", "method": "list"],
                [
                    "resource": "users", "method": "get", "depends_on": "tickets", "persist": true,
                    "loop_on": "resources.tickets.collaborator_ids", "id": "{{resources.tickets.collaborator_ids}}",
                ],
            ])
            #expect(run["result"] == "clean")
            #expect(run.counter("users", "requests", method: "get") == 4)
        }
    }
}

import JSON
import Support
import Testing

/// Queries and bodies that are given as JSONata expressions.
@Suite struct ExpressionRunTests {
    @Test func `an expression makes the query of what the run knows`() async throws {
        try await SyncRig.run { rig in
            let run = try await rig.sync(
                [
                    [
                        "resource": "users", "method": "list",
                        "query": "{\"role\": $lowercase(args.role), \"for\": tenant_id, \"n\": $count(args.ids)}",
                    ]
                ],
                args: ["role": "AGENT", "ids": [1, 2, 3]]
            )
            #expect(run["result"] == "clean", "\(run.errorTexts)")
            #expect(
                try await rig.sandbox.targets() == ["GET /api/v2/users.json?role=agent&for=acme&n=3&page[size]=100"]
            )
        }
    }

    @Test func `an expression that names the record above runs once for each of them`() async throws {
        try await SyncRig.run(["--groups", "3"]) { rig in
            let run = try await rig.sync([
                ["resource": "groups", "method": "list"],
                [
                    "resource": "users", "method": "list", "depends_on": "groups",
                    "query": "{\"group\": resources.groups.id, \"loud\": $uppercase(resources.groups.name) != ''}",
                ],
            ])
            #expect(run["result"] == "clean", "\(run.errorTexts)")
            let targets = try await rig.sandbox.targets().filter { $0.contains("users") }
            #expect(targets.count == 3)
            #expect(Set(targets).count == 3)
            #expect(targets.allSatisfy { $0.contains("loud=true") })
        }
    }

    @Test func `inside a loop the path is the element`() async throws {
        try await SyncRig.run { rig in
            let run = try await rig.sync(
                [
                    [
                        "resource": "users", "method": "list", "loop_on": "args.ids",
                        "query": "{\"x\": args.ids * 2}",
                    ]
                ],
                args: ["ids": [1, 2]],
                schema: ["type": "object", "properties": ["ids": ["type": "array"]]]
            )
            #expect(run["result"] == "clean", "\(run.errorTexts)")
            let targets = try await rig.sandbox.targets().sorted()
            #expect(
                targets == ["GET /api/v2/users.json?x=2&page[size]=100", "GET /api/v2/users.json?x=4&page[size]=100"]
            )
        }
    }

    @Test(arguments: [
        ("[1, 2]", "the expression gives array, expected an object"), ("{\"a\": 1 + 'x'}", "T2002"),
        ("($f := function($n) { 1 + $f($n) }; $f(1))", "U1001"),
    ])
    func `an expression that fails fails its call with its place`(_ expression: String, says: String) async throws {
        try await SyncRig.run { rig in
            let run = try await rig.sync([["resource": "users", "method": "list", "query": .string(expression)]])
            #expect(run["result"] == "partial")
            #expect(run.errorTexts.count == 1)
            #expect(run.errorTexts.first?.contains("query") == true)
            #expect(run.errorTexts.first?.contains(says) == true)
            #expect(try await rig.sandbox.targets().isEmpty)
        }
    }
}

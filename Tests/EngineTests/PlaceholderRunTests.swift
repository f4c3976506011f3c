import JSON
import Support
import Testing

/// Placeholders in requests as they go out.
@Suite struct PlaceholderRunTests {
    @Test func `a placeholder without value fails that call with its path and sends nothing`() async throws {
        try await SyncRig.run(["--groups", "2"]) { rig in
            let run = try await rig.sync([
                ["resource": "users", "method": "list", "query": ["role": "{{args.nope}}"]],
                ["resource": "groups", "method": "list"],
                [
                    "resource": "organizations", "method": "list", "depends_on": "groups",
                    "query": ["x": "{{resources.groups.nope.deeper}}"],
                ],
            ])
            #expect(run["status"] == "completed")
            #expect(run["result"] == "partial")
            let place = "missing_value: query.role: {{args.nope}} has no value and no default"
            let deeper = "missing_value: query.x: {{resources.groups.nope.deeper}} has no value and no default"
            #expect(run.errorTexts == [place, deeper, deeper])
            let contexts = run["errors"]?.arrayValue?.compactMap { $0["context"]?.stringValue } ?? []
            #expect(contexts.dropFirst().allSatisfy { $0.hasPrefix(#"{"groups":"#) }, "\(contexts)")
            #expect(try await rig.sandbox.targets() == ["GET /api/v2/groups.json?page[size]=100"])
        }
    }

    @Test func `an optional argument that is missing takes its key along`() async throws {
        try await SyncRig.run { rig in
            let run = try await rig.sync(
                [
                    [
                        "resource": "users", "method": "list",
                        "query": [
                            "role": "{{args.role}}", "sort": ["by": "{{args.by}}"], "fixed": "a",
                            "text": "x{{args.role}}", "both": "{{args.role}} {{args.by}}",
                            "list": ["a{{args.by}}", "b"],
                        ],
                    ]
                ],
                schema: ["type": "object", "properties": ["role": ["type": "string"], "by": ["type": "string"]]]
            )
            #expect(run["result"] == "clean")
            #expect(try await rig.sandbox.targets() == ["GET /api/v2/users.json?fixed=a&list=b&page[size]=100"])
        }
    }

    @Test func `numbers of records and arguments go out as they were written`() async throws {
        try await SyncRig.run(["--ticket-fields", "1"]) { rig in
            let run = try await rig.sync(
                [
                    ["resource": "ticket_fields", "method": "list"],
                    [
                        "resource": "groups", "method": "list", "depends_on": "ticket_fields",
                        "query": [
                            "id": "{{resources.ticket_fields.id}}", "same": "{{resources.ticket_fields.id:any}}",
                            "arg": "{{args.n:any}}", "text": "n={{args.n}}",
                        ],
                    ],
                ],
                args: ["n": .number(try #require(JSONNumber(text: "1.0")))]
            )
            #expect(run["result"] == "clean")
            #expect(
                try await rig.sandbox.targets().last?.hasPrefix(
                    "GET /api/v2/groups.json?id=9007199254740993&same=9007199254740993&arg=1.0&text=n=1"
                ) == true
            )
        }
    }

    @Test func `a whole record and what is deep in it travel down`() async throws {
        try await SyncRig.run(["--tickets", "1"]) { rig in
            let run = try await rig.sync([
                ["resource": "tickets", "method": "list"],
                [
                    "resource": "groups", "method": "list", "depends_on": "tickets",
                    "query": [
                        "$truto_merge": "{{resources.tickets.via:json}}",
                        "agent": "{{resources.tickets.follower_ids.0}}",
                        "all": "{{resources.tickets:json}}",
                    ],
                ],
            ])
            #expect(run["result"] == "clean")
            let target = try #require(try await rig.sandbox.targets().last)
            #expect(target.contains("channel="))
            #expect(target.contains("all[id]=1&"))
            #expect(target.contains("agent=100"))
        }
    }

    @Test func `an id that would change the path is refused before it is sent`() async throws {
        try await SyncRig.run { rig in
            let run = try await rig.sync(
                [["resource": "users", "method": "get", "id": "{{args.ids}}", "loop_on": "args.ids", "persist": true]],
                args: ["ids": ["..", "a/b?c", "10001"]]
            )
            #expect(run["result"] == "partial")
            let raw = try await rig.sandbox.requests().compactMap { $0["raw"]?.stringValue }.sorted()
            #expect(raw == ["/api/v2/users/10001.json", "/api/v2/users/a%2Fb%3Fc.json"])
            #expect(run.counter("users", "errors", method: "get") == 2)
            #expect(run.counter("users", "requests", method: "get") == 2)
        }
    }
}

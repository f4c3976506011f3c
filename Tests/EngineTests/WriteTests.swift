import JSON
import Support
import Testing

/// `create`, `update` and `delete` in a job: never repeated on a guess.
@Suite struct WriteTests {
    private static let create: JSONValue = [
        [
            "resource": "tickets", "method": "create", "persist": true,
            "body": ["ticket": ["subject": "{{args.subject}}", "priority": "low"]],
        ]
    ]

    @Test func `a created record is sent once and stored as the vendor answers it`() async throws {
        try await SyncRig.run(["--tickets", "3"]) { rig in
            let run = try await rig.sync(WriteTests.create, args: ["subject": "Hello"])
            #expect(run["result"] == "clean")
            #expect(try await rig.sandbox.targets() == ["POST /api/v2/tickets.json"])
            #expect(try await rig.ids("tickets") == ["4"])
        }
    }

    @Test func `updates and deletions go to the record that is named`() async throws {
        try await SyncRig.run(["--tickets", "5"]) { rig in
            let run = try await rig.sync(
                [
                    [
                        "resource": "tickets", "method": "update", "id": "{{args.ids}}", "loop_on": "args.ids",
                        "body": ["ticket": ["status": "solved"]], "name": "solve",
                    ],
                    ["resource": "tickets", "method": "delete", "id": 5, "depends_on": "solve"],
                ],
                args: ["ids": [1, 2]]
            )
            #expect(run["result"] == "clean")
            let targets = try await rig.sandbox.targets()
            #expect(targets.prefix(2).sorted() == ["PUT /api/v2/tickets/1.json", "PUT /api/v2/tickets/2.json"])
            #expect(targets.dropFirst(2) == ["DELETE /api/v2/tickets/5.json"])
            #expect(try await rig.sandbox.counts()["tickets"] == 4)
        }
    }

    @Test(arguments: ["500", "reset", "truncate"])
    func `a write whose answer was lost is reported, not repeated`(_ fault: String) async throws {
        try await SyncRig.run(["--tickets", "3", "--fault", fault]) { rig in
            let run = try await rig.sync(WriteTests.create, args: ["subject": "Hello"])
            #expect(run["result"] == "partial")
            #expect(run.errorTexts.first?.hasPrefix("outcome_unknown: the write may have happened") == true)
            #expect(try await rig.sandbox.targets().count == 1)
        }
    }

    @Test func `a write that the vendor put off is sent again`() async throws {
        try await SyncRig.run(["--tickets", "3", "--fault", "429:retry_after=0,times=2"]) { rig in
            let run = try await rig.sync(WriteTests.create, args: ["subject": "Hello"])
            #expect(run["result"] == "clean")
            #expect(try await rig.sandbox.targets().count == 3)
            #expect(try await rig.sandbox.counts()["tickets"] == 4)
        }
    }

    @Test func `an error names the call that failed`() async throws {
        try await SyncRig.run(["--tickets", "3"]) { rig in
            let run = try await rig.sync([
                ["resource": "tickets", "method": "get", "id": 77],
                ["resource": "comments", "method": "list", "query": ["ticket_id": 78]],
            ])
            let contexts = run["errors"]?.arrayValue?.compactMap { $0["context"]?.stringValue }
            #expect(contexts == ["id 77", #"{"ticket_id":78}"#])
        }
    }
}

import Domain
import Engine
import JSON
import Support
import Testing

/// `depends_on`: once per object, or once after.
@Suite struct DependencyTests {
    private static let tickets: JSONValue = ["resource": "tickets", "method": "list"]
    private static let comments: JSONValue = [
        "resource": "comments", "method": "list", "depends_on": "tickets",
        "query": ["ticket_id": "{{resources.tickets.id}}"],
    ]

    @Test func `a child that reads its parent runs once per object, grandchildren see every ancestor`() async throws {
        try await SyncRig.run(["--tickets", "3", "--comments-per-ticket", "2"]) { rig in
            let run = try await rig.sync([
                DependencyTests.tickets, DependencyTests.comments,
                [
                    "resource": "groups", "method": "list", "depends_on": "comments",
                    "query": ["of": "{{resources.tickets.id}}-{{resources.comments.id}}"],
                ],
            ])
            #expect(run["result"] == "clean")
            let calls = try await rig.sortedTargets().filter { $0.contains("groups") }
            #expect(
                calls
                    == ["1-1001", "1-1002", "2-2001", "2-2002", "3-3001", "3-3002"].map {
                        "GET /api/v2/groups.json?of=\($0)&page[size]=100"
                    }
            )
        }
    }

    @Test func `a node that reads only its grandparent runs once per object of that`() async throws {
        try await SyncRig.run(["--tickets", "3", "--comments-per-ticket", "2"]) { rig in
            let run = try await rig.sync([
                DependencyTests.tickets, DependencyTests.comments,
                [
                    "resource": "groups", "method": "list", "depends_on": "comments",
                    "query": ["of": "{{resources.tickets.id}}"],
                ],
            ])
            #expect(run.counter("groups", "requests") == 3)
        }
    }

    @Test func `a node that reads nothing runs once, after the last page of its parent, along a whole chain`()
        async throws
    {
        try await SyncRig.run(["--users", "6", "--page-size", "2"]) { rig in
            let run = try await rig.sync([
                ["resource": "organizations", "method": "list", "depends_on": "groups", "query": ["per_page": 20]],
                ["resource": "groups", "method": "list", "depends_on": "users", "query": ["per_page": 20]],
                ["resource": "users", "method": "list"],
            ])
            #expect(run["result"] == "clean")
            let kinds = try await rig.sandbox.targets().map { target in
                String(target.dropFirst("GET /api/v2/".count).prefix { $0 != "." })
            }
            #expect(kinds.first == "users")
            #expect(
                kinds == kinds.filter { $0 == "users" } + kinds.filter { $0 == "groups" }
                    + kinds.filter { $0 == "organizations" }
            )
            #expect(run.counter("users", "pages") == 3)
            #expect(run.counter("groups", "pages") == 3)
            #expect(run.counter("organizations", "pages") == 10)
        }
    }

    @Test func `a node waits for all calls of a parent that runs once per object`() async throws {
        try await SyncRig.run(["--tickets", "20"]) { rig in
            let run = try await rig.sync([
                DependencyTests.tickets, DependencyTests.comments,
                ["resource": "groups", "method": "list", "depends_on": "comments"],
            ])
            #expect(run["result"] == "clean")
            let targets = try await rig.sandbox.targets()
            #expect(targets.count == 22)
            #expect(targets.last?.contains("groups") == true)
        }
    }

    @Test(arguments: [false, true])
    func `a parent without records still starts what comes after it`(_ hasFailed: Bool) async throws {
        try await SyncRig.run(["--tickets", "0"], settings: ["retry-attempts": "1"]) { rig in
            if hasFailed { try await rig.sandbox.setFaults(["500:match=tickets"]) }
            let run = try await rig.sync([
                DependencyTests.tickets, DependencyTests.comments,
                ["resource": "groups", "method": "list", "depends_on": "comments"],
                ["resource": "users", "method": "list", "depends_on": "tickets"],
            ])
            #expect(run["status"] == "completed")
            #expect(run["result"] == (hasFailed ? "partial" : "clean"))
            #expect(run.counter("comments", "requests") == 0)
            #expect(run.counter("groups", "requests") == 1)
            #expect(run.counter("users", "requests") == 1)
        }
    }

    @Test func `a page of more children than a commit makes spreads them over several`() async throws {
        try await SyncRig.run(["--tickets", "450", "--comments-per-ticket", "1", "--export-page-size", "450"]) { rig in
            // Three children share the thousand items of a commit: 333 at once of each, the rest by a spread item.
            let run = try await rig.sync([
                ["resource": "incremental_tickets", "method": "list"],
                [
                    "resource": "users", "method": "get", "name": "requester", "depends_on": "incremental_tickets",
                    "id": "{{resources.incremental_tickets.requester_id}}",
                ],
                [
                    "resource": "users", "method": "get", "name": "submitter", "depends_on": "incremental_tickets",
                    "id": "{{resources.incremental_tickets.submitter_id}}",
                ],
                [
                    "resource": "groups", "method": "get", "depends_on": "incremental_tickets",
                    "id": "{{resources.incremental_tickets.group_id}}",
                ],
            ])
            #expect(run["result"] == "clean")
            #expect(run.counter("incremental_tickets", "pages") == 1)
            for node in ["requester", "submitter", "groups"] {
                #expect(run.counter(node, "requests", method: "get") == 450)
            }
        }
    }

    @Test(.timeLimit(.minutes(4)))
    func `siblings run at the same time`() async throws {
        try await SyncRig.run(["--latency-ms", "30000"]) { rig in
            let job = try await rig.server.job([
                ["resource": "groups", "method": "list"], ["resource": "users", "method": "list"],
                ["resource": "organizations", "method": "list"],
            ])
            let id = try await rig.server.startRun(job: job, account: rig.account)
            try await rig.sandbox.waitForRequests(3)
            _ = try await rig.server.client.patch("/sync-job-run/\(id)", ["status": "stopped"])
        }
    }
}

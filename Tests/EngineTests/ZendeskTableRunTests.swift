import JSON
import Support
import Testing

/// Runs of Zendesk's further resources, against its emulation.
@Suite struct ZendeskTableRunTests {
    @Test func `each list ends in the store with as many records as the vendor has`() async throws {
        let names = [
            "brands", "custom_statuses", "organization_memberships", "group_memberships", "ticket_metrics",
            "deleted_tickets", "articles",
        ]
        try await SyncRig.run(["--tickets", "250", "--articles", "70"]) { rig in
            let run = try await rig.sync(
                .array(names.map { ["resource": .string($0), "method": "list", "persist": true] })
            )
            #expect(run["result"] == "clean")
            let counts = try await rig.sandbox.counts()
            for name in names {
                let stored = try await rig.ids(name)
                #expect(stored.count == counts[name]?.intValue, "\(name)")
                #expect(Set(stored).count == stored.count)
            }
            #expect(try await rig.ids("deleted_tickets") == ["97", "194"])
        }
    }

    @Test func `the export by time passes its pages' seams and loses nothing`() async throws {
        let arguments = ["--organizations", "45", "--export-page-size", "10"]
        try await SyncRig.run(arguments) { rig in
            let run = try await rig.sync([
                ["resource": "incremental_organizations", "method": "list", "persist": true]
            ])
            #expect(run["result"] == "clean")
            #expect(try await rig.ids("incremental_organizations").count == 45)
            #expect((run.counter("incremental_organizations", "requests") ?? 0) >= 5)
        }
    }

    @Test func `an export by time that doesn't go on ends with an error`() async throws {
        let arguments = ["--organizations", "45", "--export-page-size", "10", "--fault", "repeat_cursor:after=1"]
        try await SyncRig.run(arguments) { rig in
            let run = try await rig.sync([
                ["resource": "incremental_organizations", "method": "list", "persist": true]
            ])
            #expect(run["result"] == "partial")
            #expect(run.errorTexts.first?.hasPrefix("cursor_repeated") == true)
            #expect(try await rig.sandbox.targets().count < 5)
        }
    }

    @Test func `users are stored by their ids`() async throws {
        try await SyncRig.run { rig in
            let run = try await rig.sync(
                [
                    [
                        "resource": "users", "method": "show_many", "persist": true,
                        "query": ["ids": ["10001", "10007", "99"]],
                    ]
                ]
            )
            #expect(run["result"] == "clean")
            #expect(try await rig.ids("users") == ["10001", "10007"])
        }
    }

    @Test(arguments: [
        (
            "/api/v2/tickets.json?page%5Bsize%5D=20&include=users,metric_sets", "tickets",
            ["requester_id", "assignee_id"]
        ),
        ("/api/v2/incremental/tickets/cursor.json?start_time=0&include=users", "tickets", ["submitter_id"]),
        ("/api/v2/tickets/3/comments.json?include=users", "comments", ["author_id"]),
    ])
    func `users come beside the records that name them`(_ path: String, _ key: String, _ names: [String]) async throws {
        let sandbox = try await SandboxProcess(["--tickets", "30"])
        let body = try await sandbox.call(path).json
        let users = Set((body["users"]?.arrayValue ?? []).compactMap { $0["id"]?.intValue })
        #expect(!users.isEmpty)
        #expect(users.count == body["users"]?.arrayValue?.count)
        let records = body[key]?.arrayValue ?? []
        for record in records {
            for name in names {
                guard let id = record[name]?.intValue else { continue }
                #expect(users.contains(id))
            }
            let isAsked = path.contains("metric_sets")
            #expect((record["metric_set"]?["ticket_id"] == record["id"]) == isAsked)
        }
        #expect(!records.isEmpty)
    }

    @Test func `memberships say what the users' own records say`() async throws {
        let sandbox = try await SandboxProcess(["--users", "43"])
        let users = try await sandbox.call("/api/v2/users.json?page%5Bsize%5D=100").json["users"]?.arrayValue ?? []
        for (list, key) in [("organization_memberships", "organization_id"), ("group_memberships", "group_id")] {
            let memberships =
                try await sandbox.call("/api/v2/\(list).json?page%5Bsize%5D=100").json[list]?.arrayValue ?? []
            let own = key == "group_id" ? "default_group_id" : key
            let members = users.filter { $0[own]?.isNull == false }
            #expect(memberships.count == members.count)
            for membership in memberships {
                let user = members.first { $0["id"] == membership["user_id"] }
                #expect(user?[own] == membership[key])
            }
        }
    }
}
